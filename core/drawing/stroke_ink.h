#pragma once

#include "core/drawing/glyphs.h"

namespace oneshot {

/// Inks the pixels of a one-channel image that lie within `radius` pixels of the segment, with an edge one pixel soft;
/// nothing gets paler. The one place where lines become pixels: glyphs and sketches.
void inkSegment(Image&, GlyphPoint from, GlyphPoint to, double radius);

/// Takes the ink away where inkSegment would lay it.
void eraseSegment(Image&, GlyphPoint from, GlyphPoint to, double radius);

}  // namespace oneshot
