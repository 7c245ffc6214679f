#pragma once

#include <filesystem>

#include "core/runs/run.h"

namespace oneshot {

inline constexpr int reportSchemaVersion = 1;  ///< of report.json

/// A run to be trained again, to where its last checkpoint was.
struct RepeatedRun {
    RunRequest request;  ///< its configuration, data, plans and, unless complete, its end
    DataRefs data;       ///< what the data must be
};

/// From a run's folder, or from its report as JSON alone. Throws Error(BadData).
RepeatedRun repeatedRun(const std::filesystem::path& reportOrRun);

}  // namespace oneshot
