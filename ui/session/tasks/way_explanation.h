#pragma once

#include <utility>
#include <vector>

#include "core/models/one_shot_model.h"
#include "core/tasks/task.h"

namespace oneshot::session {

/// One image of a batch, its values 0..1 as 0..255.
Image imageOf(const ImageBatch&, int i);

/// Why a learner scored one way of a task as it did.
struct WayExplanation {
    std::vector<Image> inputs;  ///< what the learner receives, values 0..1 as 0..255: the query, then each shot
    int views = 1;              ///< of each drawing that the learner receives; the first is shown
    float score = 0;            ///< as compare() gives it
    /// Of a score that is a sum: its strongest terms by size, as (dimension, value), those of several shots averaged.
    std::vector<std::pair<int, double>> strongest;
    double others = 0;  ///< the sum of all other terms
    int otherCount = 0;
    double bias = 0;
    bool isSum = false;  ///< strongest, others and bias add up to the score
};

/// Blocks; throws what the model throws.
WayExplanation explainWay(const OneShotModel&, const Dataset&, const Task&, int way, int mostTerms);

}  // namespace oneshot::session
