#pragma once

#include "core/base/random.h"
#include "core/drawing/drawing.h"

namespace oneshot {

/// Draws the drawing again from its strokes, as the same hand would at another moment: each stroke is turned, sheared,
/// scaled, shifted and bent by itself, and now and then joined to the next, ended with a hook, or left out if it is a
/// small one of several; the pen's width varies. Every component is within 2.5 deviations. strength 1: as drawers of
/// Omniglot vary, 0: inks the strokes as they are. Returns 105x105 pixels, grey, by the same drawer. The drawing must
/// have a stroke with a point. offset: added to x and y of every point first.
Drawing distortStrokes(const Drawing&, double strength, Random&, double offset = 0);

}  // namespace oneshot
