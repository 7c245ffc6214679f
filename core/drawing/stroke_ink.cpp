#include "core/drawing/stroke_ink.h"

#include <algorithm>
#include <cmath>

#include "core/drawing/glyph_path.h"

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
