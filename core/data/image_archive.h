#pragma once

#include <filesystem>

#include "core/data/dataset.h"

namespace oneshot {

/// Writes a dataset of images as one zip that keeps names: images/ALPHABET/CHARACTER/NNNN.png, and where a drawing has
/// strokes strokes/ALPHABET/CHARACTER/NNNN.txt; openDataset reads it as an image folder, with its strokes by
/// strokes=THE_ZIP. An older file gives way in one rename. The same data give the same bytes.
/// Throws Error(InvalidSetting) naming an alphabet or character whose name cannot be a folder's, or comes twice;
/// Error(Failed) where it cannot be written.
void writeImageArchive(const Dataset&, const std::filesystem::path& zip);

/// Whether a folder can have this name on every system that we know of, and is at most 100 bytes of UTF-8 long.
bool canNameAFolder(const std::string& name);

}  // namespace oneshot
