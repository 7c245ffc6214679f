#pragma once

#include <filesystem>

#include "core/base/stop.h"
#include "core/data/dataset.h"

namespace oneshot {

/// Writes a dataset of images in Omniglot's layout: images/Alphabet/characterNN/NNNN_DD.png, for drawings with strokes
/// strokes/Alphabet/characterNN/NNNN_DD.txt, and dataset.json with the source. DD is the drawer if the drawings of a
/// character have different ones, else a number. Writes all or nothing, see FolderSaver. Throws Error(InvalidSetting)
/// if the folder is not empty and may not be overwritten, or if the data are vectors; Error(Failed) where it cannot be
/// written.
void writeOmniglot(const Dataset&, const std::filesystem::path& folder, bool overwrite = false,
                   const ProgressFunction& progress = {}, const std::stop_token& stop = {});

/// Writes a dataset of images as one zip that keeps names: images/ALPHABET/CHARACTER/NNNN.png, and for a drawing with
/// strokes strokes/ALPHABET/CHARACTER/NNNN.txt. openDataset() reads it as an image folder, and its strokes by
/// strokes=THE_ZIP. Replaces an older file in one rename. The same data give the same bytes. Throws
/// Error(InvalidSetting) for an alphabet or character whose name cannot be a folder's or occurs twice, and
/// Error(Failed) if the file cannot be written.
void writeImageArchive(const Dataset&, const std::filesystem::path& zip);

/// True if folders of all common systems can have this name, and it is at most 100 bytes of UTF-8.
bool canNameAFolder(const std::string& name);

}  // namespace oneshot
