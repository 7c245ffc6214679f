#pragma once

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace oneshot::cli {

/// What a person may have meant by words of which the command line does not take the first: "train" for trian,
/// "--model" for --modle, "--data glyphs" for -data glyphs, "--model shipped" for shipped. `command` is the innermost
/// one that was understood; empty: nobody knows.
std::string meantBy(const CLI::App& app, const CLI::App& command, const std::vector<std::string>& words);

}  // namespace oneshot::cli
