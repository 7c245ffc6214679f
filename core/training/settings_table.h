#pragma once

#include <vector>

#include "core/training/settings.h"

namespace oneshot {

/// Makes the table behind settings().
std::vector<Setting> settingsTable();

}  // namespace oneshot
