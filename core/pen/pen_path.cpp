#include "core/pen/pen_path.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace oneshot {
namespace {

constexpr int pointCount = PenPath::pointCount;
constexpr double dotLength = 0.15;  ///< fraction of the drawing's radius: shorter strokes have no direction
constexpr double minRadius = 3;     ///< pixels; keeps a dot from being blown up

template <typename Points>
double lengthOf(const Points& points) {
    double length = 0;
    for (std::size_t i = 1; i < points.size(); ++i)
        length += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    return length;
}

/// `count` points at equal distances along the stroke, its ends included.
void resample(const Stroke& stroke, double length, std::span<PenPoint> points) {
    std::size_t at = 0;
    double passed = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double wanted = length * static_cast<double>(i) / static_cast<double>(points.size() - 1);
        double piece = 0;
        for (; at + 1 < stroke.size(); ++at, passed += piece) {
            piece = std::hypot(stroke[at + 1].x - stroke[at].x, stroke[at + 1].y - stroke[at].y);
            if (passed + piece >= wanted) break;
        }
        const StrokePoint& from = stroke[at];
        const StrokePoint& to = stroke[std::min(at + 1, stroke.size() - 1)];
        const double fraction = piece > 0 ? std::clamp((wanted - passed) / piece, 0.0, 1.0) : 0;
        points[i].x = static_cast<float>(from.x + fraction * (to.x - from.x));
        points[i].y = static_cast<float>(from.y + fraction * (to.y - from.y));
    }
}

/// Divides the points among the strokes by the method of largest remainders.
std::vector<int> pointsByLength(const std::vector<double>& lengths) {
    const auto strokes = static_cast<int>(lengths.size());
    const double total = std::accumulate(lengths.begin(), lengths.end(), 0.0);
    const double each = (pointCount - PenPath::minPointsPerStroke * strokes) / std::max(total, 1e-9);
    std::vector<int> counts, order(lengths.size());
    int left = pointCount;
    for (const double length : lengths) {
        counts.push_back(PenPath::minPointsPerStroke + static_cast<int>(each * length));
        left -= counts.back();
    }
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater<>(), [&](int k) { return std::fmod(each * lengths[k], 1.0); });
    for (int i = 0; left > 0; i = (i + 1) % strokes, --left) ++counts[order[i]];
    return counts;
}

/// The longest strokes, at most so many, in their order. Among equally long ones the first are kept.
std::vector<const Stroke*> longest(const std::vector<Stroke>& strokes, std::size_t max) {
    std::vector<std::pair<double, const Stroke*>> byLength;
    for (const Stroke& stroke : strokes)
        if (!stroke.empty()) byLength.emplace_back(lengthOf(stroke), &stroke);
    std::ranges::stable_sort(byLength, std::greater<>(), &std::pair<double, const Stroke*>::first);
    byLength.resize(std::min(byLength.size(), max));
    std::vector<const Stroke*> kept;
    for (const auto& [length, stroke] : byLength) kept.push_back(stroke);
    std::ranges::sort(kept, std::less<>());  // they lie in one vector
    return kept;
}

void normalise(PenPath& path) {
    double x = 0, y = 0, squares = 0;
    for (const PenPoint& point : path.points) x += point.x / pointCount, y += point.y / pointCount;
    for (const PenPoint& point : path.points) squares += std::pow(point.x - x, 2) + std::pow(point.y - y, 2);
    const double radius = std::max(minRadius, std::sqrt(squares / pointCount));
    for (PenPoint& point : path.points) {
        point.x = static_cast<float>((point.x - x) / radius);
        point.y = static_cast<float>((point.y - y) / radius);
    }
}

/// Sets each direction from the point before to the point after, within the stroke.
void setDirections(std::span<PenPoint> stroke) {
    const double length = lengthOf(stroke);
    for (std::size_t i = 0; i < stroke.size(); ++i) {
        const PenPoint& before = stroke[i > 0 ? i - 1 : 0];
        const PenPoint& after = stroke[std::min(i + 1, stroke.size() - 1)];
        const float x = after.x - before.x, y = after.y - before.y, distance = std::hypot(x, y);
        if (length >= dotLength && distance > 1e-6F) stroke[i].alongX = x / distance, stroke[i].alongY = y / distance;
    }
}

void setDirections(PenPath& path) {
    for (int k = 0; k < path.strokes(); ++k)
        setDirections(std::span(path.points).subspan(path.begins[k], path.begins[k + 1] - path.begins[k]));
}

}  // namespace

PenPath penPath(const std::vector<Stroke>& strokes) {
    const std::vector<const Stroke*> kept = longest(strokes, PenPath::maxStrokes);
    std::vector<double> lengths;
    for (const Stroke* stroke : kept) lengths.push_back(lengthOf(*stroke));
    const std::vector<int> counts = pointsByLength(lengths);

    PenPath path{{}, {0}};
    for (std::size_t k = 0; k < kept.size(); ++k) {
        resample(*kept[k], lengths[k], std::span(path.points).subspan(path.begins.back(), counts[k]));
        path.begins.push_back(path.begins.back() + counts[k]);
    }
    normalise(path);
    setDirections(path);
    return path;
}

void writePenPath(const PenPath& path, std::span<float> numbers) {
    for (int k = 0; k < path.strokes(); ++k)
        for (int i = path.begins[k]; i < path.begins[k + 1]; ++i) {
            numbers[i] = path.points[i].x;
            numbers[pointCount + i] = path.points[i].y;
            numbers[2 * pointCount + i] = static_cast<float>(k);
        }
}

PenPath readPenPath(std::span<const float> numbers) {
    PenPath path;
    for (int i = 0; i < pointCount; ++i) {
        path.points[i] = {numbers[i], numbers[pointCount + i]};
        const long stroke = std::lround(numbers[2 * pointCount + i]);
        if (i == 0 || stroke != std::lround(numbers[2 * pointCount + i - 1])) path.begins.push_back(i);
    }
    path.begins.push_back(pointCount);
    setDirections(path);
    return path;
}

}  // namespace oneshot
