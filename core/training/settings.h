#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/setting_value.h"
#include "core/training/training_config.h"

namespace oneshot {

/// One setting as a person meets it: a row of the table behind JSON, --set and the form in the window.
struct Setting {
    std::string_view key;    ///< "learning_rate"; --set also takes "learning-rate"
    std::string_view label;  ///< "Learning rate"
    std::string_view unit;   ///< "steps", "minutes", "px", "degrees"; empty: a plain number
    std::function<SettingValue(TrainingConfig&)> value;
    double low = 0, high = 0;  ///< inclusive range of numbers, of each item for lists
    std::string_view description;
    bool later = false;             ///< older run.json files lack it: they were trained with its default or `earlier`
    std::string_view earlier = {};  ///< value of a run.json without the setting; still written by omitting it
    std::string_view group = {};  ///< "Schedule", "Network", "Loss", "Batches", "Distortion", "Optimiser", "Evaluation"

    SettingValue in(TrainingConfig& config) const { return value(config); }
    /// Refers to a value that may only be read.
    SettingValue in(const TrainingConfig& config) const { return value(const_cast<TrainingConfig&>(config)); }
};

/// Every setting, in the order in which a person reads them.
std::span<const Setting> settings();
const Setting& settingNamed(std::string_view key);  ///< throws Error(InvalidSetting) with the nearest names

std::string settingText(const TrainingConfig&, const Setting&);
/// Returns the unit as it is said beside the label; empty where the label has said it: "Maximum epochs".
std::string_view unitBeside(const Setting&);
/// Throws Error(InvalidSetting) if the text is no value of the setting; ranges are checked by validate().
void setSetting(TrainingConfig&, const Setting&, std::string_view text);

}  // namespace oneshot
