#pragma once

#include <cstdint>
#include <stop_token>

#include "core/models/one_shot_model.h"

namespace oneshot {

/// The model with test-time augmentation: a drawing's embedding is the mean over its plain view and `views` distorted
/// ones, of length 1 if the score is a cosine. The distortions depend on the seed alone and are the same for every
/// drawing, about as strong as those of a training. An embedding costs views + 1 times as much; prepare() gives so many
/// images for each drawing, the plain one first, and embed() expects them so. views = 0: the model itself. Each member
/// of an ensemble is augmented. Many views of one drawing take a while: between them both look at the stop, as
/// base/stop.h says.
ModelPtr withViews(ModelPtr, int views, std::uint64_t seed = 1, const std::stop_token& stop = {});

}  // namespace oneshot
