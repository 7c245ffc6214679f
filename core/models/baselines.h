#pragma once

#include "core/models/one_shot_model.h"

namespace oneshot {

// Learners that learn nothing. They see coloured drawings in grey.

/// Negative squared Euclidean distance of the 105x105 pixels, or of vectors as they are: one nearest neighbour.
ModelPtr makePixelsL2();

/// Negative modified Hausdorff distance (Dubuisson & Jain 1994) of the inked pixels, each drawing centred on its mean.
/// Refuses vectors.
ModelPtr makeModifiedHausdorff();

/// The log-likelihood that the query's strokes are a redrawing of the support's; see logLikelihood in redrawing.h. An
/// embedding is a pen path (see writePenPath). Prepares drawings with strokes only: Error(InvalidSetting) for others.
ModelPtr makeStrokes();

/// Noise that depends on (seed, query, support drawing) alone; takes vectors too.
ModelPtr makeRandomModel(std::uint64_t seed = 1);

}  // namespace oneshot
