#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/training/training_config.h"

namespace oneshot {

struct Preset {
    std::string name;
    std::string summary;  ///< one sentence
    TrainingConfig config;
    std::string title;  ///< what a person calls it: "Siamese network, Koch 2015"
};
std::span<const Preset> presets();
const Preset& presetNamed(std::string_view name);  ///< throws Error(InvalidSetting) that lists the names

}  // namespace oneshot
