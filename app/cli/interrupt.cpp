#include "app/cli/interrupt.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <string_view>
#include <system_error>

#include "app/cli/command.h"
#include "app/cli/console.h"

namespace oneshot::cli {
namespace {

constexpr std::array endingSignals{SIGINT, SIGTERM, SIGHUP};

std::array<int, 2> bell{-1, -1};      ///< pipe from the handler to the watcher
std::atomic<bool> isAwaited = false;  ///< an Interrupt lives, and its work stops by itself
std::atomic<bool> hasEnded = false;   ///< one lived and its command reported what it saved: the program is about to end
std::atomic<int> requests = 0;        ///< a person's; a lost terminal sends two SIGHUP, by its shell and the kernel

void ring(char what) {
    const int saved = errno;
    [[maybe_unused]] const ssize_t written = write(bell[1], &what, 1);
    errno = saved;
}

void onSignal(int signal) {
    if (!isAwaited) {
        constexpr std::string_view message = "oneshot: interrupted; there was nothing to save yet.\n";
        if (!hasEnded) {
            [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, message.data(), message.size());
        }
        _exit(exitInterrupted);
    }
    if (signal != SIGHUP && requests.fetch_add(1) > 0) _exit(exitInterrupted);
    ring('s');
}

}  // namespace

void catchSignals() {
    std::signal(SIGPIPE, SIG_IGN);
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigset_t blocked;  // by the launcher
    sigemptyset(&blocked);
    for (const int signal : endingSignals) {
        sigaddset(&blocked, signal);
        struct sigaction before {};
        sigaction(signal, nullptr, &before);
        if (signal != SIGHUP || before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
    }
    sigprocmask(SIG_UNBLOCK, &blocked, nullptr);
}

Interrupt::Interrupt() {
    if (pipe(bell.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    requests = 0;
    watcher_ = std::thread([this] {
        char what = 0;
        while (read(bell[0], &what, 1) == 1 && what == 's') {
            if (!requested()) Console::message("Stopping. Once more to quit at once.");
            source_.request_stop();
        }
    });
    isAwaited = true;
}

Interrupt::~Interrupt() {
    hasEnded = true;
    isAwaited = false;
    ring('q');
    watcher_.join();
    for (const int end : bell) close(end);
}

}  // namespace oneshot::cli
