#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Words and numbers of English texts, independent of the locale.

namespace oneshot {

/// The bytes of a file as text, which may not be UTF-8.
std::string_view asText(std::span<const std::uint8_t> bytes);

std::string grouped(std::int64_t count);                    ///< "38,951,745"; count: not negative
std::string counted(std::int64_t count, const char* noun);  ///< "1 run", "2,720 drawings"
std::string duration(double seconds);                       ///< "1:05", "2:00:13"
std::string lowerCase(std::string_view);                    ///< changes A to Z alone
std::string shellQuoted(const std::string&);                ///< as one word of a shell, quoted where necessary
std::string csvField(const std::string&);  ///< as a field of a CSV file, quoted where necessary (RFC 4180)

/// "a, b, c and 12 more": at most `max` names.
std::string listed(std::span<const std::string> names, std::size_t max);

/// "07": the number with as many digits as `max` has, at least `minDigits`, so that names sort as numbers do.
std::string numbered(std::int64_t number, std::int64_t max, int minDigits);

/// Parses the whole text as a finite number; returns nothing for "nan", "inf", "0x10", "1e400" or "5 x".
std::optional<double> finiteNumber(std::string_view text);
/// "0.5", "1000000", "1e-09": the shortest text that reads back as the same number.
std::string numberText(double);
/// "between 0 and 1", or "at least 1" if `high` is infinite.
std::string rangeWords(double low, double high);

/// The parts between the separators, one more than there are separators.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace oneshot
