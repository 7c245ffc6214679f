#include "core/base/open_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "core/base/utf8.h"

namespace oneshot {

OpenFile::OpenFile(const std::filesystem::path& path)
    : name_(validUtf8(path.string())), descriptor_(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {
    struct stat status {};
    if (descriptor_ < 0) throw unreadable();
    const bool known = fstat(descriptor_, &status) == 0;
    if (known && S_ISREG(status.st_mode)) {
        size_ = status.st_size;
        return;
    }
    const Error error =
        known ? Error(ErrorCode::BadData, name_, "is not a regular file", "Give a file.") : unreadable();
    close(descriptor_);
    throw error;
}

OpenFile::~OpenFile() {
    close(descriptor_);
}

void OpenFile::rewind() const {
    if (lseek(descriptor_, 0, SEEK_SET) != 0) throw unreadable();
}

std::size_t OpenFile::readAt(std::int64_t offset, std::span<std::uint8_t> bytes) const {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count =
            pread(descriptor_, bytes.data() + done, bytes.size() - done, offset + static_cast<std::int64_t>(done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw unreadable();
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

Error OpenFile::unreadable() const {
    return Error(ErrorCode::BadData, name_, "cannot be read: " + std::generic_category().message(errno),
                 "Check the path and its permissions.");
}

std::string fileStamp(const std::filesystem::path& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return {};
    return fmt::format("{}.{}/{}/{}", status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ino, status.st_size);
}

std::vector<std::uint8_t> readFileBytes(const std::filesystem::path& path, std::int64_t maxBytes) {
    const OpenFile file(path);
    if (file.size() > maxBytes)
        throw Error(ErrorCode::BadData, file.name(), fmt::format("is larger than {} bytes", maxBytes),
                    "Give a smaller file.");
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(file.size()));
    if (file.readAt(0, bytes) < bytes.size())
        throw Error(ErrorCode::BadData, file.name(), "became shorter while it was read",
                    "Try again once nothing writes to it.");
    return bytes;
}

}  // namespace oneshot
