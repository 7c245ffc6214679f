#pragma once

#include "core/report/run_report.h"

namespace oneshot {

/// How much is asked; the tasks depend on the data, these and the seed alone.
struct MeasurementSettings {
    int ways = 20, shots = 1;  ///< fewer ways where an alphabet holds fewer characters
    bool twoDrawers = true;
    int tasksPerAlphabet = 200, tasksPerWays = 200;
    int hardest = 6, confusions = 10;  ///< at most so many are shown
    std::uint64_t seed = 1;
};

/// Asks the model and pixels-l2 the same tasks: within each alphabet, and across them for each number of ways of
/// Bouma's figure. Characters that the model learnt from are left out, unless there are no others. Blocks; progress as
/// evaluateTasks(), both learners together. Throws Error(InvalidSetting) where the data hold too little for any task.
ReportedMeasurement measure(const OneShotModel&, const Dataset&, const MeasurementSettings&,
                            const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
