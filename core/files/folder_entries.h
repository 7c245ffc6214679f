#pragma once

#include "core/files/container_entries.h"

namespace oneshot {

/// Lists hidden folders but does not enter them. Lists a link that it follows as its target.
std::unique_ptr<EntryReader> folderReader(const std::filesystem::path&, bool followLinks);

}  // namespace oneshot
