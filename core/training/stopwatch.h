#pragma once

#include <chrono>

namespace oneshot {

/// Counts the seconds of a run: those before this process, and those since, without pauses.
class Stopwatch {
  public:
    explicit Stopwatch(double secondsBefore) : before_(secondsBefore) {}

    void skip(double seconds) { before_ -= seconds; }  ///< leaves a pause of that length out
    double seconds() const {
        return before_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    }

  private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    double before_;
};

}  // namespace oneshot
