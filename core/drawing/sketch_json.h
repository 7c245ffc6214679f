#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/drawing/sketch.h"

namespace oneshot {

/// The lines of the sketch that are visible, eraser's included, an image not:
/// {"format": "one-shot sketch", "version": 1, "side": 105, "columns": ["x", "y", "ms", "pressure"],
///  "strokes": [{"tool": "ink" | "eraser", "width": 5.0, "points": [[52.5, 10.0, 0.0, 1.0], ...]}, ...]}
/// Throws Error(Failed) where there are more than mostSketchPoints.
std::string sketchJson(const Sketch&);

/// The strokes of such a text. name: what an error calls the file. Throws Error(BadData) naming what is wrong, and
/// where.
std::vector<SketchStroke> parseSketchJson(std::string_view text, const std::string& name);

}  // namespace oneshot
