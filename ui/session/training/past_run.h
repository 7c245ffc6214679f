#pragma once

#include <QString>
#include <filesystem>
#include <optional>

#include "core/runs/run.h"
#include "core/runs/run_record.h"
#include "ui/session/training/training_update.h"

namespace oneshot::session {

/// The curves of a run so far, from its log. Blocks. Throws what readMetrics() throws.
TrainingUpdate curvesSoFar(const std::filesystem::path& directory, const ValidationProtocol&);

/// A run that an earlier process trained, as its folder tells of it.
struct PastRun {
    std::filesystem::path directory;
    RunRequest request;  ///< its settings and data
    RunState state = RunState::Stopped;
    QString reason;         ///< why it failed, or was complete before its time; in words
    TrainingUpdate update;  ///< all that was told of it; without what only its data tell
};

/// Blocks. Returns nothing where the run never got as far as a step, or another process trains it now. Throws
/// Error(BadData) where there is no run.
std::optional<PastRun> readPastRun(const std::filesystem::path& directory);

}  // namespace oneshot::session
