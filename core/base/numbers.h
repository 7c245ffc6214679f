#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace oneshot {

// Decimal numbers as a person writes them, independent of the locale.

/// Parses the whole text as a finite number; returns nothing for "nan", "inf", "0x10", "1e400" or "5 x".
std::optional<double> finiteNumber(std::string_view text);

std::string numberText(double);  ///< "0.5", "1000000", "1e-09": the shortest text that reads back as the same number
/// "between 0 and 1", or "at least 1" if `high` is infinite.
std::string rangeWords(double low, double high);

}  // namespace oneshot
