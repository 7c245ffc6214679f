#pragma once

#include <string>
#include <vector>

#include "core/evaluation/task_evaluation.h"
#include "core/tasks/lake_runs.h"

namespace oneshot {

/// Error of a model on Lake's runs: the mean of the runs' errors, each trial answered alone.
struct LakeResult {
    int trials = 0, errors = 0;
    std::vector<std::string> runNames;
    std::vector<double> perRunErrorPercent;
    double errorPercent = 0;  ///< mean over runs
    Interval confidence95;    ///< Student t over run means, since trials of a run share a support set
    int seenCharacters = 0;
    TaskResults results;  ///< tasks of all runs, one after another
};

/// Blocks; progress as evaluateTasks().
LakeResult evaluateLake(const OneShotModel&, const LakeRuns&, const RerankSettings& = {},
                        const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
