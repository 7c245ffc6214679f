#pragma once

#include "ui/widgets/theme.h"

namespace oneshot::ui {

/// What a person prefers in the whole window.
struct Preferences {
    static constexpr int maxThreads = 1024, maxSmoothing = 99;

    Theme theme = Theme::System;
    int threads = 0;       ///< at most, of trainings and studies; 0: all cores
    int smoothing = 95;    ///< percent: how much of the past is in the smoothed loss
    bool notifies = true;  ///< when something long has ended

    bool operator==(const Preferences&) const = default;
};

}  // namespace oneshot::ui
