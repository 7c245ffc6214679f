#pragma once

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace oneshot::cli {

/// What a person may have meant by words of which the first is unknown: "train" for trian, "--model" for --modle,
/// "--data glyphs" for -data glyphs, "--model shipped" for shipped; empty if no guess is close. command: the innermost
/// one that was recognised.
std::string meantBy(const CLI::App& app, const CLI::App& command, const std::vector<std::string>& words);

}  // namespace oneshot::cli
