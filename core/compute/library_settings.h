#pragma once

#include <cstring>

namespace oneshot {

/// What libraries read from the environment when they are loaded, long before main: NAME=VALUE.
inline constexpr const char* librarySettings[] = {
    // libgomp's threads spin while they wait for each other; beside a window, the prefetch thread or any other program
    // a
    // training on all cores took five times as long.
    "GOMP_SPINCOUNT=3000",
    // UCX, which LibTorch 2.6 loads, takes SIGHUP even where `nohup` ignored it, and the signals of a crash.
    "UCX_DEBUG_SIGNO=0",
    "UCX_HANDLE_ERRORS=none",
};

/// True if the environment says something about this setting: then it stays as it is.
inline bool isSet(const char* setting, const char* const* environment) {
    const std::size_t nameLength = std::strcspn(setting, "=") + 1;
    for (; *environment; ++environment)
        if (std::strncmp(*environment, setting, nameLength) == 0 ||
            (setting == librarySettings[0] && std::strncmp(*environment, "OMP_WAIT_POLICY=", 16) == 0))
            return true;
    return false;
}

}  // namespace oneshot
