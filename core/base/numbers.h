#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace oneshot {

// Decimal numbers as a person writes them, whatever the locale.

/// All of the text as a finite number; nothing for "nan", "inf", "0x10", "1e400" or "5 x".
std::optional<double> finiteNumber(std::string_view text);

std::string numberText(double);  ///< "0.5", "1000000", "1e-09": short, and reads back as the same number
/// "between 0 and 1", "1 at least" where there is no highest.
std::string rangeWords(double low, double high);

}  // namespace oneshot
