#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/stop.h"
#include "core/evaluation/statistics.h"
#include "core/models/one_shot_model.h"
#include "core/tasks/task.h"

namespace oneshot {

/// How much scores on a support set speak for its holding the query's character at all: the best one plus its lead over
/// the second; the one where there is but one. Among many ways some score is high by chance, but then others nearly
/// are. A threshold of this found on glyphs fits Omniglot (79 % of 20-way tasks accepted, 79 % rejected without their
/// right way); one of the best score alone does not (91 %, 48 %).
double evidence(std::span<const float> scores);

/// From which evidence on a support set is taken to hold the query's character.
struct RejectionThreshold {
    double evidence = 0;
    Accuracy accepted;            ///< tasks that hold the query's character, and those of them that reach it
    Accuracy rejected;            ///< the same tasks without that character, and those of them that stay under it
    std::vector<double> present;  ///< the evidence of each task, sorted
    std::vector<double> absent;   ///< of the same tasks without the query's character, sorted

    Accuracy acceptedFrom(double other) const;   ///< what `accepted` were with another threshold
    Accuracy rejectedUnder(double other) const;  ///< what `rejected` were with another threshold
};

/// What speaks for a way differs with whether there are others to lead over.
struct RejectionThresholds {
    RejectionThreshold several;  ///< of tasks as they are: of the best score and its lead
    /// Of the same queries with the right way alone, or another alone: of its score. None of a model that looks at
    /// other ways, whose score of one alone is another.
    std::optional<RejectionThreshold> one;

    const RejectionThreshold* of(int ways) const {  ///< null: there is none
        return ways != 1 ? &several : one ? &*one : nullptr;
    }
};

/// The thresholds with the best mean of both shares on these tasks, each answered as it is and once more without its
/// right way; of equally good ones the middle. Scores that are no finite numbers are under any threshold. Blocks;
/// progress as evaluateTasks(). Throws Error(InvalidSetting) without tasks, or where one has fewer than two ways
/// (three of a model that looks at other ways).
RejectionThresholds rejectionThresholds(const OneShotModel&, const Dataset&, std::span<const Task>,
                                        const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
