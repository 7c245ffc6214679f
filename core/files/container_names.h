#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace oneshot {

/// True if a file or folder of this name is hidden or left behind by a system: .git, __MACOSX, @eaDir, Thumbs.db, ...
bool isSystemName(std::string_view name);

/// The name of a container without the ending of an archive: "pets" for "pets.zip" and "pets.tar.gz".
std::string containerTitle(const std::filesystem::path& container);

}  // namespace oneshot
