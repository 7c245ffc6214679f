#include "core/files/container_files.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/text.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

std::vector<ContainedFile> readAll(Container&& container) {
    const ContainerContent& content = container.content();
    if (!content.unreadable.empty()) throw Error(content.unreadable.front());
    std::vector<ContainedFile> files(content.files.size());
    container.read(std::vector<bool>(files.size(), true), [&](std::size_t i, ContainedFile file) {
        if (file.problem) throw Error(*file.problem);
        files[i] = std::move(file);
    });
    return files;
}

}  // namespace

std::vector<ContainedFile> readContainer(const fs::path& container, const ContainerRequest& request) {
    return readAll(Container(container, request));
}

std::vector<ContainedFile> readContainer(const fs::path& container,
                                         const std::function<bool(const std::string&)>& wanted,
                                         const ContainerLimits& limits) {
    return readContainer(container, ContainerRequest{wanted, limits});
}

std::vector<ContainedFile> readZip(std::span<const std::uint8_t> zip, const std::string& name,
                                   const std::function<bool(const std::string&)>& wanted,
                                   const ContainerLimits& limits) {
    return readAll(Container(zip, name, ContainerRequest{wanted, limits}));
}

bool isSystemName(std::string_view name) {
    // of macOS, Windows, Linux, Python, and of NAS and sync programs
    constexpr std::string_view left[] = {"__macosx",
                                         "network trash folder",
                                         "temporary items",
                                         "thumbs.db",
                                         "ehthumbs.db",
                                         "ehthumbs_vista.db",
                                         "desktop.ini",
                                         "$recycle.bin",
                                         "system volume information",
                                         "found.000",
                                         "lost+found",
                                         "__pycache__",
                                         "@eadir",
                                         "@recycle",
                                         "@recently-snapshot",
                                         "@__thumb",
                                         "@transcode",
                                         "@tmp",
                                         "#recycle",
                                         "#snapshot",
                                         "~snapshot",
                                         "_gsdata_"};
    return name.starts_with('.') || std::ranges::find(left, lowerCase(name)) != std::end(left);
}

std::string containerTitle(const fs::path& container) {
    const std::string name = container.filename().string();
    for (const std::string_view ending :
         {".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".tgz", ".tbz2", ".txz", ".tar", ".zip"})
        if (name.ends_with(ending) && name.size() > ending.size()) return name.substr(0, name.size() - ending.size());
    return name;
}

}  // namespace oneshot
