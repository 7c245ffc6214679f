#pragma once

#include "core/base/random.h"
#include "core/models/preparation.h"
#include "core/training/training_config.h"

namespace oneshot {

/// A random distortion of one view. `turn` 0..7: the rotations by 90 degrees, then their mirror images, applied before
/// it.
Distortion randomDistortion(const DistortionSettings&, Random&, int turn = 0);

}  // namespace oneshot
