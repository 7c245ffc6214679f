#include "core/search/variations.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/training/presets.h"

namespace oneshot {
namespace {

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(blanks) + 1 - begin));
}

Error wrongSeeds(const std::string& text) {
    return {ErrorCode::InvalidSetting, "seeds", "\"" + text + "\" is neither a seed nor seeds from one to another",
            "Write for example 1, 2, 5-8."};
}

std::uint64_t seedIn(const std::string& text, const std::string& part) {
    std::uint64_t seed = 0;
    const char* end = text.data() + text.size();
    const auto [rest, failed] = std::from_chars(text.data(), end, seed);
    if (failed != std::errc() || rest != end) throw wrongSeeds(part);
    return seed;
}

/// Returns the configurations of the presets, as long as `config` and computed where it is.
std::vector<TrainingConfig> presetConfigs(const TrainingConfig& config, const std::vector<std::string>& names) {
    std::vector<TrainingConfig> configs;
    for (const std::string& name : names) {
        TrainingConfig& each = configs.emplace_back(name == config.preset ? config : presetNamed(name).config);
        each.length.steps = config.length.steps;
        each.length.minutes = config.length.minutes;
        each.seed = config.seed;
        each.threads = config.threads;
        each.device = config.device;
    }
    if (configs.empty()) configs.push_back(config);
    return configs;
}

/// Returns the configuration with each of the values.
std::vector<TrainingConfig> withEach(const TrainingConfig& config, const Variations& variations) {
    if (variations.key.empty() || variations.values.empty()) return {config};
    std::vector<TrainingConfig> configs;
    for (const std::string& value : variations.values)
        setSetting(configs.emplace_back(config), settingNamed(variations.key), value);
    return configs;
}

/// Takes out of a title what MODEL gives another meaning.
std::string plain(std::string title) {
    std::ranges::replace_if(
        title, [](char c) { return c == '+' || c == ',' || c == ':'; }, ' ');
    return title;
}

std::string titleOf(const TrainingConfig& config, const Variations& variations) {
    std::string title = config.preset;
    if (!variations.key.empty() && !variations.values.empty())
        title += ' ' + variations.key + ' ' + settingText(config, settingNamed(variations.key));
    return plain(title + " seed " + std::to_string(config.seed));
}

}  // namespace

std::vector<Variant> variantsOf(const RunRequest& request, const Variations& variations) {
    const std::size_t count = std::max<std::size_t>(1, variations.presets.size()) *
                              std::max<std::size_t>(1, variations.values.size()) *
                              std::max<std::size_t>(1, variations.seeds.size());
    if (count > maxVariants)
        throw Error(ErrorCode::InvalidSetting, "queue",
                    std::to_string(count) + " runs are more than " + std::to_string(maxVariants),
                    "Take fewer presets, values or seeds.");
    if (variations.key == "seed" && !variations.seeds.empty())
        throw Error(ErrorCode::InvalidSetting, "seed", "it is varied twice", "Name the seeds once.");
    std::vector<Variant> variants;
    for (const TrainingConfig& preset : presetConfigs(request.config, variations.presets))
        for (const TrainingConfig& valued : withEach(preset, variations)) {
            std::vector<std::uint64_t> seeds = variations.seeds;
            if (seeds.empty()) seeds.push_back(valued.seed);
            for (const std::uint64_t seed : seeds) {
                Variant& variant = variants.emplace_back(Variant{{}, request});
                variant.request.config = valued;
                variant.request.config.seed = seed;
                variant.request.directory.clear();
                variant.request.plans.clear();
                variant.title = titleOf(variant.request.config, variations);
                requireTrainable(variant.request.config);
            }
        }
    return variants;
}

std::vector<std::uint64_t> seedsIn(std::string_view text) {
    std::vector<std::uint64_t> seeds;
    std::set<std::uint64_t> known;
    for (const std::string& written : split(text, ',')) {
        const std::string part = trimmed(written);
        if (part.empty() && seeds.empty() && trimmed(text).empty()) return {};
        const std::size_t dash = part.find('-');
        const std::uint64_t first = seedIn(trimmed(part.substr(0, dash)), part);
        const std::uint64_t last = dash == std::string::npos ? first : seedIn(trimmed(part.substr(dash + 1)), part);
        if (last < first || last - first >= maxVariants) throw wrongSeeds(part);
        for (std::uint64_t seed = first;; ++seed) {
            if (known.insert(seed).second) seeds.push_back(seed);
            if (seed == last) break;
        }
    }
    return seeds;
}

std::vector<std::string> valuesIn(std::string_view text, const Setting& setting) {
    const TrainingConfig any;
    const SettingValue value = setting.in(any);
    const bool list =
        std::holds_alternative<std::vector<int>*>(value) || std::holds_alternative<std::vector<double>*>(value);
    std::vector<std::string> values;
    for (const std::string& written : split(text, list || text.find(';') != std::string_view::npos ? ';' : ','))
        if (std::string each = trimmed(written); !each.empty() && std::ranges::count(values, each) == 0)
            values.push_back(std::move(each));
    return values;
}

}  // namespace oneshot
