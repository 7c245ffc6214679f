#include "core/runs/run_trash.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/runs/run_lock.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr const char* trashName = ".trash";

Error cannot(const fs::path& path, const std::string& doing, const std::string& why) {
    return Error(ErrorCode::Failed, path.string(), "cannot be " + doing + ": " + why,
                 "Allow writing to the folder that it lies in, then try again.");
}

}  // namespace

fs::path moveToTrash(const fs::path& run) {
    const fs::path trash = run.parent_path() / trashName;
    const RunLock lock(run);  // nobody begins to train it meanwhile
    std::error_code failed;
    fs::create_directories(trash, failed);
    if (failed) throw cannot(trash, "made", failed.message());
    fs::path target = trash / run.filename();
    for (int number = 2; fs::exists(target, failed); ++number)
        target = trash / (run.filename().string() + '~' + std::to_string(number));
    fs::rename(run, target, failed);
    if (failed) throw cannot(run, "moved to the trash", failed.message());
    return target;
}

void restoreFromTrash(const fs::path& trashed, const fs::path& run) {
    std::error_code failed;
    if (fs::exists(fs::symlink_status(run, failed)))  // a rename would take an empty folder's place
        throw Error(ErrorCode::Failed, run.string(), "something else stands there now",
                    "Move that away, then put the run back.");
    fs::rename(trashed, run, failed);
    if (failed) throw cannot(trashed, "put back", failed.message());
}

std::vector<fs::path> trashedRuns(const fs::path& runsFolder) {
    std::vector<fs::path> found;
    std::error_code none;
    for (const fs::directory_entry& entry : fs::directory_iterator(runsFolder / trashName, none))
        found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

void emptyTrash(const fs::path& runsFolder) {
    for (const fs::path& run : trashedRuns(runsFolder)) {
        std::error_code failed;
        fs::remove_all(run, failed);
        if (failed) throw cannot(run, "deleted", failed.message());
    }
}

}  // namespace oneshot
