#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace oneshot {

/// Keeps keys in the order in which they were written, which makes files easier to read.
using Json = nlohmann::ordered_json;

/// Throws Unreadable if the file cannot be read, and Json::exception if it is not valid JSON.
Json readJsonFile(const std::filesystem::path&);

/// Replaces the file as a whole or leaves the old one. Throws Error(Failed).
void saveJsonFile(const std::filesystem::path&, const Json&);

}  // namespace oneshot
