#pragma once

#include "core/files/container_entries.h"

namespace oneshot {

/// Hidden folders are listed but not entered. A link that is followed is listed as what it leads to.
std::unique_ptr<EntryReader> folderReader(const std::filesystem::path&, bool followLinks);

}  // namespace oneshot
