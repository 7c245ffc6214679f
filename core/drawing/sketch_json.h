#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/drawing/sketch.h"

namespace oneshot {

/// The visible lines of the sketch as JSON, those of the eraser included but no image:
/// {"format": "one-shot sketch", "version": 1, "side": 105, "columns": ["x", "y", "ms", "pressure"],
///  "strokes": [{"tool": "ink" | "eraser", "width": 5.0, "points": [[52.5, 10.0, 0.0, 1.0], ...]}, ...]}
/// Throws Error(Failed) if there are more than maxSketchPoints points.
std::string sketchJson(const Sketch&);

/// Reads the strokes of such a text. Throws Error(BadData) that says what is wrong and where in the file `name`.
std::vector<SketchStroke> parseSketchJson(std::string_view text, const std::string& name);

}  // namespace oneshot
