#pragma once

#include "core/drawing/drawing.h"
#include "core/drawing/glyphs.h"

namespace oneshot {

/// Draws the glyph with a hand's variance: 105x105 pixels, lines about 5 pixels wide as in Omniglot, with strokes. The
/// same on every machine: coordinates are rounded to fractions of a pixel before they are inked.
Drawing drawGlyph(const Glyph&, const Hand&, Random&);

}  // namespace oneshot
