#pragma once

#include <span>
#include <vector>

#include "core/base/stop.h"
#include "core/data/dataset.h"
#include "core/models/one_shot_model.h"
#include "core/tasks/task.h"

namespace oneshot {

struct RerankSettings {
    int best = 0;       ///< how many ways of the highest scores are matched with the query; 0: no re-ranking
    double weight = 4;  ///< of a match's cost against a way's log-probability; chosen on validation characters
    bool operator==(const RerankSettings&) const = default;
};

struct TaskOutcome;

/// Answers the tasks again: the best ways of each lose what it costs to bend their drawings to the query (mean over the
/// shots), the others what the costliest of these loses; an answer that was a tie stays one. Deterministic; on all
/// cores. Blocks; the progress counts tasks. Throws Error(InvalidSetting) if the dataset holds vectors.
void rerank(std::span<TaskOutcome>, const OneShotModel&, const Dataset&, std::span<const Task>, const RerankSettings&,
            const ProgressFunction& progress);

/// Answers one query again, which need not be among the drawings of the dataset. Leaves `right` as it is.
void rerank(TaskOutcome&, const OneShotModel&, const Drawing& query, const Dataset&, const std::vector<Way>&,
            const RerankSettings&);

}  // namespace oneshot
