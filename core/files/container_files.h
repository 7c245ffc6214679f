#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/files/container.h"

namespace oneshot {

/// Of a table or an IDX file, unpacked; rows are vectors or images.
inline constexpr std::int64_t mostTableBytes = 1LL << 30;
inline constexpr std::int64_t mostTableRows = 5'000'000, mostTableColumns = 65'536;

/// All wanted files, sorted by path. Throws Error(BadData) as Container does, and where one cannot be read.
std::vector<ContainedFile> readContainer(const std::filesystem::path& container, const ContainerRequest&);
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

}  // namespace oneshot
