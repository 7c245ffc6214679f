#pragma once

#include "core/data/drawing_source.h"

namespace oneshot {

/// The built-in glyphs. Throws as openDataset() does.
DrawingSource glyphSource(const DataSpec& spec);

}  // namespace oneshot
