#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/training/training_config.h"

namespace oneshot {

/// The values of one setting among which a search looks.
struct SearchRange {
    std::string key;           ///< of a setting that is a number; of a list KEY.I, its I-th number from 1
    double low = 0, high = 0;  ///< inclusive
    bool logarithmic = false;  ///< looked through evenly in the logarithm
    bool operator==(const SearchRange&) const = default;
};

/// Of "key=low:high" or "key=low:high:log". Throws Error(InvalidSetting) that names the key.
SearchRange parseSearchRange(std::string_view text);
std::string toString(const SearchRange&);  ///< "learning_rate=0.0001:0.1:log"

/// Throws Error(InvalidSetting) that names the key, where a range has no setting of `config`, one that is no number,
/// that decides how trials are measured or that is named twice, or bounds that the setting does not allow.
void requireValid(std::span<const SearchRange>, const TrainingConfig& config);

/// position: 0 at the range's low end, 1 at its high one. The result is whole where the setting is, else it has six
/// significant digits, so that it reads well and is the same on every machine.
double valueAt(const SearchRange&, double position);

/// The configuration with these values, one for each range.
TrainingConfig withValues(TrainingConfig, std::span<const SearchRange>, std::span<const double> values);

}  // namespace oneshot
