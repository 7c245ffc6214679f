#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace oneshot {

/// Replaces a file as a whole or leaves the old one; follows a link. Throws Error(Failed), also if a device, pipe or
/// folder has this name.
void saveFile(const std::filesystem::path&, std::string_view bytes);

/// Throws as saveFile() would, as far as that is known before there is anything to write.
void requireSavable(const std::filesystem::path&);

/// Writes a new file into a folder that appears as a whole (save_folder.h), without waiting for the disk. Errors call
/// it `shown`. Throws Error(Failed).
void writeNewFile(const std::filesystem::path&, std::string_view bytes, const std::filesystem::path& shown);

/// A hidden name for a file or folder that is being written, used once.
std::string temporaryName();

}  // namespace oneshot
