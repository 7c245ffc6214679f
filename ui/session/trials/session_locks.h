#pragma once

#include <QtGlobal>
#include <filesystem>

namespace oneshot::session {

/// Tells the windows of all programs which sessions are under way: locks on bytes of one file, which holds nothing; a
/// session's number is the place of its byte. The kernel lets them go however a process ends. They belong to this
/// object, not to the process. A disk without locks is used without.
class SessionLocks {
  public:
    explicit SessionLocks(std::filesystem::path file);  ///< made at the first lock
    ~SessionLocks();
    SessionLocks(const SessionLocks&) = delete;
    SessionLocks& operator=(const SessionLocks&) = delete;

    bool hold(qint64 session);       ///< beside others who do; false: someone has it alone
    bool holdAlone(qint64 session);  ///< false: another one holds it
    void release(qint64 session);

  private:
    bool set(qint64 session, short type);

    std::filesystem::path path_;
    int file_ = -1;
};

}  // namespace oneshot::session
