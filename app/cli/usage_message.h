#pragma once

#include <CLI/App.hpp>
#include <string>

namespace oneshot::cli {

/// The message for a command line that cannot be understood: the problem, a guess at what was meant, and where to find
/// help, on one line.
std::string usageMessage(const CLI::App* app, const CLI::Error&);

}  // namespace oneshot::cli
