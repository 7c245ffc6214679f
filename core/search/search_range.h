#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/training/training_config.h"

namespace oneshot {

/// The values of one setting that a search tries.
struct SearchRange {
    std::string key;           ///< of a setting that is a number, or KEY.I for the I-th number of a list, from 1
    double low = 0, high = 0;  ///< inclusive
    bool logarithmic = false;  ///< tried evenly in the logarithm
    bool operator==(const SearchRange&) const = default;
};

/// Parses "key=low:high" or "key=low:high:log". Throws Error(InvalidSetting) that names the key.
SearchRange parseSearchRange(std::string_view text);

/// Throws Error(InvalidSetting) that names the key if a range is of no setting, of one that is not a number or decides
/// how trials are measured, of one that another range has, or has bounds that the setting or `config` does not allow.
void requireValid(std::span<const SearchRange>, const TrainingConfig& config);

/// The keys that a range may have: every number of the configuration that decides neither how long a trial is nor how
/// it is measured; of a list, KEY.1 and so on.
std::vector<std::string> searchableKeys(const TrainingConfig&);

/// A range around the configuration's value, within what the setting allows: a tenth to ten times of it in its
/// logarithm, half to twice of a whole number. key: a searchable one.
SearchRange proposedRange(const std::string& key, const TrainingConfig&);

/// position: 0 at the range's low end, 1 at its high end. The result is whole if the setting is, else it has six
/// significant digits, so that it reads well and is the same on every machine.
double valueAt(const SearchRange&, double position);

/// Returns the configuration with these values, one per range.
TrainingConfig withValues(TrainingConfig, std::span<const SearchRange>, std::span<const double> values);

}  // namespace oneshot
