#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/drawing/drawing.h"

namespace oneshot {

/// Where a pen is and where it goes, in a frame of the drawing's own.
struct PenPoint {
    float x = 0, y = 0;
    float alongX = 0, alongY = 0;  ///< direction of length 1; (0, 0) in a dot, which has none
};

/// The strokes of a drawing as `pointCount` points in the order of drawing. The strokes share them by their lengths, at
/// least `fewestPoints` each, which lie at equal distances along the stroke. The points' mean is (0, 0), and their root
/// mean square distance to it 1: place and size of the drawing do not count.
struct PenPath {
    static constexpr int pointCount = 48, fewestPoints = 3, mostStrokes = pointCount / fewestPoints;
    static constexpr int numbers = 3 * pointCount;

    std::array<PenPoint, pointCount> points;
    std::vector<int> begins;  ///< the first point of each stroke, and pointCount

    int strokes() const { return static_cast<int>(begins.size()) - 1; }
};

/// Of more than mostStrokes strokes the longest count. The strokes hold a point at least.
PenPath penPath(const std::vector<Stroke>&);

/// [3, pointCount] row by row: x, y and the point's stroke, counted from 0; and back.
void writePenPath(const PenPath&, std::span<float> numbers);
PenPath readPenPath(std::span<const float> numbers);

}  // namespace oneshot
