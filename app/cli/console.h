#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "app/cli/interrupt.h"

namespace oneshot::cli {

/// Standard error as a person reads it: messages, and below them one line of progress where it is a terminal.
class Console {
  public:
    Console();
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    void message(const std::string& line);
    /// A bar of done / total (total 0: unknown), then `details`, which is asked for at most ten times a second.
    void progress(std::int64_t done, std::int64_t total, const std::function<std::string()>& details);
    /// Progress of work that counts, with its rate and remaining time; throws Interrupted once that is asked for.
    std::function<void(std::int64_t done, std::int64_t total)> counter(std::string what, const Interrupt&);

  private:
    using Clock = std::chrono::steady_clock;

    void clear();

    const bool terminal_;
    bool shown_ = false;
    Clock::time_point lastShown_{};
};

}  // namespace oneshot::cli
