#pragma once

#include <filesystem>

#include "core/data/drawing_source.h"

namespace oneshot {

/// spec: of the same path, absolute. Throws as openDataset does.
DrawingSource idxSource(const DataSpec& spec);

/// Whether the path is, or the folder holds, images in IDX by name or first bytes.
bool isIdx(const std::filesystem::path&);

}  // namespace oneshot
