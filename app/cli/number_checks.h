#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <limits>

namespace oneshot::cli {

// Checks for options that are finite decimal numbers. Their messages name the range in words.

CLI::Validator wholeNumber(std::uint64_t low, std::uint64_t high = std::numeric_limits<std::uint64_t>::max());
CLI::Validator number(double low, double high);

}  // namespace oneshot::cli
