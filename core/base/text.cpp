#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace oneshot {

std::string_view asText(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string grouped(std::int64_t count) {
    return fmt::format("{}", fmt::group_digits(count));
}

std::string counted(std::int64_t count, const char* noun) {
    return fmt::format("{} {}{}", fmt::group_digits(count), noun, count == 1 ? "" : "s");
}

std::string duration(double seconds) {
    const std::int64_t whole = std::llround(std::max(seconds, 0.0));
    if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return lower;
}

std::string shellQuoted(const std::string& text) {
    const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./+:,=@%";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string csvField(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string listed(std::span<const std::string> names, std::size_t max) {
    const std::string text = fmt::format("{}", fmt::join(names.first(std::min(names.size(), max)), ", "));
    return names.size() > max ? fmt::format("{} and {} more", text, names.size() - max) : text;
}

std::string numbered(std::int64_t number, std::int64_t max, int minDigits) {
    return fmt::format("{:0{}}", number, std::max<std::size_t>(minDigits, fmt::formatted_size("{}", max)));
}

std::optional<double> finiteNumber(std::string_view text) {
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
    return value;
}

std::string numberText(double value) {
    if (std::abs(value) < 1e16 && std::nearbyint(value) == value) return fmt::to_string(std::llround(value));
    std::array<char, 32> buffer;
    return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr};
}

std::string rangeWords(double low, double high) {
    if (!std::isfinite(high)) return "at least " + numberText(low);
    return fmt::format("between {} and {}", numberText(low), numberText(high));
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> items;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        items.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return items;
}

}  // namespace oneshot
