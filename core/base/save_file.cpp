#include "core/base/save_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "core/base/error.h"
#include "core/base/utf8.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

Error cannotBeWritten(const fs::path& path, int why) {
    return {ErrorCode::Failed, validUtf8(path.string()),
            fmt::format("cannot be written ({})", std::generic_category().message(why)),
            "Check that its folder exists and has room, and that you may write there."};
}

bool writeAll(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written > 0 ? written : 0));
    }
    return true;
}

/// Returns 0, or the errno of a failure, which leaves no file.
int writeNew(const fs::path& path, std::string_view bytes, bool waitsForDisk) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) return errno;
    int why = writeAll(file, bytes) && (!waitsForDisk || ::fsync(file) == 0) ? 0 : errno;
    if (::close(file) != 0 && why == 0) why = errno;
    if (why != 0) ::unlink(path.c_str());
    return why;
}

/// The file to replace: the target of a link.
fs::path targetOf(const fs::path& path, const fs::file_status& old) {
    std::error_code ignored;
    return fs::exists(old) ? fs::canonical(path, ignored) : path;
}

fs::path folderOf(const fs::path& target) {
    return target.has_parent_path() ? target.parent_path() : fs::path(".");
}

}  // namespace

void requireSavable(const fs::path& path) {
    std::error_code ignored;
    const fs::file_status old = fs::status(path, ignored);
    if (fs::exists(old) && !fs::is_regular_file(old))  // a rename would replace a device
        throw Error(ErrorCode::Failed, validUtf8(path.string()), "is not a regular file", "Choose another name.");
    if (fs::exists(old) && ::access(path.c_str(), W_OK) != 0) throw cannotBeWritten(path, errno);
    if (::access(folderOf(targetOf(path, old)).c_str(), W_OK | X_OK) != 0) throw cannotBeWritten(path, errno);
}

void saveFile(const fs::path& path, std::string_view bytes) {
    requireSavable(path);
    std::error_code ignored;
    const fs::file_status old = fs::status(path, ignored);
    const fs::path target = targetOf(path, old);
    const fs::path beside = target.parent_path() / temporaryName();
    int why = writeNew(beside, bytes, true);
    if (why == 0 && fs::exists(old)) fs::permissions(beside, old.permissions(), ignored);
    if (why == 0 && std::rename(beside.c_str(), target.c_str()) != 0) {
        why = errno;
        ::unlink(beside.c_str());
    }
    if (why != 0) throw cannotBeWritten(path, why);
}

void writeNewFile(const fs::path& path, std::string_view bytes, const fs::path& shown) {
    if (const int why = writeNew(path, bytes, false)) throw cannotBeWritten(shown, why);
}

std::string temporaryName() {
    static std::atomic<int> number = 0;
    return fmt::format(".saving-{}-{}", ::getpid(), ++number);
}

}  // namespace oneshot
