#include "ui/session/trials/session_locks.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace oneshot::session {

SessionLocks::SessionLocks(std::filesystem::path file) : path_(std::move(file)) {}

SessionLocks::~SessionLocks() {
    if (file_ >= 0) ::close(file_);
}

/// Returns whether nobody refuses it. Such locks belong to open files: two windows of one process are told apart.
bool SessionLocks::set(qint64 session, short type) {
    if (file_ < 0) file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file_ < 0) return true;  // nor can trials be stored there
    struct flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = session;
    lock.l_len = 1;
    return ::fcntl(file_, F_OFD_SETLK, &lock) == 0 || (errno != EAGAIN && errno != EACCES);
}

bool SessionLocks::hold(qint64 session) {
    return set(session, F_RDLCK);
}

bool SessionLocks::holdAlone(qint64 session) {
    return set(session, F_WRLCK);
}

void SessionLocks::release(qint64 session) {
    set(session, F_UNLCK);
}

}  // namespace oneshot::session
