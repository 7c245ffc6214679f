#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/stop.h"
#include "core/evaluation/statistics.h"
#include "core/models/one_shot_model.h"
#include "core/tasks/task.h"

namespace oneshot {

/// How strongly scores on a support set suggest that it holds the query's character at all: the best score plus its
/// lead over the second; a single score itself. Among many ways some score is high by chance, but then others nearly
/// are. A threshold of this found on glyphs fits Omniglot (79 % of 20-way tasks accepted, 79 % rejected without their
/// right way); one of the best score alone does not (91 %, 48 %).
double evidence(std::span<const float> scores);

/// The evidence from which on a support set is taken to hold the query's character.
struct RejectionThreshold {
    double evidence = 0;
    Accuracy accepted;            ///< tasks that hold the query's character, and those of them that reach it
    Accuracy rejected;            ///< the same tasks without that character, and those of them that stay under it
    std::vector<double> present;  ///< the evidence of each task, sorted
    std::vector<double> absent;   ///< of the same tasks without the query's character, sorted

    Accuracy acceptedFrom(double other) const;   ///< what `accepted` were with another threshold
    Accuracy rejectedUnder(double other) const;  ///< what `rejected` were with another threshold
};

/// A way alone has no lead, so it has a threshold of its own.
struct RejectionThresholds {
    RejectionThreshold several;  ///< for tasks as they are: of the best score and its lead
    /// For the same queries with the right way alone, or another alone: of its score. Empty for a model whose scores
    /// depend on the support set.
    std::optional<RejectionThreshold> one;

    const RejectionThreshold* of(int ways) const {  ///< null: there is none
        return ways != 1 ? &several : one ? &*one : nullptr;
    }
};

/// The thresholds with the best mean of both accuracies on these tasks, each answered as it is and once more without
/// its right way; of equally good ones the middle. Scores that are not finite are under any threshold. Blocks; progress
/// as evaluateTasks(). Throws Error(InvalidSetting) without tasks, or if one has fewer than two ways (three for a model
/// whose scores depend on the support set).
RejectionThresholds rejectionThresholds(const OneShotModel&, const Dataset&, std::span<const Task>,
                                        const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
