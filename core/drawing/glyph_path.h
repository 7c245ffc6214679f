#pragma once

#include <cmath>
#include <vector>

#include "core/drawing/glyphs.h"

namespace oneshot {

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

    void add(GlyphPoint p);
    GlyphPoint centre() const { return (low + high) * 0.5; }
    double width() const { return high.x - low.x; }
    double height() const { return high.y - low.y; }
};

/// The points of the path in steps of about 0.07: a Catmull-Rom spline through its smooth nodes that ends at each
/// corner.
GlyphLine trace(const GlyphPath&);

/// The point of the line at this fraction of its length.
GlyphPoint pointAlong(const GlyphLine&, double fraction);

}  // namespace oneshot
