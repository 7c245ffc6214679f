#pragma once

#include <string>
#include <vector>

#include "core/tasks/lake_runs.h"
#include "core/tasks/task_sampler.h"

namespace oneshot {

/// A task that a person will be given.
struct PlannedTrial {
    Task task;
    std::string id;        ///< names it among all of its source: "task 17 of seed 1", "run07/item13.png"
    std::string alphabet;  ///< the query's; of Lake's runs the run
    bool practice = false;
};

/// Practice trials, then those that count; no task comes twice. The same seed gives the same plan, and the same trials
/// that count whatever the practice. Sampled tasks are TaskSampler's in its order: the first ones count, practice takes
/// those after them. Throws Error(InvalidSetting) where there are too few, saying how many there are.
std::vector<PlannedTrial> planTrials(const Dataset&, const TaskSettings&, int practice, int trials);

/// Likewise of Lake's trials, in random order over all runs.
std::vector<PlannedTrial> planTrials(const LakeRuns&, std::uint64_t seed, int practice, int trials);

}  // namespace oneshot
