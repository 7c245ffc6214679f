#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <limits>

namespace oneshot::cli {

// Checks of options that are numbers, in decimal digits and finite. What they say is in words, with the range.

CLI::Validator wholeNumber(std::uint64_t low, std::uint64_t high = std::numeric_limits<std::uint64_t>::max());
CLI::Validator number(double low, double high);

}  // namespace oneshot::cli
