#pragma once

#include <algorithm>
#include <cstdint>

namespace oneshot {

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
