#pragma once

#include <cmath>
#include <vector>

#include "core/drawing/drawing.h"

namespace oneshot {

/// A point, y downwards: of a glyph in units of half a character's height, of a drawing in pixels from the corner of
/// the paper.
struct GlyphPoint {
    double x = 0, y = 0;
};

/// A node of a stroke's path, which bends at it or has a corner there.
struct GlyphNode {
    GlyphPoint at;
    bool corner = false;
};
using GlyphPath = std::vector<GlyphNode>;

inline GlyphPoint operator+(GlyphPoint a, GlyphPoint b) {
    return {a.x + b.x, a.y + b.y};
}
inline GlyphPoint operator-(GlyphPoint a, GlyphPoint b) {
    return {a.x - b.x, a.y - b.y};
}
inline GlyphPoint operator*(GlyphPoint a, double factor) {
    return {a.x * factor, a.y * factor};
}
inline double length(GlyphPoint a) {
    return std::sqrt(a.x * a.x + a.y * a.y);
}

using GlyphLine = std::vector<GlyphPoint>;

struct GlyphBox {
    GlyphPoint low{1e9, 1e9}, high{-1e9, -1e9};

    void add(GlyphPoint);
    void add(const GlyphLine&);
    GlyphPoint centre() const { return (low + high) * 0.5; }
    double width() const { return high.x - low.x; }
    double height() const { return high.y - low.y; }
};

/// The points of the path in steps of about 0.07: a Catmull-Rom spline through its smooth nodes that ends at each
/// corner.
GlyphLine trace(const GlyphPath&);

/// The point of the line at this fraction of its length.
GlyphPoint pointAlong(const GlyphLine&, double fraction);

/// Inks the pixels of a one-channel image within `radius` pixels of the segment, with a soft edge of one pixel; makes
/// none paler. The one place where lines become pixels, for glyphs and sketches.
void inkSegment(Image&, GlyphPoint from, GlyphPoint to, double radius);

/// Removes the ink where inkSegment would lay it.
void eraseSegment(Image&, GlyphPoint from, GlyphPoint to, double radius);

}  // namespace oneshot
