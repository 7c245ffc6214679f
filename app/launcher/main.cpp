// A program as a person starts it, `oneshot` or `oneshot-workbench`. It needs nothing but the C library and so is there
// within a millisecond, where the program itself, NAME-engine beside it, takes some tenths of a second to load LibTorch
// and Qt. Until that can answer, INT, TERM and HUP wait.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <initializer_list>

#include "core/compute/library_settings.h"

namespace {

/// What is blocked, and what waits, stays so in the program, which lets it come.
void blockEndingSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
}

/// Where one was closed (`>&-`) the next file that is opened would take its place, and be written to as the output.
void openClosedDescriptors() {
    int descriptor = 0;
    while (descriptor >= 0 && descriptor <= STDERR_FILENO) descriptor = open("/dev/null", O_RDWR);
    if (descriptor >= 0) close(descriptor);
}

}  // namespace

int main(int count, char** arguments) {
    blockEndingSignals();
    openClosedDescriptors();
    if (count == 2 && std::strcmp(arguments[1], "--version") == 0) {
        std::puts(ONESHOT_PROGRAM " " ONESHOT_VERSION);
        return 0;
    }
    oneshot::addLibrarySettings();

    constexpr char ending[] = "-engine";
    char program[4096];
    const ssize_t length = readlink("/proc/self/exe", program, sizeof program - sizeof ending);
    std::memcpy(program + (length > 0 ? length : 0), ending, sizeof ending);
    execv(program, arguments);
    std::fprintf(stderr, ONESHOT_PROGRAM ": %s: cannot be run (%s). Build or install the workbench anew.\n", program,
                 std::strerror(errno));
    return 1;
}
