#include "app/workbench/quit_signals.h"

#include <fcntl.h>
#include <unistd.h>

#include <QSocketNotifier>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

namespace oneshot::ui {
namespace {

constexpr int exitInterrupted = 130;
constexpr std::array quitSignals{SIGINT, SIGTERM, SIGHUP};

std::array<int, 2> bell{-1, -1};  ///< pipe from the handler to the notifier
std::atomic<int> requests = 0;    ///< a person's; a lost terminal may tell of itself twice

void onSignal(int signal) {
    if (signal != SIGHUP && requests.fetch_add(1) > 0) _exit(exitInterrupted);
    const int saved = errno;
    [[maybe_unused]] const ssize_t written = write(bell[1], "s", 1);
    errno = saved;
}

}  // namespace

void allowQuitSignals() {
    sigset_t blocked;
    sigemptyset(&blocked);
    for (const int signal : quitSignals) sigaddset(&blocked, signal);
    sigprocmask(SIG_UNBLOCK, &blocked, nullptr);
}

void onQuitSignals(QObject* context, const std::function<void()>& quit) {
    std::signal(SIGPIPE, SIG_IGN);
    if (pipe2(bell.data(), O_CLOEXEC | O_NONBLOCK) != 0) return;  // signals then end the program as they always did
    auto* notifier = new QSocketNotifier(bell[0], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [quit] {
        for (char what = 0; read(bell[0], &what, 1) == 1;) {
        }
        quit();
    });
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : quitSignals) {
        struct sigaction before {};
        sigaction(signal, nullptr, &before);
        if (signal != SIGHUP || before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
    }
}

}  // namespace oneshot::ui
