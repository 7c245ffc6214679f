#pragma once

#include <cstdint>
#include <vector>

#include "core/evaluation/task_evaluation.h"
#include "core/tasks/task_sampler.h"

namespace oneshot {

/// Accuracy against the number of ways, as the figure of Bouma's article.
struct WaysSweepSettings {
    std::vector<int> ways{2, 5, 10, 15, 20, 30, 40, 50, 60};
    int shots = 1;
    bool withinAlphabet = false;
    int tasks = 400;  ///< for each number of ways
    std::uint64_t seed = 1;
    RerankSettings reranking{};
    bool operator==(const WaysSweepSettings&) const = default;
};

struct WaysPoint {
    int ways = 0;
    Accuracy accuracy;
};

/// Those of the settings' numbers of ways that tasks of this dataset can have.
std::vector<int> possibleWays(const Dataset&, const WaysSweepSettings&);

struct WaysSweep {
    std::vector<WaysPoint> points;  ///< one for each of the settings' ways
    TaskTotals totals;              ///< of all tasks, one number of ways after another
};

/// The same tasks for every model, which are drawn as they are answered: a million take no memory. Blocks; progress as
/// TaskEvaluator's. Throws Error(InvalidSetting) if the dataset has too few characters or drawings for one of the
/// numbers of ways.
WaysSweep accuracyAgainstWays(const OneShotModel&, const Dataset&, const WaysSweepSettings&,
                              const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
