#pragma once

#include <span>
#include <string_view>

#include "core/base/json.h"
#include "core/base/setting_value.h"
#include "core/models/network_settings.h"

namespace oneshot {

/// One of the NetworkSettings, as files and the settings of a training name it.
struct NetworkField {
    std::string_view key;  ///< in JSON
    SettingValue (*value)(NetworkSettings&);
    double low = 0, high = 0;     ///< inclusive range of numbers, of each item for lists
    std::string_view since = {};  ///< checkpoints without this key are older than the field: they have its default
};

/// Every field of NetworkSettings, in the order of checkpoints.
std::span<const NetworkField> networkFields();
const NetworkField& networkFieldNamed(std::string_view key);  ///< there must be one

/// All that a checkpoint says of its network: every networkFields().
Json networkJson(NetworkSettings);

/// Settings that older checkpoints omit have the values that were in force then. Throws Error(BadData) if sizes are out
/// of range, and other exceptions if a setting is missing or of another type.
NetworkSettings networkFromJson(const Json&);

}  // namespace oneshot
