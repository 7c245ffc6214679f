#pragma once

#include "core/base/json.h"
#include "core/models/network_settings.h"

namespace oneshot::detail {

/// All that a checkpoint says of its network: every networkFields().
Json networkJson(NetworkSettings);

/// Settings that older checkpoints leave out have the values that were in force then. Throws Error(BadData) if sizes
/// are out of range, and other exceptions if a setting is missing or of another type.
NetworkSettings networkFromJson(const Json&);

}  // namespace oneshot::detail
