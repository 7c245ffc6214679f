#include "app/cli/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "app/cli/cli_support.h"

namespace oneshot::cli {
namespace {

std::size_t terminalColumns() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string bar(std::int64_t done, std::int64_t total) {
    constexpr int cells = 16;
    const double share = std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
    const int full = static_cast<int>(share * cells);
    return '[' + std::string(full, '#') + std::string(cells - full, '.') + ']' + format(" %3.0f %%  ", 100 * share);
}

}  // namespace

Console::Console() : terminal_(isatty(STDERR_FILENO) == 1) {}

Console::~Console() {
    clear();
}

void Console::clear() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
    shown_ = false;
}

void Console::message(const std::string& line) {
    clear();
    std::fprintf(stderr, "%s\n", line.c_str());
}

void Console::progress(std::int64_t done, std::int64_t total, const std::function<std::string()>& details) {
    if (!terminal_ || Clock::now() - lastShown_ < std::chrono::milliseconds(100)) return;
    lastShown_ = Clock::now();
    const std::string line = (total > 0 ? bar(done, total) : "") + details();
    std::fprintf(stderr, "\r%s\x1b[K", line.substr(0, terminalColumns() - 1).c_str());
    shown_ = true;
}

std::function<void(std::int64_t, std::int64_t)> Console::counter(std::string what, const Interrupt& interrupt) {
    const auto start = Clock::now();
    return [this, start, what = std::move(what), &interrupt](std::int64_t done, std::int64_t total) {
        interrupt.throwIfRequested();
        progress(done, total, [&] {
            const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
            const double rate = static_cast<double>(done) / std::max(seconds, 1e-3);
            std::string text;
            if (total > 0 && rate > 0) text = duration(static_cast<double>(total - done) / rate) + " left, ";
            text += format("%.0f a second, ", rate) + what;
            return text;
        });
    };
}

}  // namespace oneshot::cli
