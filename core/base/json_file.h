#pragma once

#include <filesystem>

#include "core/base/json.h"

namespace oneshot {

/// Throws Unreadable where the file cannot be read, and Json::exception where it is no sound JSON.
Json readJsonFile(const std::filesystem::path&);

/// The path holds either whole file, the old or the new. Throws Error(Failed).
void saveJsonFile(const std::filesystem::path&, const Json&);

}  // namespace oneshot
