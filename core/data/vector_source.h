#pragma once

#include "core/data/drawing_source.h"

namespace oneshot {

/// The rows of a table. spec: with an absolute path. Throws as openDataset() does.
DrawingSource vectorSource(const DataSpec& spec);

}  // namespace oneshot
