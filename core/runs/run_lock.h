#pragma once

#include <filesystem>

namespace oneshot {

/// A file in a run's folder, open for as long as this lives.
class LockFile {
  public:
    /// Throws Error(Failed) if the folder cannot be written.
    LockFile(const std::filesystem::path& directory, const char* name);
    ~LockFile();
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

  protected:
    int file_;
};

/// Held while a process trains in a run's folder or moves it; the kernel lets it go however the process ends, and it
/// goes with the folder when that is renamed.
class RunLock : LockFile {
  public:
    /// Throws Error(InvalidSetting) if another holds it, this process included, Error(Failed) if the folder cannot be
    /// locked.
    explicit RunLock(const std::filesystem::path& directory);
};

/// Held while evaluation.json is read, added to and written; waits for the one that holds it. A disk without locks is
/// used without.
class EvaluationLock : LockFile {
  public:
    explicit EvaluationLock(const std::filesystem::path& directory);
};

/// True if some process holds a RunLock; asking does not take it.
bool isLocked(const std::filesystem::path& directory);

}  // namespace oneshot
