#include "core/data/save_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include "core/data/error.h"
#include "core/data/utf8.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

bool writeAll(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written > 0 ? written : 0));
    }
    return ::fsync(file) == 0;
}

}  // namespace

void saveFile(const fs::path& path, std::string_view bytes) {
    const auto fail = [&](int why) {
        throw Error(ErrorCode::Failed, validUtf8(path.string()),
                    "cannot be written (" + std::generic_category().message(why) + ")",
                    "Check that its folder exists and has room, and that you may write there.");
    };
    std::error_code ignored;
    const fs::file_status old = fs::status(path, ignored);
    if (fs::exists(old) && !fs::is_regular_file(old))  // a rename would take a device's place
        throw Error(ErrorCode::Failed, validUtf8(path.string()), "is no file", "Choose another name.");
    if (fs::exists(old) && ::access(path.c_str(), W_OK) != 0) fail(errno);

    static std::atomic<int> number = 0;
    const fs::path target = fs::exists(old) ? fs::canonical(path, ignored) : path;
    const fs::path beside =
        target.parent_path() / (".saving-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) fail(errno);
    int why = writeAll(file, bytes) ? 0 : errno;
    if (::close(file) != 0 && why == 0) why = errno;
    if (fs::exists(old)) fs::permissions(beside, old.permissions(), ignored);
    if (why == 0 && std::rename(beside.c_str(), target.c_str()) != 0) why = errno;
    if (why == 0) return;
    ::unlink(beside.c_str());
    fail(why);
}

}  // namespace oneshot
