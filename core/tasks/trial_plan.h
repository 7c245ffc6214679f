#pragma once

#include <string>
#include <vector>

#include "core/tasks/lake_runs.h"
#include "core/tasks/task_sampler.h"

namespace oneshot {

/// A task that a person will answer.
struct PlannedTrial {
    Task task;
    std::string id;        ///< unique in its source: "task 17 of seed 1", "run07/item13.png"
    std::string alphabet;  ///< of the query; for Lake's runs the name of the run
    bool practice = false;
};

/// Plans practice trials, then those that count, all different. The same seed gives the same plan, and the same trials
/// that count for any amount of practice: tasks come from TaskSampler in order, the first ones count and practice takes
/// those after them. Throws Error(InvalidSetting) if there are too few tasks, saying how many there are.
std::vector<PlannedTrial> planTrials(const Dataset&, const TaskSettings&, int practice, int trials);

/// Does the same for Lake's trials, in random order over all runs.
std::vector<PlannedTrial> planTrials(const LakeRuns&, std::uint64_t seed, int practice, int trials);

}  // namespace oneshot
