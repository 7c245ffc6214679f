#include "core/runs/run_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "core/base/error.h"

namespace oneshot {
namespace {

constexpr const char* lockName = "lock";
constexpr const char* evaluationLockName = "evaluation.lock";  // beside a training evaluations are added too

/// A lock on the whole file. Such locks belong to open files, not to processes: two trainings of one process exclude
/// each other too, and unlike flock's they can be asked for without being taken.
struct flock wholeFile(short type) {
    struct flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

}  // namespace

LockFile::LockFile(const std::filesystem::path& directory, const char* name)
    : file_(::open((directory / name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
    if (file_ < 0)
        throw Error(ErrorCode::Failed, directory.string(),
                    "the folder cannot be written (" + std::generic_category().message(errno) + ")",
                    "Allow writing to it, or work on a copy of the run.");
}

LockFile::~LockFile() {
    ::close(file_);
}

RunLock::RunLock(const std::filesystem::path& directory) : LockFile(directory, lockName) {
    struct flock lock = wholeFile(F_WRLCK);
    if (::fcntl(file_, F_OFD_SETLK, &lock) == 0) return;
    if (errno == EAGAIN || errno == EACCES)
        throw Error(ErrorCode::InvalidSetting, directory.string(), "another process is training this run",
                    "Wait for it, or stop it first.");
    throw Error(ErrorCode::Failed, directory.string(),
                "the folder cannot be locked (" + std::generic_category().message(errno) + ")",
                "Choose a folder on a local disk.");
}

EvaluationLock::EvaluationLock(const std::filesystem::path& directory) : LockFile(directory, evaluationLockName) {
    struct flock lock = wholeFile(F_WRLCK);
    while (::fcntl(file_, F_OFD_SETLKW, &lock) != 0 && errno == EINTR) {
    }
}

bool isLocked(const std::filesystem::path& directory) {
    const int file = ::open((directory / lockName).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;  // nobody has trained there
    struct flock lock = wholeFile(F_RDLCK);
    const bool known = ::fcntl(file, F_OFD_GETLK, &lock) == 0;
    ::close(file);
    return known && lock.l_type != F_UNLCK;
}

}  // namespace oneshot
