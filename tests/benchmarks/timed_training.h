#pragma once

#include <cstdio>
#include <string>

#include "core/base/error.h"
#include "core/training/presets.h"
#include "core/training/training_config.h"

// What benchmarks that train learners for the same time share.

namespace oneshot {

/// The preset by the clock; threads 0: all cores.
inline TrainingConfig timedConfig(const std::string& preset, double minutes, std::uint64_t seed, int threads) {
    TrainingConfig config = presetNamed(preset).config;
    config.length.steps = 0;
    config.length.minutes = minutes;
    config.seed = seed;
    config.threads = threads;
    return config;
}

/// Tells of it, and returns the exit status that `oneshot` would.
inline int reported(const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return error.code() == ErrorCode::BadData ? 3 : error.code() == ErrorCode::InvalidSetting ? 2 : 1;
}

}  // namespace oneshot
