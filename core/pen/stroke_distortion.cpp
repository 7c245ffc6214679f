#include "core/pen/stroke_distortion.h"

#include <algorithm>
#include <array>
#include <numbers>
#include <numeric>

#include "core/drawing/lines.h"

namespace oneshot {
namespace {

constexpr int side = 105;              // pixels, as in Omniglot
constexpr double penRadius = 2.5;      // pixels, as Omniglot's pen
constexpr double minStep = 1.5;        // pixels between the points that are kept
constexpr double maxGap = 14;          // pixels over which a pen may stay down
constexpr double smallFraction = 0.1;  // of the drawing's ink: a hand may leave out a smaller stroke

/// A normal deviate, clamped to 2.5 deviations.
double bounded(Random& random, double deviation) {
    return std::clamp(normal(random, 0, 1), -2.5, 2.5) * deviation;
}

double lengthOf(const GlyphLine& line) {
    double total = 0;
    for (std::size_t i = 1; i < line.size(); ++i) total += length(line[i] - line[i - 1]);
    return total;
}

/// The stroke's points, at least a step apart, from the paper's corner as inkSegment() expects.
GlyphLine lineOf(const Stroke& stroke, double offset) {
    GlyphLine line;
    for (const StrokePoint& point : stroke) {
        const GlyphPoint p{point.x + 0.5 + offset, point.y + 0.5 + offset};
        if (line.empty() || length(p - line.back()) >= minStep || &point == &stroke.back()) line.push_back(p);
    }
    return line;
}

void distort(GlyphLine& line, double strength, Random& random) {
    const double turn = bounded(random, 0.09 * strength), shear = bounded(random, 0.09 * strength);
    const double scaleX = std::exp(bounded(random, 0.09 * strength));
    const double scaleY = std::exp(bounded(random, 0.09 * strength));
    const double shiftX = bounded(random, 1.8 * strength), shiftY = bounded(random, 1.8 * strength);
    const double total = lengthOf(line), c = std::cos(turn), s = std::sin(turn);
    // Adds smooth waves across the line, of one to three half waves over its length.
    std::array<GlyphPoint, 3> waves;
    for (int k = 0; k < 3; ++k) {
        const double x = bounded(random, 0.03 * strength * total / (k + 1));
        waves[k] = {x, bounded(random, 0.03 * strength * total / (k + 1))};
    }
    GlyphBox box;
    box.add(line);
    const GlyphPoint middle = box.centre();
    double gone = 0;
    GlyphPoint previous = line.front();
    for (GlyphPoint& p : line) {
        gone += length(p - previous);
        previous = p;
        const double fraction = total > 0 ? gone / total : 0;
        const GlyphPoint from = p - middle;
        const double x = (from.x + shear * from.y) * scaleX, y = from.y * scaleY;
        p = middle + GlyphPoint{c * x - s * y + shiftX, s * x + c * y + shiftY};
        for (int k = 0; k < 3; ++k) p = p + waves[k] * std::sin(std::numbers::pi * (k + 1) * fraction);
    }
}

/// Joins strokes, adds hooks and leaves out small strokes, as hands do.
void lift(std::vector<GlyphLine>& lines, double strength, Random& random) {
    const auto happens = [&](double probability) { return uniform(random) < probability * strength; };
    const double ink = std::accumulate(lines.begin(), lines.end(), 0.0,
                                       [](double sum, const GlyphLine& line) { return sum + lengthOf(line); });
    for (std::size_t i = 0; i < lines.size();) {
        const bool forgotten = happens(0.04);
        if (forgotten && lines.size() > 2 && lengthOf(lines[i]) < smallFraction * ink)
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
        else
            ++i;
    }
    for (std::size_t i = 1; i < lines.size();) {
        const bool joined = happens(0.12);
        if (joined && length(lines[i].front() - lines[i - 1].back()) < maxGap) {
            lines[i - 1].insert(lines[i - 1].end(), lines[i].begin(), lines[i].end());
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
            ++i;
        }
    }
    for (GlyphLine& line : lines)
        if (happens(0.08)) {
            const double direction = uniform(random, 0, 2 * std::numbers::pi), size = uniform(random, 2, 6);
            line.push_back(line.back() + GlyphPoint{std::cos(direction), std::sin(direction)} * size);
        }
}

}  // namespace

Drawing distortStrokes(const Drawing& drawing, double strength, Random& random, double offset) {
    std::vector<GlyphLine> lines;
    for (const Stroke& stroke : drawing.strokes)
        if (!stroke.empty()) lines.push_back(lineOf(stroke, offset));
    for (GlyphLine& line : lines) distort(line, strength, random);
    lift(lines, strength, random);
    const double radius = penRadius * std::exp(bounded(random, 0.12 * strength));

    GlyphBox box;
    for (const GlyphLine& line : lines) box.add(line);
    const auto within = [&](double low, double high) {  // the shift back onto the paper
        return low < radius ? radius - low : std::min(0.0, side - radius - high);
    };
    const GlyphPoint shift =
        strength > 0 ? GlyphPoint{within(box.low.x, box.high.x), within(box.low.y, box.high.y)} : GlyphPoint{};

    Drawing again;
    again.drawer = drawing.drawer;
    again.image = {1, side, side, std::vector<std::uint8_t>(side * side)};
    for (GlyphLine& line : lines) {
        Stroke& stroke = again.strokes.emplace_back();
        for (std::size_t i = 0; i < line.size(); ++i) {
            line[i] = line[i] + shift;
            if (i > 0 || line.size() == 1) inkSegment(again.image, line[i > 0 ? i - 1 : 0], line[i], radius);
            stroke.push_back({static_cast<float>(line[i].x - 0.5), static_cast<float>(line[i].y - 0.5), 0});
        }
    }
    return again;
}

}  // namespace oneshot
