#include "app/cli/number_checks.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>

#include "core/base/numbers.h"

namespace oneshot::cli {

CLI::Validator wholeNumber(std::uint64_t low, std::uint64_t high) {
    const auto check = [low, high](std::string& text) -> std::string {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size() && value >= low && value <= high) return {};
        const bool open = high == std::numeric_limits<std::uint64_t>::max();
        const double top = open ? std::numeric_limits<double>::infinity() : static_cast<double>(high);
        return fmt::format("must be a whole number, {}, is \"{}\"", rangeWords(static_cast<double>(low), top), text);
    };
    return {check, {}};
}

CLI::Validator number(double low, double high) {
    const auto check = [low, high](std::string& text) -> std::string {
        const std::optional<double> value = finiteNumber(text);
        if (value && *value >= low && *value <= high) return {};
        return fmt::format("must be a number {}, is \"{}\"", rangeWords(low, high), text);
    };
    return {check, {}};
}

}  // namespace oneshot::cli
