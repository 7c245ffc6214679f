#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "core/evaluation/statistics.h"
#include "core/models/one_shot_model.h"
#include "core/tasks/task.h"

namespace oneshot {

/// From which best score on a support set is taken to hold the query's character at all.
struct RejectionThreshold {
    double score = 0;
    Accuracy accepted;  ///< tasks that hold the query's character, and those of them that reach the score
    Accuracy rejected;  ///< the same tasks without that character, and those of them that stay under it
};

/// The threshold with the best mean of both shares on these tasks, each answered as it is and once more without its
/// right way; of equally good ones the middle. Scores that are no finite numbers are under any threshold. Blocks;
/// progress as evaluateTasks(). Throws Error(InvalidSetting) without tasks, or where one has fewer than two ways.
RejectionThreshold rejectionThreshold(const OneShotModel&, const Dataset&, std::span<const Task>,
                                      const std::function<void(std::int64_t, std::int64_t)>& progress = {});

}  // namespace oneshot
