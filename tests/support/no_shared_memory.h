#pragma once

#include <QLibrary>

namespace oneshot::test {

/// Files without memory that programs share, as on a network: SQLite's own way of opening them where only lock files
/// can be.
class NoSharedMemory {
  public:
    NoSharedMemory() {
        lock_ = find_("unix-dotfile");
        usual_ = find_(nullptr);
        if (lock_) register_(lock_, 1);
    }
    ~NoSharedMemory() { register_(usual_, 1); }
    explicit operator bool() const { return lock_ && usual_; }

  private:
    using Find = void* (*)(const char*);
    using Register = int (*)(void*, int);
    QLibrary sqlite_{QStringLiteral("sqlite3"), 0};
    Find find_ = reinterpret_cast<Find>(sqlite_.resolve("sqlite3_vfs_find"));
    Register register_ = reinterpret_cast<Register>(sqlite_.resolve("sqlite3_vfs_register"));
    void *lock_ = nullptr, *usual_ = nullptr;
};

}  // namespace oneshot::test
