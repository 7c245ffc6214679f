#include "core/base/numbers.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace oneshot {

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

}  // namespace oneshot
