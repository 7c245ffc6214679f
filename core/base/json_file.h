#pragma once

#include <filesystem>

#include "core/base/json.h"

namespace oneshot {

/// Throws Unreadable where the file cannot be read, and Json::exception where it is not valid JSON.
Json readJsonFile(const std::filesystem::path&);

/// Replaces the file as a whole or leaves the old one. Throws Error(Failed).
void saveJsonFile(const std::filesystem::path&, const Json&);

}  // namespace oneshot
