#pragma once

#include "core/data/drawing_source.h"

namespace oneshot {

/// spec: of the same path, absolute. Throws as openDataset does.
DrawingSource imageSource(const DataSpec& spec, const ProgressFunction&);

}  // namespace oneshot
