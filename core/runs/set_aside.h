#pragma once

#include <filesystem>

namespace oneshot {

/// Renames a damaged file or folder so that it is kept beside: "NAME.damaged", the next one "NAME.damaged-2". Returns
/// its new path. Throws Error(Failed).
std::filesystem::path setAside(const std::filesystem::path&);

}  // namespace oneshot
