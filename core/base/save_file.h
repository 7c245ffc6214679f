#pragma once

#include <filesystem>
#include <string_view>

namespace oneshot {

/// Writes a file whole, or leaves what stood there alone. A link's file is written. Throws Error(Failed), also where
/// what stands there is no regular file: a device, pipe or folder.
void saveFile(const std::filesystem::path&, std::string_view bytes);

/// Throws as saveFile() would, where that can be told before there is anything to write.
void requireSavable(const std::filesystem::path&);

/// Writes a file that is not there yet, in a folder that appears as a whole (save_folder.h); the disk is not waited
/// for. Errors name it `shown`. Throws Error(Failed).
void writeNewFile(const std::filesystem::path&, std::string_view bytes, const std::filesystem::path& shown);

}  // namespace oneshot
