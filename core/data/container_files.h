#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace oneshot {

/// A file within a zip or folder; the path is relative to it, with "/", in UTF-8 (what is none is replaced by U+FFFD).
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

/// Of a table or an IDX file, unpacked; rows are vectors or images.
inline constexpr std::int64_t mostTableBytes = 1LL << 30;
inline constexpr std::int64_t mostTableRows = 5'000'000, mostTableColumns = 65'536;

/// Reads the files whose path `wanted` accepts, sorted by path. __MACOSX and names that begin with a dot are passed
/// over, as is what is neither a file nor a folder. Throws Error(BadData) where there is no such zip or folder, or it
/// is damaged, cut short, encrypted, past the limits, holds a link or a path that leads out of it, or changes
/// meanwhile.
std::vector<ContainedFile> readContainer(const std::filesystem::path& container,
                                         const std::function<bool(const std::string& path)>& wanted,
                                         const ContainerLimits& limits = {});

/// The same of a zip in memory. name: what an error calls it.
std::vector<ContainedFile> readZip(std::span<const std::uint8_t> zip, const std::string& name,
                                   const std::function<bool(const std::string& path)>& wanted,
                                   const ContainerLimits& limits = {});

/// All bytes of a file. Throws Error(BadData) where it cannot be read, is no regular file or holds more than
/// `mostBytes`.
std::vector<std::uint8_t> readFileBytes(const std::filesystem::path&, std::int64_t mostBytes);

}  // namespace oneshot
