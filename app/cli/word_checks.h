#pragma once

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace oneshot::cli {

/// A check for an option that takes one of these names. Its message suggests a close one and lists all.
CLI::Validator knownName(std::vector<std::string> names);

/// Keeps options of all commands from taking an empty value, as from an unset variable of the shell, or the next
/// option.
void requireValues(CLI::App&);

}  // namespace oneshot::cli
