#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Words and numbers of English texts, in the C locale.

namespace oneshot {

/// As printf would write it.
[[gnu::format(printf, 1, 2)]] std::string format(const char* pattern, ...);

std::string grouped(std::int64_t number);               ///< "38,951,745"
std::string counted(std::int64_t n, const char* noun);  ///< "1 run", "2,720 drawings"
std::string duration(double seconds);                   ///< "1:05", "2:00:13"
std::string lowerCase(std::string_view);                ///< A to Z alone
std::string shellQuoted(const std::string&);            ///< one word of a shell, quoted where it must be
std::string csvField(const std::string&);               ///< of a CSV file, quoted where it must be (RFC 4180)

/// The parts between the separators, one more than there are separators.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace oneshot
