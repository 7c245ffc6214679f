#pragma once

#include <filesystem>

#include "core/data/drawing_source.h"

namespace oneshot {

/// The images of an IDX pair. spec: with an absolute path. Throws as openDataset() does.
DrawingSource idxSource(const DataSpec& spec);

/// True if the path is an IDX file of images, or a folder with one, by name or first bytes.
bool isIdx(const std::filesystem::path&);

}  // namespace oneshot
