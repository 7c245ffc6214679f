#pragma once

#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace oneshot {

/// What libraries read from the environment when they are loaded, long before main: NAME=VALUE, a line each, which
/// tests/CMakeLists.txt reads too.
inline constexpr const char* librarySettings[] = {
    // libgomp's threads spin while they wait for each other. Beside a window, the prefetch thread or any other program
    // a training on all cores took five times as long.
    "GOMP_SPINCOUNT=3000",
    // UCX, which LibTorch 2.6 loads, takes SIGHUP even where `nohup` ignored it, and the signals of a crash.
    "UCX_DEBUG_SIGNO=0",
    "UCX_HANDLE_ERRORS=none",
};

/// Adds to the environment of a program that is started next what it does not say yet. Returns false if it says all.
inline bool addLibrarySettings() {
    bool isNew = false;
    for (const char* setting : librarySettings) {
        const std::size_t nameLength = std::strcspn(setting, "=") + 1;
        bool isSet = setting == librarySettings[0] && std::getenv("OMP_WAIT_POLICY");
        for (char** each = environ; *each && !isSet; ++each) isSet = std::strncmp(*each, setting, nameLength) == 0;
        if (!isSet) putenv(const_cast<char*>(setting));
        isNew = isNew || !isSet;
    }
    return isNew;
}

}  // namespace oneshot
