#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/files/container.h"

namespace oneshot::test {

/// Reads all wanted files, sorted by path. Throws Error(BadData) as Container does, and where one cannot be read.
inline std::vector<ContainedFile> readAll(Container&& container) {
    const ContainerContent& content = container.content();
    if (!content.unreadable.empty()) throw Error(content.unreadable.front());
    std::vector<ContainedFile> files(content.files.size());
    container.read(std::vector<bool>(files.size(), true), [&](std::size_t i, ContainedFile file) {
        if (file.problem) throw Error(*file.problem);
        files[i] = std::move(file);
    });
    return files;
}

using Wanted = std::function<bool(const std::string& path)>;

/// Wants every file.
inline bool anyPath(const std::string&) {
    return true;
}

inline std::vector<ContainedFile> readContainer(const std::filesystem::path& container,
                                                const ContainerRequest& request) {
    return readAll(Container(container, request));
}

inline std::vector<ContainedFile> readContainer(const std::filesystem::path& container, const Wanted& wanted = anyPath,
                                                const ContainerLimits& limits = {}) {
    return readContainer(container, ContainerRequest{wanted, limits});
}

/// The paths of all files that are read, in order, joined by blanks.
inline std::string pathsIn(const std::filesystem::path& container) {
    std::string paths;
    for (const ContainedFile& file : readContainer(container)) paths += (paths.empty() ? "" : " ") + file.path;
    return paths;
}

/// Reads a zip or tar in memory, which errors call `name`, as readContainer() does.
inline std::vector<ContainedFile> readZip(std::span<const std::uint8_t> zip, const std::string& name,
                                          const Wanted& wanted = anyPath, const ContainerLimits& limits = {}) {
    return readAll(Container(zip, name, ContainerRequest{wanted, limits}));
}

}  // namespace oneshot::test
