#include "core/drawing/glyph_path.h"

#include <algorithm>

namespace oneshot {

void GlyphBox::add(GlyphPoint p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
}

GlyphLine trace(const GlyphPath& path) {
    GlyphLine line{path.front().at};
    const int last = static_cast<int>(path.size()) - 1;
    for (int i = 0; i < last; ++i) {
        const GlyphPoint b = path[i].at, c = path[i + 1].at;
        // At a corner the spline has no neighbour.
        const GlyphPoint a = i == 0 || path[i].corner ? b : path[i - 1].at;
        const GlyphPoint d = i + 1 == last || path[i + 1].corner ? c : path[i + 2].at;
        const int steps = std::clamp(static_cast<int>(length(c - b) / 0.07), 1, 24);
        for (int s = 1; s <= steps; ++s) {
            const double u = static_cast<double>(s) / steps, u2 = u * u, u3 = u2 * u;
            line.push_back(a * (-0.5 * u3 + u2 - 0.5 * u) + b * (1.5 * u3 - 2.5 * u2 + 1) +
                           c * (-1.5 * u3 + 2 * u2 + 0.5 * u) + d * (0.5 * u3 - 0.5 * u2));
        }
    }
    return line;
}

GlyphPoint pointAlong(const GlyphLine& line, double fraction) {
    double total = 0;
    for (std::size_t i = 1; i < line.size(); ++i) total += length(line[i] - line[i - 1]);
    double left = fraction * total;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double step = length(line[i] - line[i - 1]);
        if (left <= step && step > 0) return line[i - 1] + (line[i] - line[i - 1]) * (left / step);
        left -= step;
    }
    return line.back();
}

}  // namespace oneshot
