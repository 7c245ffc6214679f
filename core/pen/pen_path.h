#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/drawing/drawing.h"

namespace oneshot {

/// The position and direction of a pen, in the drawing's own frame.
struct PenPoint {
    float x = 0, y = 0;
    float alongX = 0, alongY = 0;  ///< unit vector of the direction; (0, 0) in a dot
};

/// The strokes of a drawing as `pointCount` points in the order of drawing, divided among the strokes by length, at
/// least `minPointsPerStroke` each, at equal distances along a stroke. Their mean is (0, 0) and their root mean square
/// distance from it is 1, so that place and size of the drawing do not matter.
struct PenPath {
    static constexpr int pointCount = 48, minPointsPerStroke = 3, maxStrokes = pointCount / minPointsPerStroke;
    static constexpr int numbers = 3 * pointCount;

    std::array<PenPoint, pointCount> points;
    std::vector<int> begins;  ///< index of the first point of each stroke, then pointCount

    int strokes() const { return static_cast<int>(begins.size()) - 1; }
};

/// Takes the longest strokes if there are more than maxStrokes. They must hold at least one point.
PenPath penPath(const std::vector<Stroke>&);

/// Writes a path as [3, pointCount], row by row: x, y and the index of the point's stroke; and reads it back.
void writePenPath(const PenPath&, std::span<float> numbers);
PenPath readPenPath(std::span<const float> numbers);

}  // namespace oneshot
