#pragma once

#include <vector>

#include "core/data/dataset.h"
#include "core/data/random.h"

namespace oneshot {

/// Raised whenever the same seed gives other glyphs.
inline constexpr int glyphGeneratorVersion = 1;

/// A procedural character: strokes of control points in -1..1, curved (Catmull-Rom) or straight between corners.
struct Glyph {
    struct Point {
        double x, y;
    };
    struct GlyphStroke {
        std::vector<Point> points;
        bool straight = false;
    };
    std::vector<GlyphStroke> strokes;
};

/// A character drawn from the endless space of glyphs.
Glyph makeGlyph(Random&);

/// One drawing of a glyph with a hand's variance: 105x105 pixels, ink about 5 pixels wide like Omniglot's, with
/// strokes.
Drawing drawGlyph(const Glyph&, Random&);

}  // namespace oneshot
