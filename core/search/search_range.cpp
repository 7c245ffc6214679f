#include "core/search/search_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <set>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/training/settings.h"

namespace oneshot {
namespace {

constexpr const char* example = "Write for example --range learning_rate=0.0001:0.1:log.";

Error wrong(const std::string& key, const std::string& problem, const std::string& remedy = {}) {
    return {ErrorCode::InvalidSetting, "range of " + key, problem, remedy};
}

/// What a range varies: a setting that is a number, or one number of a list.
struct Target {
    const Setting& setting;
    std::size_t item = 0;  ///< of a list, from 1; 0: the setting itself
};

Target targetOf(const std::string& key) {
    const std::size_t dot = key.find('.');
    const Setting& setting = settingNamed(key.substr(0, dot));
    if (dot == std::string::npos) return {setting};
    std::size_t item = 0;
    const char* end = key.data() + key.size();
    const auto [rest, failed] = std::from_chars(key.data() + dot + 1, end, item);
    if (failed != std::errc() || rest != end || item == 0)
        throw wrong(key, "after the dot comes the place of the number in the list, from 1");
    return {setting, item};
}

/// Calls visit(number) with the number of the configuration that is varied; returns false if there is none.
template <typename Visit>
bool visitNumber(TrainingConfig& config, const Target& target, Visit visit) {
    const auto visitValue = [&](const auto& value) {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, EnumRef> || std::is_same_v<Value, bool*>) {
            return false;
        } else if constexpr (requires { value->size(); }) {
            if (target.item == 0 || target.item > value->size()) return false;
            visit((*value)[target.item - 1]);
            return true;
        } else {
            if (target.item != 0) return false;
            visit(*value);
            return true;
        }
    };
    return std::visit(visitValue, target.setting.in(config));
}

template <typename... Values>
bool isOneOf(const Setting& setting) {
    const TrainingConfig any;
    const SettingValue value = setting.in(any);
    return (std::holds_alternative<Values*>(value) || ...);
}

bool isList(const Setting& setting) {
    return isOneOf<std::vector<int>, std::vector<double>>(setting);
}

bool isWhole(const Setting& setting) {
    return !isOneOf<double, std::vector<double>>(setting);
}

/// True if trials could not be compared whose settings of this kind differ.
bool decidesMeasure(const Setting& setting) {
    return setting.group == "Schedule" || setting.group == "Evaluation";
}

void requireNumber(const SearchRange& range, const Target& target, TrainingConfig config) {
    if (visitNumber(config, target, [](auto&) {})) return;
    const std::string name(target.setting.key);
    if (isList(target.setting))
        throw wrong(
            range.key,
            target.item ? "the list has no such number here: " + settingText(config, target.setting) : "it is a list",
            "Search each number by itself, " + name + ".1 the first.");
    throw wrong(range.key, target.item ? "it is not a list" : "it is not a number", "Set it by --set.");
}

void requireBounds(const SearchRange& range, const Setting& setting) {
    const std::string bounds = fmt::format("{:g}:{:g}", range.low, range.high);
    if (!(range.low < range.high)) throw wrong(range.key, "low must be below high, is " + bounds, example);
    if (range.low < setting.low || range.high > setting.high)
        throw wrong(range.key, fmt::format("must lie between {:g} and {:g}, is ", setting.low, setting.high) + bounds);
    if (range.logarithmic && range.low <= 0)
        throw wrong(range.key, "with log both ends must be above 0, is " + bounds, "Begin above 0, or omit log.");
    if (isWhole(setting) && (std::round(range.low) != range.low || std::round(range.high) != range.high))
        throw wrong(range.key, "its ends must be whole numbers, as the setting is, is " + bounds);
}

double parseBound(const std::string& key, std::string_view text) {
    if (const std::optional<double> value = finiteNumber(text)) return *value;
    throw wrong(key, fmt::format("\"{}\" is not a number", text), example);
}

double sixDigits(double value) {
    return std::strtod(fmt::format("{:.6g}", value).c_str(), nullptr);
}

}  // namespace

SearchRange parseSearchRange(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
        throw Error(ErrorCode::InvalidSetting, "--range",
                    fmt::format("needs key=low:high or key=low:high:log, is \"{}\"", text), example);
    SearchRange range{std::string(text.substr(0, equals)), 0, 0, false};
    std::replace(range.key.begin(), range.key.end(), '-', '_');
    const std::vector<std::string> parts = split(text.substr(equals + 1), ':');
    range.logarithmic = parts.size() == 3 && parts.back() == "log";
    if (parts.size() != 2 && !range.logarithmic)
        throw wrong(range.key, fmt::format("needs low:high or low:high:log, is \"{}\"", text.substr(equals + 1)),
                    example);
    range.low = parseBound(range.key, parts[0]);
    range.high = parseBound(range.key, parts[1]);
    return range;
}

void requireValid(std::span<const SearchRange> ranges, const TrainingConfig& config) {
    if (ranges.empty())
        throw Error(ErrorCode::InvalidSetting, "--range", "is missing: there is nothing to search", example);
    std::set<std::string_view> keys;
    for (const SearchRange& range : ranges) {
        const Target target = targetOf(range.key);
        if (!keys.insert(range.key).second) throw wrong(range.key, "it is named twice");
        if (decidesMeasure(target.setting))
            throw wrong(range.key,
                        "it decides how long a trial is or how it is measured, which must be the same for all",
                        "Set it by --set.");
        requireNumber(range, target, config);
        requireBounds(range, target.setting);
    }
    std::vector<double> lows, highs;
    for (const SearchRange& range : ranges) {
        lows.push_back(range.low);
        highs.push_back(range.high);
    }
    requireValid(withValues(config, ranges, lows));
    requireValid(withValues(config, ranges, highs));
}

std::vector<std::string> searchableKeys(const TrainingConfig& config) {
    std::vector<std::string> keys;
    TrainingConfig copy = config;
    const auto isNumber = [&copy](const Setting& setting, std::size_t item) {
        return visitNumber(copy, {setting, item}, [](auto&) {});
    };
    for (const Setting& setting : settings()) {
        if (decidesMeasure(setting)) continue;
        const std::string key(setting.key);
        if (isNumber(setting, 0)) keys.push_back(key);
        for (std::size_t item = 1; isNumber(setting, item); ++item) keys.push_back(fmt::format("{}.{}", key, item));
    }
    return keys;
}

SearchRange proposedRange(const std::string& key, const TrainingConfig& config) {
    const Target target = targetOf(key);
    TrainingConfig copy = config;
    double value = 0;
    visitNumber(copy, target, [&value](auto& number) { value = static_cast<double>(number); });
    const bool whole = isWhole(target.setting);
    const double factor = whole ? 2 : 10;
    const auto allowed = [&](double bound) {
        return std::clamp(whole ? std::round(bound) : sixDigits(bound), target.setting.low, target.setting.high);
    };
    if (value <= 0) return {key, allowed(0), allowed(1), false};
    return {key, allowed(value / factor), allowed(value * factor), !whole && allowed(value / factor) > 0};
}

double valueAt(const SearchRange& range, double position) {
    const double value = range.logarithmic ? range.low * std::pow(range.high / range.low, position)
                                           : range.low + position * (range.high - range.low);
    return std::clamp(isWhole(targetOf(range.key).setting) ? std::round(value) : sixDigits(value), range.low,
                      range.high);
}

TrainingConfig withValues(TrainingConfig config, std::span<const SearchRange> ranges, std::span<const double> values) {
    for (std::size_t i = 0; i < ranges.size(); ++i)
        visitNumber(config, targetOf(ranges[i].key),
                    [&](auto& number) { number = static_cast<std::decay_t<decltype(number)>>(values[i]); });
    return config;
}

}  // namespace oneshot
