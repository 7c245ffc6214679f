#pragma once

#include <CLI/App.hpp>
#include <string>

namespace oneshot::cli {

/// What is said of a command line that cannot be understood: the problem in words, what may have been meant, and where
/// help is. A line of its own.
std::string usageMessage(const CLI::App* app, const CLI::Error&);

}  // namespace oneshot::cli
