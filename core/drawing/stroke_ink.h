#pragma once

#include "core/drawing/glyphs.h"

namespace oneshot {

/// Inks the pixels of a one-channel image within `radius` pixels of the segment, with a soft edge of one pixel; makes
/// none paler. The one place where lines become pixels, for glyphs and sketches.
void inkSegment(Image&, GlyphPoint from, GlyphPoint to, double radius);

/// Removes the ink where inkSegment would lay it.
void eraseSegment(Image&, GlyphPoint from, GlyphPoint to, double radius);

}  // namespace oneshot
