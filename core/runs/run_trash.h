#pragma once

#include <filesystem>
#include <vector>

namespace oneshot {

/// Runs that were thrown away lie in the folder .trash beside the others, whole, until a person empties it.

/// Renames the run's folder into the trash, under a name that is free there. Returns where it lies now. Throws
/// Error(InvalidSetting) where a process trains it, Error(Failed) where it cannot be moved; it is then where it was.
std::filesystem::path moveToTrash(const std::filesystem::path& run);

/// Renames it back. Throws Error(Failed) where that cannot be, or something stands there; it then stays in the trash.
void restoreFromTrash(const std::filesystem::path& trashed, const std::filesystem::path& run);

/// What lies in the trash beside the runs of this folder, oldest name first.
std::vector<std::filesystem::path> trashedRuns(const std::filesystem::path& runsFolder);

/// Deletes what lies there for ever. Throws Error(Failed) naming what cannot be deleted.
void emptyTrash(const std::filesystem::path& runsFolder);

}  // namespace oneshot
