#pragma once

#include <filesystem>

#include "core/data/dataset.h"

namespace oneshot {

/// Writes a dataset of images as one zip that keeps names: images/ALPHABET/CHARACTER/NNNN.png, and for a drawing with
/// strokes strokes/ALPHABET/CHARACTER/NNNN.txt. openDataset() reads it as an image folder, and its strokes by
/// strokes=THE_ZIP. Replaces an older file in one rename. The same data give the same bytes. Throws
/// Error(InvalidSetting) for an alphabet or character whose name cannot be a folder's or occurs twice, and
/// Error(Failed) if the file cannot be written.
void writeImageArchive(const Dataset&, const std::filesystem::path& zip);

/// True if folders of all common systems can have this name, and it is at most 100 bytes of UTF-8.
bool canNameAFolder(const std::string& name);

}  // namespace oneshot
