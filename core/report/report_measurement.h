#pragma once

#include "core/report/run_report.h"
#include "core/tasks/task_sampler.h"

namespace oneshot {

/// Asks the model and pixels-l2 the same tasks: within each alphabet, with fewer ways if it holds fewer characters, and
/// across alphabets for each number of ways of Bouma's figure. The tasks depend on the data and the settings alone.
/// Characters that the model learnt from are left out, unless there are no others. Blocks; progress as evaluateTasks(),
/// both learners together. Throws Error(InvalidSetting) where the data hold too little for any task.
ReportedMeasurement measure(const OneShotModel&, const Dataset&, const TaskSettings&,
                            const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
