#pragma once

#include <filesystem>

namespace oneshot {

/// Held while a process trains in a run's folder or moves it; the kernel lets it go however the process ends, and it
/// goes with the folder where that is renamed.
class RunLock {
  public:
    /// Throws Error(InvalidSetting) where another holds it, this process included, Error(Failed) where the folder
    /// cannot be written.
    explicit RunLock(const std::filesystem::path& directory);
    ~RunLock();
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;

  private:
    int file_;
};

/// Whether some process holds the lock; asking does not take it.
bool isLocked(const std::filesystem::path& directory);

}  // namespace oneshot
