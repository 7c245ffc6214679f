#include "core/drawing/glyph_drawing.h"

#include <algorithm>

#include "core/drawing/lines.h"

namespace oneshot {
namespace {

constexpr int side = 105;     // pixels, as in Omniglot
constexpr double half = 28;   // pixels per unit for a hand of usual size
constexpr double grain = 64;  // coordinates are rounded to a 64th of a pixel

GlyphPoint normalPoint(Random& random, double deviation) {
    const double x = normal(random, 0, deviation);
    return {x, normal(random, 0, deviation)};
}

struct Linear {
    double xx, xy, yx, yy;

    GlyphPoint operator()(GlyphPoint p) const { return {xx * p.x + xy * p.y, yx * p.x + yy * p.y}; }
};

/// Rotation after shear after scaling.
Linear linear(double turn, double shear, double scaleX, double scaleY) {
    const double c = std::cos(turn), s = std::sin(turn);
    return {c * scaleX, (c * shear - s) * scaleY, s * scaleX, (s * shear + c) * scaleY};
}

/// Varies the path about its middle, as this hand draws it this time.
GlyphPath drawn(GlyphPath path, const Hand& hand, Random& random) {
    const double slop = hand.sloppiness;
    for (GlyphNode& node : path) {
        if (node.corner)
            node.corner = uniform(random) >= hand.roundness;
        else
            node.corner = uniform(random) < hand.angularity;
    }
    GlyphBox box;
    double span = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        box.add(path[i].at);
        if (i > 0) span += length(path[i].at - path[i - 1].at);
    }
    const Linear shape = linear(normal(random, 0, 0.08 * slop), normal(random, 0, 0.08 * slop),
                                std::exp(normal(random, 0, 0.11 * slop)), std::exp(normal(random, 0, 0.11 * slop)));
    // A node strays by a fraction of the mean distance between nodes: short pieces keep their shape.
    const double stray = 0.11 * slop * span / static_cast<double>(path.size());
    const GlyphPoint middle = box.centre();
    for (GlyphNode& node : path) node.at = middle + shape(node.at - middle) + normalPoint(random, stray);
    return path;
}

/// Places each stroke of the drawing: a touching one begins about where its parent really is.
std::vector<GlyphLine> place(const Glyph& glyph, const Hand& hand, Random& random) {
    std::vector<GlyphLine> lines;
    for (const Glyph::Stroke& stroke : glyph.strokes) {
        GlyphLine line = trace(drawn(stroke.path, hand, random));
        GlyphPoint shift = normalPoint(random, 0.05 * hand.sloppiness);
        if (stroke.parent >= 0) {
            const double along = std::clamp(stroke.along + normal(random, 0, 0.04 * hand.sloppiness), 0.0, 1.0);
            shift = pointAlong(lines[stroke.parent], along) - pointAlong(line, stroke.own) +
                    normalPoint(random, hand.overshoot);
        }
        for (GlyphPoint& p : line) p = p + shift;
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Varies pen lifts: now and then a hand joins two strokes, or draws a stroke from its end.
void lift(std::vector<GlyphLine>& lines, const Hand& hand, Random& random) {
    for (GlyphLine& line : lines)
        if (uniform(random) < hand.backwards) std::reverse(line.begin(), line.end());
    for (std::size_t i = 1; i < lines.size();) {
        const double gap = length(lines[i].front() - lines[i - 1].back());
        if (uniform(random) < hand.joining && gap < 0.6) {
            lines[i - 1].insert(lines[i - 1].end(), lines[i].begin(), lines[i].end());
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
            ++i;
        }
    }
}

}  // namespace

Drawing drawGlyph(const Glyph& glyph, const Hand& hand, Random& random) {
    std::vector<GlyphLine> lines = place(glyph, hand, random);
    lift(lines, hand, random);

    const double slop = hand.sloppiness, size = half * hand.size * std::exp(normal(random, 0, 0.10));
    const double aspect = std::sqrt(hand.aspect * std::exp(normal(random, 0, 0.08 * slop)));
    const Linear all = linear(hand.turn + normal(random, 0, 0.05 * slop), hand.slant + normal(random, 0, 0.05 * slop),
                              size * aspect, size / aspect);
    GlyphBox box;
    for (GlyphLine& line : lines)
        for (GlyphPoint& p : line) {
            p = all(p);
            box.add(p);
        }
    // Places it near the middle of the paper, and within it.
    const double room = side - 2 * (hand.penRadius + 1);
    const double shrink = std::min(1.0, room / std::max({box.width(), box.height(), 1.0}));
    const auto shifted = [&](double extent) {
        const double maxShift = (room - extent * shrink) / 2;
        return side / 2.0 + std::clamp(normal(random, -1.5, 5.5), -maxShift, maxShift);
    };
    const double placeX = shifted(box.width());
    const GlyphPoint place{placeX, shifted(box.height())};

    Drawing drawing;
    drawing.image = {1, side, side, std::vector<std::uint8_t>(side * side)};
    double milliseconds = 0;
    for (GlyphLine& line : lines) {
        const double speed = 0.045 * std::exp(normal(random, 0, 0.5));  // pixels per millisecond, as Omniglot's drawers
        Stroke& stroke = drawing.strokes.emplace_back();
        for (std::size_t i = 0; i < line.size(); ++i) {
            const GlyphPoint exact = place + (line[i] - box.centre()) * shrink;
            line[i] = {std::round(exact.x * grain) / grain, std::round(exact.y * grain) / grain};
            if (i > 0) {
                inkSegment(drawing.image, line[i - 1], line[i], hand.penRadius);
                milliseconds += length(line[i] - line[i - 1]) / speed;
            }
            stroke.push_back({static_cast<float>(line[i].x - 0.5), static_cast<float>(line[i].y - 0.5),
                              static_cast<float>(std::round(milliseconds))});  // 0.5: see StrokePoint
        }
        milliseconds += uniform(random, 400, 1900);  // the pen in the air
    }
    return drawing;
}

}  // namespace oneshot
