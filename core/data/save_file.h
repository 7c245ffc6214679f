#pragma once

#include <filesystem>
#include <string_view>

namespace oneshot {

/// Writes a file whole, or leaves what stood there alone. A link's file is written. Throws Error(Failed), also where
/// what stands there is no regular file: a device, pipe or folder.
void saveFile(const std::filesystem::path&, std::string_view bytes);

}  // namespace oneshot
