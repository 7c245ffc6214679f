#include "core/data/glyphs.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace oneshot {
namespace {

using Point = Glyph::Point;
using Polyline = std::vector<Point>;

constexpr int side = 105;           // pixels, as Omniglot's
constexpr int pointsPerStroke = 5;  // control points of a curved stroke

Point operator+(Point a, Point b) {
    return {a.x + b.x, a.y + b.y};
}
Point operator-(Point a, Point b) {
    return {a.x - b.x, a.y - b.y};
}
Point operator*(Point a, double factor) {
    return {a.x * factor, a.y * factor};
}

Point normalPoint(Random& random, double deviation) {
    const double x = normal(random, 0, deviation);
    return {x, normal(random, 0, deviation)};
}

const Point& anyOf(Random& random, const std::vector<Point>& points) {
    return points[below(random, static_cast<int>(points.size()))];
}

struct Box {
    Point low{1e9, 1e9}, high{-1e9, -1e9};

    void add(Point p) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    Point centre() const { return (low + high) * 0.5; }
    double halfSide() const { return std::max({(high.x - low.x) / 2, (high.y - low.y) / 2, 0.1}); }
};

/// How many strokes a character has: 1 to 4.
int strokeCount(Random& random) {
    const double u = uniform(random);
    return u < 0.30 ? 1 : u < 0.65 ? 2 : u < 0.87 ? 3 : 4;
}

/// A walk of control points with a curvature of its own.
Glyph::GlyphStroke makeStroke(Random& random) {
    Glyph::GlyphStroke stroke;
    stroke.straight = uniform(random) < 0.3;
    Point at{uniform(random, -0.7, 0.7), 0};
    at.y = uniform(random, -0.7, 0.7);
    double heading = uniform(random, 0, 2 * std::numbers::pi);
    const double wiggle = uniform(random, 0, 1.5), bend = normal(random, 0, 0.5), length = uniform(random, 0.12, 0.57);
    stroke.points.push_back(at);
    for (int i = 1; i < pointsPerStroke; ++i) {
        heading += normal(random, bend, wiggle);
        const double step = length * uniform(random, 0.6, 1.4);
        at = at + Point{std::cos(heading), std::sin(heading)} * step;
        stroke.points.push_back(at);
    }
    if (stroke.straight) stroke.points = {stroke.points[0], stroke.points[pointsPerStroke / 2], stroke.points.back()};
    return stroke;
}

/// Through all points: straight between them, or a Catmull-Rom spline in steps of about two pixels.
Polyline trace(const Polyline& points, bool straight) {
    if (straight) return points;
    Polyline line{points.front()};
    const int last = static_cast<int>(points.size()) - 1;
    for (int i = 0; i < last; ++i) {
        const Point a = points[std::max(i - 1, 0)], b = points[i], c = points[i + 1], d = points[std::min(i + 2, last)];
        const int steps = std::clamp(static_cast<int>(std::hypot(c.x - b.x, c.y - b.y) * side / 4), 2, 16);
        for (int s = 1; s <= steps; ++s) {
            const double u = static_cast<double>(s) / steps, u2 = u * u, u3 = u2 * u;
            line.push_back(a * (-0.5 * u3 + u2 - 0.5 * u) + b * (1.5 * u3 - 2.5 * u2 + 1) +
                           c * (-1.5 * u3 + 2 * u2 + 0.5 * u) + d * (0.5 * u3 - 0.5 * u2));
        }
    }
    return line;
}

/// The control points as a hand would put them this time; slant, size and place come after.
Polyline jittered(const Polyline& points, Random& random) {
    const double wobble = 0.035 * uniform(random, 0.5, 1.5);
    const Point shift = normalPoint(random, 0.05);
    const Point stretch = Point{1, 1} + normalPoint(random, 0.08);
    Polyline result;
    Point middle{0, 0};
    for (const Point& p : points) {
        result.push_back(p + normalPoint(random, wobble) + shift);
        middle = middle + result.back() * (1.0 / static_cast<double>(points.size()));
    }
    for (Point& p : result) p = {middle.x + (p.x - middle.x) * stretch.x, middle.y + (p.y - middle.y) * stretch.y};
    return result;
}

/// Inks the pixels within `radius` of the segment, with an edge one pixel soft.
void inkSegment(Image& image, Point a, Point b, double radius) {
    const double reach = radius + 0.5;
    const Point along = b - a;
    const double lengthSquared = std::max(along.x * along.x + along.y * along.y, 1e-12);
    const int left = std::max(0, static_cast<int>(std::floor(std::min(a.x, b.x) - reach)));
    const int right = std::min(image.width - 1, static_cast<int>(std::ceil(std::max(a.x, b.x) + reach)));
    const int top = std::max(0, static_cast<int>(std::floor(std::min(a.y, b.y) - reach)));
    const int bottom = std::min(image.height - 1, static_cast<int>(std::ceil(std::max(a.y, b.y) + reach)));
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x) {
            const Point p = Point{x + 0.5, y + 0.5} - a;
            const double t = std::clamp((p.x * along.x + p.y * along.y) / lengthSquared, 0.0, 1.0);
            const Point away = p - along * t;
            const double squared = away.x * away.x + away.y * away.y;
            if (squared >= reach * reach) continue;
            const double ink = std::min(1.0, reach - std::sqrt(squared));
            std::uint8_t& pixel = image.pixels[static_cast<std::size_t>(y) * image.width + x];
            pixel = std::max(pixel, static_cast<std::uint8_t>(ink * 255 + 0.5));
        }
}

}  // namespace

Glyph makeGlyph(Random& random) {
    Glyph glyph;
    const int count = strokeCount(random);
    for (int s = 0; s < count; ++s) {
        Glyph::GlyphStroke stroke = makeStroke(random);
        if (s > 0 && uniform(random) < 0.6) {  // most strokes touch an earlier one
            const Point target = anyOf(random, glyph.strokes[below(random, s)].points);
            const Point move = target - anyOf(random, stroke.points);
            for (Point& p : stroke.points) p = p + move;
        }
        glyph.strokes.push_back(std::move(stroke));
    }
    Box box;
    for (const auto& stroke : glyph.strokes)
        for (const Point& p : stroke.points) box.add(p);
    for (auto& stroke : glyph.strokes)
        for (Point& p : stroke.points) p = (p - box.centre()) * (0.68 / box.halfSide());
    return glyph;
}

Drawing drawGlyph(const Glyph& glyph, Random& random) {
    std::vector<Polyline> lines;
    for (const auto& stroke : glyph.strokes) lines.push_back(trace(jittered(stroke.points, random), stroke.straight));

    // Slant, proportions and shear of this drawing.
    const double angle = normal(random, 0, 0.12), scaleX = std::exp(normal(random, 0, 0.12));
    const double scaleY = std::exp(normal(random, 0, 0.12)), shear = normal(random, 0, 0.12);
    const double xx = std::cos(angle) * scaleX, xy = -std::sin(angle) * scaleY + shear;
    const double yx = std::sin(angle) * scaleX, yy = std::cos(angle) * scaleY;
    Box box;
    for (Polyline& line : lines)
        for (Point& p : line) {
            p = {xx * p.x + xy * p.y, yx * p.x + yy * p.y};
            box.add(p);
        }

    const double radius = uniform(random, 2.2, 2.8);  // of the pen, pixels
    // Size and place vary from drawing to drawing, within the paper.
    const double half = std::clamp(0.5 * side * 0.62 * std::exp(normal(random, 0, 0.22)), 14.0, side / 2 - 3.0);
    const double room = side / 2.0 - 2 - half;
    const Point shift = normalPoint(random, 5);
    const Point place =
        Point{side / 2.0, side / 2.0} + Point{std::clamp(shift.x, -room, room), std::clamp(shift.y, -room, room)};

    Drawing drawing;
    drawing.image = {1, side, side, std::vector<std::uint8_t>(side * side)};
    double milliseconds = 0;
    for (Polyline& line : lines) {
        const double speed = 0.045 * std::exp(normal(random, 0, 0.5));  // pixels a millisecond, as Omniglot's drawers
        Stroke& stroke = drawing.strokes.emplace_back();
        for (std::size_t i = 0; i < line.size(); ++i) {
            line[i] = place + (line[i] - box.centre()) * (half / box.halfSide());
            if (i > 0) {
                inkSegment(drawing.image, line[i - 1], line[i], radius);
                milliseconds += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y) / speed;
            }
            stroke.push_back(
                {static_cast<float>(line[i].x), static_cast<float>(line[i].y), static_cast<float>(milliseconds)});
        }
        milliseconds += uniform(random, 400, 1900);  // the pen in the air
    }
    return drawing;
}

}  // namespace oneshot
