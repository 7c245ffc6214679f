#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/runs/run.h"
#include "core/training/settings.h"

namespace oneshot {

/// What the runs of a queue differ in; what is empty is for all of them as the request says.
struct Variations {
    std::vector<std::string> presets;
    std::string key;                  ///< of a setting
    std::vector<std::string> values;  ///< of that setting, as --set takes them
    std::vector<std::uint64_t> seeds;
};

/// A run of a queue. The title can be written as a MODEL: it has no +, comma or colon.
struct Variant {
    std::string title;  ///< "compact learning_rate 0.001 seed 2"
    RunRequest request;
};

constexpr std::size_t maxVariants = 200;

/// Returns every combination: preset by preset, value by value, seed by seed. Another preset takes its own settings,
/// but keeps the steps or minutes, the threads and the device of the request. Throws Error(InvalidSetting) where there
/// are more than maxVariants, a value is none of the setting, or one of them cannot be trained.
std::vector<Variant> variantsOf(const RunRequest&, const Variations&);

/// Parses "1, 2, 5-8". Throws Error(InvalidSetting).
std::vector<std::uint64_t> seedsIn(std::string_view text);

/// Parses values with commas between, those of a list with semicolons: "0.1, 0.01", "32,64; 64,64".
std::vector<std::string> valuesIn(std::string_view text, const Setting&);

}  // namespace oneshot
