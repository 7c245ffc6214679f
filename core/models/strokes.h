#pragma once

#include "core/models/one_shot_model.h"

namespace oneshot {

/// The log-likelihood that the query's strokes are a redrawing of the support's; see logLikelihood in redrawing.h. An
/// embedding is a pen path (see writePenPath). Prepares drawings with strokes only: Error(InvalidSetting) of others.
ModelPtr makeStrokes();

}  // namespace oneshot
