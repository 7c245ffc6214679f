#pragma once

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace oneshot::cli {

/// A check of an option that takes one of these names. What it says holds the near one and all of them.
CLI::Validator knownName(std::vector<std::string> names);

/// Lets no option of the commands take an empty text for its value, as of a shell's unset variable, nor the option
/// that follows it.
void requireValues(CLI::App&);

}  // namespace oneshot::cli
