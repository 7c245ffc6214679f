#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace oneshot {

/// A file within a zip or folder; the path is relative to it, with "/".
struct ContainedFile {
    std::string path;
    std::vector<std::uint8_t> bytes;
};

/// Past these a zip or folder is refused, before memory runs out.
struct ContainerLimits {
    std::int64_t entries = 500'000;  ///< of any kind
    std::int64_t fileBytes = 32LL << 20;
    std::int64_t totalBytes = 2LL << 30;
};

/// Reads the files whose path `wanted` accepts, sorted by path. __MACOSX and names that begin with a dot are passed
/// over. Throws Error(BadData) where there is no such zip or folder, or it is damaged, cut short, encrypted, past the
/// limits or holds a path that leads out of it.
std::vector<ContainedFile> readContainer(const std::filesystem::path& container,
                                         const std::function<bool(const std::string& path)>& wanted,
                                         const ContainerLimits& limits = {});

/// Whether the path ends in .png, in any case.
bool isPngPath(const std::string& path);

}  // namespace oneshot
