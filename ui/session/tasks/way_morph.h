#pragma once

#include <stop_token>
#include <vector>

#include "core/data/dataset.h"
#include "core/tasks/task.h"

namespace oneshot::session {

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

/// frameCount: 2 at least, or 0 for what it costs alone. Blocks, a few milliseconds a drawing, and looks at the stop
/// between drawings. Throws Error(InvalidSetting) where the dataset holds vectors.
WayMorph morphWay(const Dataset&, const Task&, int way, int frameCount, const std::stop_token& stop = {});

}  // namespace oneshot::session
