#pragma once

#include "core/models/one_shot_model.h"

namespace oneshot {

/// Negative squared Euclidean distance of the 105x105 pixels: one nearest neighbour.
ModelPtr makePixelsL2();

/// Negative modified Hausdorff distance (Dubuisson & Jain 1994) of the inked pixels, each drawing centred on its mean.
ModelPtr makeModifiedHausdorff();

/// Noise that depends on (seed, query, support drawing) alone.
ModelPtr makeRandomModel(std::uint64_t seed = 1);

}  // namespace oneshot
