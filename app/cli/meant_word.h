#pragma once

#include <CLI/App.hpp>
#include <string>

namespace oneshot::cli {

/// What a person may have meant by a word that the command line does not take: "train" for trian, "--model" for
/// --modle,
/// "--model shipped" for shipped. `command` is the innermost one that was understood; empty: nobody knows.
std::string meantBy(const CLI::App& app, const CLI::App& command, const std::string& word);

}  // namespace oneshot::cli
