#include "core/runs/set_aside.h"

#include <string>

#include "core/base/error.h"

namespace oneshot {
namespace fs = std::filesystem;

fs::path setAside(const fs::path& path) {
    const fs::path first = path.string() + ".damaged";
    fs::path beside = first;
    std::error_code failed;
    for (int next = 2; fs::exists(fs::symlink_status(beside, failed)); ++next)
        beside = first.string() + '-' + std::to_string(next);
    fs::rename(path, beside, failed);
    if (failed)
        throw Error(ErrorCode::Failed, path.string(), "is damaged and could not be set aside: " + failed.message(),
                    "Allow writing to its folder, then try again.");
    return beside;
}

}  // namespace oneshot
