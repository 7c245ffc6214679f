#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "core/base/json.h"
#include "core/base/stop.h"
#include "core/evaluation/statistics.h"

namespace oneshot::cli {

// Standard output: results.

/// Prints the object of --json, control characters in its texts as \u001b. Throws Error(Failed) if it cannot be
/// written.
void printJson(const Json&);
/// Prints text for people, control characters as \x1b. Line ends stay, so pass names through oneLine() first.
void print(const std::string& text);
/// True if nobody reads standard output any more, as after `| head`: output is dropped, and a long listing can end.
bool isOutputClosed();

std::string percent(const Interval&);       ///< "57.4 .. 66.9"
Json accuracyPercentJson(const Accuracy&);  ///< accuracy_percent, confidence95, method

/// Standard error: messages, and on a terminal one line of progress below them. Elsewhere, as in a log, long work
/// reports its progress by a line now and then. What cannot be written is lost.
class Console {
  public:
    Console();
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    /// Writes a line above the progress, which may continue in lines that begin with two blanks; other line ends and
    /// control characters are shown as \x0a. Callable from any thread, and without a Console.
    static void message(const std::string& text);
    /// Removes the line of progress before something else is written to the terminal.
    static void clear();

    /// Shows a bar of done / total (total 0: unknown), then `details`, called at most ten times a second.
    void progress(std::int64_t done, std::int64_t total, const std::function<std::string()>& details);
    /// Returns a progress function that shows the rate and the remaining time.
    ProgressFunction counter(std::string what);

  private:
    using Clock = std::chrono::steady_clock;

    Clock::duration pauseBetweenLines() const;

    const bool terminal_;
    const Clock::time_point start_ = Clock::now();
    Clock::time_point lastShown_ = start_;
};

}  // namespace oneshot::cli
