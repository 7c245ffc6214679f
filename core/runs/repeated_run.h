#pragma once

#include <filesystem>
#include <string>

#include "core/runs/run.h"

namespace oneshot {

inline constexpr int reportSchemaVersion = 1;  ///< of report.json

/// A run to be trained again, to where its last checkpoint was.
struct RepeatedRun {
    RunRequest request;                              ///< its configuration, data, plans and, unless complete, its end
    std::string backgroundSha256, validationSha256;  ///< that the data must have
    int fingerprintVersion = 1;                      ///< of these
};

/// From a run's folder, or from its report as JSON alone. Throws Error(BadData).
RepeatedRun repeatedRun(const std::filesystem::path& reportOrRun);

/// As startRun(); throws Error(BadData), before there is a folder, where the data have changed since.
RunResult startAgain(const RepeatedRun&, RunObserver&, std::stop_token, PauseToken&);

}  // namespace oneshot
