#include "app/cli/interrupt.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <system_error>

#include "app/cli/cli_support.h"

namespace oneshot::cli {
namespace {

std::array<int, 2> bell{-1, -1};  ///< pipe from the handler to the watcher
std::atomic<int> signalsSeen = 0;

void ring(char what) {
    const int saved = errno;
    [[maybe_unused]] const ssize_t written = write(bell[1], &what, 1);
    errno = saved;
}

void onSignal(int) {
    if (signalsSeen.fetch_add(1) > 0) _exit(exitInterrupted);
    ring('s');
}

void handleSignals(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
}

}  // namespace

Interrupt::Interrupt() {
    if (pipe(bell.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    signalsSeen = 0;
    watcher_ = std::thread([this] {
        char what = 0;
        while (read(bell[0], &what, 1) == 1 && what == 's') {
            std::fputs("\nStopping. Once more to quit at once.\n", stderr);
            source_.request_stop();
        }
    });
    handleSignals(onSignal);
}

Interrupt::~Interrupt() {
    handleSignals(SIG_DFL);
    ring('q');
    watcher_.join();
    for (const int end : bell) close(end);
}

}  // namespace oneshot::cli
