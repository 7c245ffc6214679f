#include "core/drawing/lines.h"

#include <algorithm>
#include <cmath>

namespace oneshot {
namespace {

/// Calls `mark(pixel, strength)` for each pixel that the segment covers, strength 1..255.
template <typename Mark>
void coverSegment(Image& image, GlyphPoint a, GlyphPoint b, double radius, Mark mark) {
    const double reach = radius + 0.5;
    const GlyphPoint along = b - a;
    const double lengthSquared = std::max(along.x * along.x + along.y * along.y, 1e-12);
    const int left = std::max(0, static_cast<int>(std::floor(std::min(a.x, b.x) - reach)));
    const int right = std::min(image.width - 1, static_cast<int>(std::ceil(std::max(a.x, b.x) + reach)));
    const int top = std::max(0, static_cast<int>(std::floor(std::min(a.y, b.y) - reach)));
    const int bottom = std::min(image.height - 1, static_cast<int>(std::ceil(std::max(a.y, b.y) + reach)));
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x) {
            const GlyphPoint p = GlyphPoint{x + 0.5, y + 0.5} - a;
            const double t = std::clamp((p.x * along.x + p.y * along.y) / lengthSquared, 0.0, 1.0);
            const GlyphPoint away = p - along * t;
            const double squared = away.x * away.x + away.y * away.y;
            if (squared >= reach * reach) continue;
            const double ink = std::min(1.0, reach - std::sqrt(squared));
            mark(image.pixels[static_cast<std::size_t>(y) * image.width + x],
                 static_cast<std::uint8_t>(ink * 255 + 0.5));
        }
}

}  // namespace

void GlyphBox::add(GlyphPoint p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
}

void GlyphBox::add(const GlyphLine& line) {
    for (const GlyphPoint p : line) add(p);
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

void inkSegment(Image& image, GlyphPoint from, GlyphPoint to, double radius) {
    coverSegment(image, from, to, radius,
                 [](std::uint8_t& pixel, std::uint8_t strength) { pixel = std::max(pixel, strength); });
}

void eraseSegment(Image& image, GlyphPoint from, GlyphPoint to, double radius) {
    coverSegment(image, from, to, radius, [](std::uint8_t& pixel, std::uint8_t strength) {
        pixel = std::min<std::uint8_t>(pixel, 255 - strength);
    });
}

}  // namespace oneshot
