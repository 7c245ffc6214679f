#pragma once

#include "core/data/drawing_source.h"

namespace oneshot {

/// The images of a zip, tar or folder. spec: with an absolute path. Throws as openDataset() does.
DrawingSource imageSource(const DataSpec& spec, const ProgressFunction&);

}  // namespace oneshot
