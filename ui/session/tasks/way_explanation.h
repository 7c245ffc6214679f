#pragma once

#include <stop_token>
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
    /// The strongest terms of a score that is a sum, as (dimension, value), those of several shots averaged.
    std::vector<std::pair<int, double>> strongest;
    double others = 0;  ///< the sum of all other terms
    int otherCount = 0;
    double bias = 0;
    bool isSum = false;  ///< strongest, others and bias add up to the score
};

/// Blocks; throws what the model throws.
WayExplanation explainWay(const OneShotModel&, const Dataset&, const Task&, int way, int maxTerms);

/// How the drawings of a way are bent onto the query (core/models/deformation.h), in pictures: all in the frame
/// where their ink is normalised.
struct WayMorph {
    Image query;
    std::vector<std::vector<Image>> frames;  ///< of each shot, from as drawn to bent
    // What it costs, mean over the shots:
    double mismatch = 0;  ///< of the bent drawings and the query; 0: alike
    double bending = 0;   ///< weighed as it counts: it and the mismatch add up to the cost
    double bothWays = 0;  ///< mean with the cost of bending the query onto the drawings: what re-ranking takes
};

/// frameCount: at least 2, or 0 for what it costs alone. Blocks, a few milliseconds a drawing, and looks at the stop
/// between drawings. Throws Error(InvalidSetting) where the dataset holds vectors.
WayMorph morphWay(const Dataset&, const Task&, int way, int frameCount, const std::stop_token& stop = {});

}  // namespace oneshot::session
