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

/// Held while evaluation.json is read, added to and written; waits for the one that holds it. A disk that knows no
/// locks is used without. Throws Error(Failed) where the folder cannot be written.
class EvaluationLock {
  public:
    explicit EvaluationLock(const std::filesystem::path& directory);
    ~EvaluationLock();
    EvaluationLock(const EvaluationLock&) = delete;
    EvaluationLock& operator=(const EvaluationLock&) = delete;

  private:
    int file_;
};

/// Whether some process holds a RunLock; asking does not take it.
bool isLocked(const std::filesystem::path& directory);

}  // namespace oneshot
