#include "core/training/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/near_name.h"
#include "core/base/numbers.h"
#include "core/training/settings_table.h"

namespace oneshot {
namespace {

std::string normalisedKey(std::string_view key) {
    std::string text(key);
    std::replace(text.begin(), text.end(), '-', '_');
    return text;
}

/// What other programs call our settings.
constexpr std::array<std::pair<std::string_view, std::string_view>, 34> synonyms{{
    {"batch", "pairs_per_step"},
    {"batch_size", "pairs_per_step"},
    {"bs", "pairs_per_step"},
    {"num_epochs", "epochs"},
    {"n_epochs", "epochs"},
    {"max_epochs", "epochs"},
    {"iterations", "steps"},
    {"num_steps", "steps"},
    {"max_steps", "steps"},
    {"early_stopping", "patience"},
    {"random_seed", "seed"},
    {"random_state", "seed"},
    {"workers", "threads"},
    {"num_workers", "threads"},
    {"gpu", "device"},
    {"model", "architecture"},
    {"backbone", "architecture"},
    {"metric", "similarity"},
    {"distance", "similarity"},
    {"image_size", "input_size"},
    {"img_size", "input_size"},
    {"resolution", "input_size"},
    {"filters", "maps"},
    {"hidden", "maps"},
    {"embedding_dim", "embedding"},
    {"embedding_size", "embedding"},
    {"n_way", "ways"},
    {"k_shot", "shots"},
    {"criterion", "loss"},
    {"temperature", "logit_scale"},
    {"scheduler", "schedule"},
    {"warmup", "warmup_steps"},
    {"ema", "averaging"},
    {"translate", "shift"},
}};

/// "Did you mean learning_rate? ", or nothing.
std::string meantBy(const std::string& wanted) {
    std::vector<std::string> names;
    for (const Setting& setting : settings()) names.emplace_back(setting.key);
    const auto* synonym = std::ranges::find(synonyms, wanted, &decltype(synonyms)::value_type::first);
    return didYouMean(synonym == synonyms.end() ? wanted : std::string(synonym->second), names);
}

/// Parses a number; whole ones that do not fit their type are refused, all other ranges are for validate().
template <typename Number>
Number parseNumber(const Setting& setting, std::string_view text) {
    constexpr bool real = std::is_floating_point_v<Number>;
    if constexpr (real) {
        if (const std::optional<double> value = finiteNumber(text)) return *value;
    } else {
        Number value{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size()) return value;
    }
    throw Error(ErrorCode::InvalidSetting, std::string(setting.key),
                std::string(real ? "must be a number " : "must be a whole number ") +
                    rangeWords(setting.low, setting.high) + ", is \"" + std::string(text) + '"',
                "Write for example " + std::string(setting.key) + (real ? "=0.5." : "=20."));
}

bool parseBool(const Setting& setting, std::string_view text) {
    if (text == "true" || text == "yes" || text == "on" || text == "1") return true;
    if (text == "false" || text == "no" || text == "off" || text == "0") return false;
    throw Error(ErrorCode::InvalidSetting, std::string(setting.key),
                "\"" + std::string(text) + "\" is neither true nor false");
}

template <typename Number>
std::vector<Number> parseList(const Setting& setting, std::string_view text) {
    std::vector<Number> values;
    while (true) {
        const std::size_t comma = text.find(',');
        values.push_back(parseNumber<Number>(setting, text.substr(0, comma)));
        if (comma == std::string_view::npos) return values;
        text.remove_prefix(comma + 1);
    }
}

template <typename Value>
std::string toText(const Value& value) {
    if constexpr (std::is_same_v<Value, bool>) {
        return value ? "true" : "false";
    } else if constexpr (std::is_same_v<Value, double>) {
        return numberText(value);
    } else if constexpr (std::is_integral_v<Value>) {
        return std::to_string(value);
    } else {
        std::string text;
        for (const auto item : value) text.append(text.empty() ? "" : ",").append(numberText(item));
        return text;
    }
}

template <typename Value>
Value parse(const Setting& setting, std::string_view text) {
    if constexpr (std::is_same_v<Value, bool>)
        return parseBool(setting, text);
    else if constexpr (std::is_same_v<Value, std::vector<int>>)
        return parseList<int>(setting, text);
    else if constexpr (std::is_same_v<Value, std::vector<double>>)
        return text.empty() ? Value() : parseList<double>(setting, text);
    else
        return parseNumber<Value>(setting, text);
}

}  // namespace

std::span<const Setting> settings() {
    static const std::vector<Setting> table = settingsTable();
    return table;
}

const Setting& settingNamed(std::string_view key) {
    const std::string wanted = normalisedKey(key);
    const auto found = std::ranges::find(settings(), wanted, &Setting::key);
    if (found != settings().end()) return *found;
    throw Error(ErrorCode::InvalidSetting, std::string(key), "there is no such setting",
                meantBy(wanted) + "`oneshot presets` lists all settings.");
}

std::string settingText(const TrainingConfig& config, const Setting& setting) {
    return std::visit(
        [](const auto& value) {
            if constexpr (std::is_same_v<decltype(value), const EnumRef&>)
                return std::string(value.name());
            else
                return toText(*value);
        },
        setting.in(config));
}

void setSetting(TrainingConfig& config, const Setting& setting, std::string_view text) {
    std::visit(
        [&](const auto& value) {
            if constexpr (std::is_same_v<decltype(value), const EnumRef&>)
                value.setName(setting.key, text);
            else
                *value = parse<std::decay_t<decltype(*value)>>(setting, text);
        },
        setting.in(config));
}

}  // namespace oneshot
