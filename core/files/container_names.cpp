#include "core/files/container_names.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace oneshot {

bool isSystemName(std::string_view name) {
    // Of macOS, Windows, Linux, Python, and of NAS and sync programs.
    constexpr auto names = std::to_array<std::string_view>({"__macosx",
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
                                                            "_gsdata_"});
    return name.starts_with('.') || std::ranges::find(names, lowerCase(name)) != names.end();
}

std::string containerTitle(const std::filesystem::path& container) {
    const std::string name = container.filename().string();
    for (const std::string_view ending :
         {".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".tgz", ".tbz2", ".txz", ".tar", ".zip"})
        if (name.ends_with(ending) && name.size() > ending.size()) return name.substr(0, name.size() - ending.size());
    return name;
}

}  // namespace oneshot
