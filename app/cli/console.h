#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "app/cli/interrupt.h"

namespace oneshot::cli {

/// Standard error as a person reads it: messages, and below them one line of progress where it is a terminal.
/// Elsewhere, as in a log, long work tells its progress by a line now and then. What cannot be written is lost.
class Console {
  public:
    Console();
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    /// A line above the progress, which may go on in lines that begin with two blanks; other line ends, and control
    /// characters, are shown as \x0a. From any thread, and without a Console too.
    static void tell(const std::string& message);
    /// Takes the line of progress away before something else is written to the terminal.
    static void clear();

    void message(const std::string& text) { tell(text); }
    /// A bar of done / total (total 0: unknown), then `details`, which is asked for at most ten times a second.
    void progress(std::int64_t done, std::int64_t total, const std::function<std::string()>& details);
    /// Progress of work that counts, with its rate and remaining time; throws Interrupted once that is asked for.
    std::function<void(std::int64_t done, std::int64_t total)> counter(std::string what, const Interrupt&);

  private:
    using Clock = std::chrono::steady_clock;

    Clock::duration pauseBetweenLines() const;

    const bool terminal_;
    const Clock::time_point start_ = Clock::now();
    Clock::time_point lastShown_ = start_;
};

}  // namespace oneshot::cli
