#pragma once

#include <unistd.h>

#include "core/compute/library_settings.h"

/// Call first thing in main: starts the program again with what app/launcher sets for others, where that is missing.
inline void startAsLaunched(char** arguments) {
    if (oneshot::addLibrarySettings()) execv("/proc/self/exe", arguments);
}
