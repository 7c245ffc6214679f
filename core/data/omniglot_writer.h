#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "core/data/dataset.h"

namespace oneshot {

/// Writes a dataset of images as Omniglot is laid out: images/Alphabet/characterNN/NNNN_DD.png, where there are strokes
/// strokes/Alphabet/characterNN/NNNN_DD.txt, and dataset.json with what it was made of. DD is the drawer where each of
/// a character's drawings has one of its own, else its number. Whole or not at all, see FolderSaver. Throws
/// Error(InvalidSetting) where the folder holds something that may not be overwritten or the data are vectors,
/// Error(Failed) where it cannot be written; progress may throw to cancel.
void writeOmniglot(const Dataset&, const std::filesystem::path& folder, bool overwrite = false,
                   const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

}  // namespace oneshot
