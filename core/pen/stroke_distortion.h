#pragma once

#include "core/base/random.h"
#include "core/drawing/drawing.h"

namespace oneshot {

/// The drawing again from its strokes, as another moment of a hand would draw it: each stroke turned, sheared, scaled,
/// shifted and bent on its own, now and then joined to the next, with a hook at an end, or, where it is a small one of
/// many, left out; pen of another width. Every component is within 2.5 deviations; strength 1: what drawers of Omniglot
/// do, 0: nothing but the inking. 105x105 pixels, grey; keeps the drawer. strokes: at least one with a point.
/// moved: added to x and y of every point first.
Drawing redrawn(const Drawing&, double strength, Random&, double moved = 0);

}  // namespace oneshot
