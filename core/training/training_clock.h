#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
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

/// Measures seconds per step, evaluations included, as a mean in which the last minutes weigh most: what remains by it
/// does not leap at a moment in which the computer is busy.
class PaceMeter {
  public:
    explicit PaceMeter(double seconds) : before_(seconds) {}  ///< the time now

    /// Called after each step with the time now. Returns seconds per step; the first one is slower than the rest, and
    /// counts only until there is a second.
    double update(double seconds) {
        const double took = std::max(0.0, seconds - before_);
        before_ = seconds;
        const double kept = measured_++ < 2 ? 0 : std::exp(-took / memorySeconds);
        seconds_ = seconds_ * kept + took;
        steps_ = steps_ * kept + 1;
        return seconds_ / steps_;
    }

  private:
    static constexpr double memorySeconds = 300;

    double before_, seconds_ = 0, steps_ = 0;  ///< both fade, with the time that steps took
    int measured_ = 0;
};

}  // namespace oneshot
