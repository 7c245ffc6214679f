#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace oneshot {

/// Counts the seconds of a run: those before this process, and those since, without pauses.
class Stopwatch {
  public:
    explicit Stopwatch(double secondsBefore) : before_(secondsBefore) {}

    void skip(double seconds) { before_ -= seconds; }  ///< leaves out a pause of that length
    double seconds() const {
        return before_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    }

  private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    double before_;
};

/// Measures images per second over windows of two seconds.
class RateMeter {
  public:
    explicit RateMeter(double seconds) : windowBegan_(seconds) {}  ///< the time now

    /// Called after a step with the time now and the images of the step. Returns the rate of the last whole window, or
    /// of the first step until there is one.
    double update(double seconds, std::int64_t images) {
        images_ += images;
        const double elapsed = seconds - windowBegan_;
        const bool windowIsOver = elapsed >= windowSeconds;
        if (windowIsOver || rate_ == 0) rate_ = static_cast<double>(images_) / std::max(1e-9, elapsed);
        if (windowIsOver) windowBegan_ = seconds, images_ = 0;
        return rate_;
    }

  private:
    static constexpr double windowSeconds = 2;

    double windowBegan_, rate_ = 0;
    std::int64_t images_ = 0;  ///< of the window so far
};

}  // namespace oneshot
