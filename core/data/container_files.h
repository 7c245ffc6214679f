#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace oneshot {

/// A file within a container (a zip, a tar plain or packed, or a folder); the path is relative to it, with "/", in
/// UTF-8.
struct ContainedFile {
    std::string path;
    std::vector<std::uint8_t> bytes;
};

/// Past these a container is refused, by what its headers claim, before memory runs out.
struct ContainerLimits {
    std::int64_t entries = 500'000;  ///< of any kind
    std::int64_t fileBytes = 32LL << 20;
    std::int64_t totalBytes = 2LL << 30;
};

/// Of a table or an IDX file, unpacked; rows are vectors or images.
inline constexpr std::int64_t mostTableBytes = 1LL << 30;
inline constexpr std::int64_t mostTableRows = 5'000'000, mostTableColumns = 65'536;

/// What to read of a container.
struct ContainerRequest {
    std::function<bool(const std::string& path)> wanted;
    ContainerLimits limits = {};
    bool followLinks = false;                  ///< those within a folder, wherever they lead; else one is refused
    std::function<void()> onProgress = [] {};  ///< for each entry, then for each file; may throw to cancel
};

/// What a container holds: what was wanted, and what it holds besides.
struct ContainerContent {
    std::vector<ContainedFile> files;      ///< sorted by path
    std::vector<std::string> otherFiles;   ///< paths of those that were not wanted, sorted
    std::vector<std::string> folders;      ///< paths of those that it names, sorted
    std::vector<std::string> systemFiles;  ///< hidden things and what systems leave behind; a whole folder is one
    std::string codePage;                  ///< that paths were read as which are not in UTF-8; empty where all are
    std::int64_t decodedFiles = 0;         ///< whose paths were read so
};

/// Reads the files whose path is wanted. isSystemName() and what is neither a file nor a folder is passed over. Paths
/// that are not in UTF-8 are read in a likely code page. Throws Error(BadData) where there is no such container, or it
/// is damaged, cut short, encrypted, past the limits, holds a link that may not be followed or a path that leads out of
/// it or is held twice, or changes meanwhile.
ContainerContent readContainer(const std::filesystem::path& container, const ContainerRequest&);

/// The files alone.
std::vector<ContainedFile> readContainer(const std::filesystem::path& container,
                                         const std::function<bool(const std::string& path)>& wanted,
                                         const ContainerLimits& limits = {});

/// The same of a zip or tar in memory. name: what an error calls it.
std::vector<ContainedFile> readZip(std::span<const std::uint8_t> zip, const std::string& name,
                                   const std::function<bool(const std::string& path)>& wanted,
                                   const ContainerLimits& limits = {});

/// Whether a file or folder of this name is hidden or left behind by a system: .git, __MACOSX, @eaDir, Thumbs.db, ...
bool isSystemName(std::string_view name);

/// The name of a container without the ending of an archive: "pets" of "pets.zip" and "pets.tar.gz".
std::string containerTitle(const std::filesystem::path& container);

/// All bytes of a file. Throws Error(BadData) where it cannot be read, is no regular file or holds more than
/// `mostBytes`.
std::vector<std::uint8_t> readFileBytes(const std::filesystem::path&, std::int64_t mostBytes);

}  // namespace oneshot
