#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

/// True if a file or folder of this name is hidden or left behind by a system: .git, __MACOSX, @eaDir, Thumbs.db, ...
bool isSystemName(std::string_view name);

/// The name of a container without the ending of an archive: "pets" for "pets.zip" and "pets.tar.gz".
std::string containerTitle(const std::filesystem::path& container);

/// Paths in UTF-8, and how those that were not were decoded.
struct DecodedPaths {
    std::vector<std::string> paths;  ///< in the order given
    std::string codePage;            ///< that was used: "CP437", "CP850" or "CP1252"; empty if all were UTF-8
};

/// Decodes parts of paths that are not UTF-8 from one code page, as older zip programs of Western systems write them:
/// the one that turns most of their bytes into letters. Parts of different bytes become different names, unless the
/// result is among those in UTF-8 already.
DecodedPaths decodePaths(std::vector<std::string> paths);

}  // namespace oneshot
