#pragma once

#include "core/data/drawing_source.h"

namespace oneshot {

/// Throws as openDataset does.
DrawingSource glyphSource(const DataSpec& spec);

}  // namespace oneshot
