#pragma once

#include <span>
#include <string_view>

#include "core/base/setting_value.h"
#include "core/models/network_settings.h"

namespace oneshot {

/// One of the NetworkSettings, as files and the settings of a training know it.
struct NetworkField {
    std::string_view key;  ///< in JSON
    SettingValue (*value)(NetworkSettings&);
    double low = 0, high = 0;     ///< inclusive range of numbers, of each item for lists
    std::string_view since = {};  ///< checkpoints without this key are older than the field: they have its default
};

/// Every field of NetworkSettings, in the order of checkpoints.
std::span<const NetworkField> networkFields();
const NetworkField& networkFieldNamed(std::string_view key);  ///< of a field that there is

}  // namespace oneshot
