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

}  // namespace oneshot
