#include "core/training/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/base/near_name.h"
#include "core/base/text.h"
#include "core/training/settings_table.h"

namespace oneshot {
namespace {

struct Synonyms {
    std::string_view key;
    std::vector<std::string_view> names;  ///< what other programs call it
};

const std::vector<Synonyms> synonyms{
    {"pairs_per_step", {"batch", "batch_size", "bs"}},
    {"epochs", {"num_epochs", "n_epochs", "max_epochs"}},
    {"steps", {"iterations", "num_steps", "max_steps"}},
    {"patience", {"early_stopping"}},
    {"seed", {"random_seed", "random_state"}},
    {"threads", {"workers", "num_workers"}},
    {"device", {"gpu"}},
    {"architecture", {"model", "backbone"}},
    {"similarity", {"metric", "distance"}},
    {"input_size", {"image_size", "img_size", "resolution"}},
    {"maps", {"filters", "hidden"}},
    {"embedding", {"embedding_dim", "embedding_size"}},
    {"ways", {"n_way"}},
    {"shots", {"k_shot"}},
    {"loss", {"criterion"}},
    {"logit_scale", {"temperature"}},
    {"schedule", {"scheduler"}},
    {"warmup_steps", {"warmup"}},
    {"averaging", {"ema"}},
    {"shift", {"translate"}},
};

/// "Did you mean learning_rate? ", or nothing.
std::string suggestionFor(const std::string& wanted) {
    std::vector<std::string> names;
    for (const Setting& setting : settings()) names.emplace_back(setting.key);
    const auto synonym = std::ranges::find_if(
        synonyms, [&](const Synonyms& each) { return std::ranges::find(each.names, wanted) != each.names.end(); });
    return didYouMean(synonym == synonyms.end() ? wanted : std::string(synonym->key), names);
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
                fmt::format("must be a {}number {}, is \"{}\"", real ? "" : "whole ",
                            rangeWords(setting.low, setting.high), text),
                fmt::format("Write for example {}={}.", setting.key, real ? "0.5" : "20"));
}

bool parseBool(const Setting& setting, std::string_view text) {
    if (text == "true" || text == "yes" || text == "on" || text == "1") return true;
    if (text == "false" || text == "no" || text == "off" || text == "0") return false;
    throw Error(ErrorCode::InvalidSetting, std::string(setting.key),
                fmt::format("\"{}\" is neither true nor false", text));
}

template <typename Number>
std::vector<Number> parseList(const Setting& setting, std::string_view text) {
    std::vector<Number> values;
    for (const std::string& item : split(text, ',')) values.push_back(parseNumber<Number>(setting, item));
    return values;
}

}  // namespace

std::span<const Setting> settings() {
    static const std::vector<Setting> table = settingsTable();
    return table;
}

const Setting& settingNamed(std::string_view key) {
    std::string wanted(key);
    std::ranges::replace(wanted, '-', '_');
    const auto found = std::ranges::find(settings(), wanted, &Setting::key);
    if (found != settings().end()) return *found;
    throw Error(ErrorCode::InvalidSetting, std::string(key), "there is no such setting",
                suggestionFor(wanted) + "`oneshot presets` lists all settings.");
}

std::string settingText(const TrainingConfig& config, const Setting& setting) {
    return std::visit(
        [](const auto& value) {
            if constexpr (std::is_same_v<decltype(value), const EnumRef&>) {
                return std::string(value.name());
            } else if constexpr (std::is_integral_v<std::decay_t<decltype(*value)>>) {
                return fmt::format("{}", *value);
            } else {
                std::string text;
                for (const double item : numbersOf(value))
                    text.append(text.empty() ? "" : ",").append(numberText(item));
                return text;
            }
        },
        setting.in(config));
}

std::string_view unitBeside(const Setting& setting) {
    const std::vector<std::string> words = split(lowerCase(setting.label), ' ');
    return std::ranges::find(words, setting.unit) == words.end() ? setting.unit : std::string_view();
}

void setSetting(TrainingConfig& config, const Setting& setting, std::string_view text) {
    std::visit(
        [&](const auto& value) {
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, EnumRef>)
                value.setName(setting.key, text);
            else if constexpr (std::is_same_v<Value, bool*>)
                *value = parseBool(setting, text);
            else if constexpr (std::is_same_v<Value, std::vector<int>*>)
                *value = parseList<int>(setting, text);
            else if constexpr (std::is_same_v<Value, std::vector<double>*>)
                *value = text.empty() ? std::vector<double>() : parseList<double>(setting, text);
            else
                *value = parseNumber<std::decay_t<decltype(*value)>>(setting, text);
        },
        setting.in(config));
}

}  // namespace oneshot
