#include "app/cli/console.h"

#include <fmt/format.h>

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/evaluation/statistics.h"

namespace oneshot::cli {
namespace {

std::size_t terminalColumns() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

double fraction(std::int64_t done, std::int64_t total) {
    return std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
}

std::string bar(std::int64_t done, std::int64_t total) {
    constexpr int cells = 16;
    const int full = static_cast<int>(fraction(done, total) * cells);
    return fmt::format("[{:.<{}}] {:3.0f} %  ", std::string(full, '#'), cells, 100 * fraction(done, total));
}

/// Returns at most so many characters of UTF-8.
std::string firstCharacters(const std::string& text, std::size_t count) {
    std::size_t end = 0;
    for (; end < text.size(); ++end)
        if ((text[end] & 0xc0) != 0x80 && count-- == 0) break;
    return text.substr(0, end);
}

/// Keeps a message on one line, or on further indented ones: any other line end is part of a name.
std::string linesOf(const std::string& message) {
    constexpr std::string_view indented = "\n  ";
    std::string text;
    std::size_t from = 0;
    for (std::size_t to; (to = message.find(indented, from)) != std::string::npos; from = to + indented.size())
        text.append(oneLine(message.substr(from, to - from))).append(indented);
    return text + oneLine(message.substr(from));
}

std::atomic<bool> isProgressShown = false;  ///< the process has one terminal
bool outputClosed = false;

/// True if nobody reads standard output any more: a pipe's other end is closed, or the connection of a terminal lost.
bool isReaderGone(int error) {
    struct stat status {};
    return error == EPIPE || (error == EIO && fstat(STDOUT_FILENO, &status) == 0 && S_ISCHR(status.st_mode));
}

void write(const std::string& text) {
    if (outputClosed) return;
    Console::clear();
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return;
    outputClosed = isReaderGone(errno);
    if (!outputClosed) throw Error(ErrorCode::Failed, "standard output", "cannot be written");
}

}  // namespace

void printJson(const Json& json) {
    write(printableJson(json.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n');
}

void print(const std::string& text) {
    write(printable(text) + '\n');
}

bool isOutputClosed() {
    return outputClosed;
}

std::string percent(const Interval& interval) {
    return fmt::format("{:.1f} .. {:.1f}", interval.low, interval.high);
}

Json accuracyPercentJson(const Accuracy& accuracy) {
    return {{"accuracy_percent", accuracy.percent()},
            {"confidence95", intervalJson(accuracy.confidence95())},
            {"method", wilsonMethod}};
}

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
    if (!terminal_)
        return message((total > 0 ? fmt::format("{:.0f} %, ", 100 * fraction(done, total)) : "") + details());
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
            const std::string left =
                total > 0 && rate > 0 ? duration(static_cast<double>(total - done) / rate) + " left, " : "";
            return fmt::format("{}{:.0f} a second, {}", left, rate, what);
        });
    };
}

}  // namespace oneshot::cli
