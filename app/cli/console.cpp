#include "app/cli/console.h"

#include <fmt/format.h>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <string_view>

#include "app/cli/cli_support.h"
#include "core/base/utf8.h"

namespace oneshot::cli {
namespace {

std::size_t terminalColumns() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

double shareOf(std::int64_t done, std::int64_t total) {
    return std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
}

std::string share(std::int64_t done, std::int64_t total) {
    return fmt::format("{:.0f} %, ", 100 * shareOf(done, total));
}

std::string bar(std::int64_t done, std::int64_t total) {
    constexpr int cells = 16;
    const int full = static_cast<int>(shareOf(done, total) * cells);
    return '[' + std::string(full, '#') + std::string(cells - full, '.') + ']' +
           fmt::format(" {:3.0f} %  ", 100 * shareOf(done, total));
}

/// At most so many characters of UTF-8.
std::string firstCharacters(const std::string& text, std::size_t count) {
    std::size_t end = 0;
    for (; end < text.size(); ++end)
        if ((text[end] & 0xc0) != 0x80 && count-- == 0) break;
    return text.substr(0, end);
}

/// A message is one line, or goes on in indented ones: any other line end is part of a name.
std::string linesOf(const std::string& message) {
    constexpr std::string_view indented = "\n  ";
    std::string text;
    std::size_t from = 0;
    for (std::size_t to; (to = message.find(indented, from)) != std::string::npos; from = to + indented.size())
        text.append(oneLine(message.substr(from, to - from))).append(indented);
    return text + oneLine(message.substr(from));
}

std::atomic<bool> isProgressShown = false;  ///< the process has one terminal

}  // namespace

Console::Console() : terminal_(isatty(STDERR_FILENO) == 1) {}

Console::~Console() {
    clear();
}

void Console::clear() {
    if (isProgressShown.exchange(false)) std::fputs("\r\x1b[K", stderr);
}

void Console::message(const std::string& text) {
    clear();
    std::fprintf(stderr, "%s\n", linesOf(text).c_str());
}

/// Lengthens the pauses in a log: ten hours need no line every ten seconds.
Console::Clock::duration Console::pauseBetweenLines() const {
    using namespace std::chrono_literals;
    return terminal_ ? 100ms : std::max<Clock::duration>(10s, (lastShown_ - start_) / 10);
}

void Console::progress(std::int64_t done, std::int64_t total, const std::function<std::string()>& details) {
    if (Clock::now() - lastShown_ < pauseBetweenLines()) return;
    lastShown_ = Clock::now();
    if (!terminal_) return message((total > 0 ? share(done, total) : "") + details());
    const std::string line = oneLine((total > 0 ? bar(done, total) : "") + details());
    std::fprintf(stderr, "\r%s\x1b[K", firstCharacters(line, terminalColumns() - 1).c_str());
    isProgressShown = true;
}

ProgressFunction Console::counter(std::string what) {
    const auto start = Clock::now();
    return [this, start, what = std::move(what)](std::int64_t done, std::int64_t total) {
        progress(done, total, [&] {
            const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
            const double rate = static_cast<double>(done) / std::max(seconds, 1e-3);
            std::string text;
            if (total > 0 && rate > 0) text = duration(static_cast<double>(total - done) / rate) + " left, ";
            text += fmt::format("{:.0f} a second, ", rate) + what;
            return text;
        });
    };
}

}  // namespace oneshot::cli
