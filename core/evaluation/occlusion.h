#pragma once

#include <vector>

#include "core/base/stop.h"
#include "core/models/one_shot_model.h"
#include "core/tasks/task.h"

namespace oneshot {

/// Squares that are blanked one after the other, in pixels of the drawing. 0: a fifth of its longer side, and a third
/// of the square: 21 and 7 for Omniglot's 105 pixels.
struct OcclusionSettings {
    int patch = 0;   ///< side of the square
    int stride = 0;  ///< from one square to the next
};

/// On which parts of a query the score of a way hangs.
struct OcclusionMap {
    int rows = 0, columns = 0;
    int patch = 0, stride = 0;  ///< pixels of the drawing
    float score = 0;            ///< of the drawing as it is
    /// [rows, columns]: by how much the score falls once the square about the middle of this field is blanked; fields
    /// are `stride` pixels wide and cover the drawing from its corner on. Below 0: it rises. 0 where there is no ink.
    std::vector<float> falls;

    float fall(int row, int column) const { return falls[static_cast<std::size_t>(row) * columns + column]; }
    float largest() const;  ///< without its sign
};

/// Occlusion sensitivity (Zeiler & Fergus 2014, section 4.2) of any learner: asks it again for each square. Strokes
/// lose their points in the square too, but for the first of all where none would be left. Models that look at the
/// whole support set are shown all of it. Blocks; the progress counts squares. Throws Error(InvalidSetting) where the
/// dataset holds vectors, and what the model throws.
OcclusionMap occlusionMap(const OneShotModel&, const Dataset&, const Task&, int way, const OcclusionSettings& = {},
                          const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
