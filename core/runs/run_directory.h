#pragma once

#include <filesystem>
#include <string>

namespace oneshot {

/// $ONESHOT_HOME, else $XDG_DATA_HOME/oneshot-workbench, else ~/.local/share/oneshot-workbench.
std::filesystem::path homeFolder();
void setHomeFolder(const std::filesystem::path&);  ///< --home; call before threads start
std::filesystem::path runsFolder();                ///< homeFolder()/runs
/// folder/2026-11-23_1412_koch2015_7f3a: when, what, and a number that nothing else there has. It is not made.
std::filesystem::path newFolderIn(const std::filesystem::path& folder, const std::string& what);

/// Renames a damaged file or folder so that it is kept beside: "NAME.damaged", the next one "NAME.damaged-2". Returns
/// its new path. Throws Error(Failed).
std::filesystem::path setAside(const std::filesystem::path&);

std::string utcNow();  ///< ISO 8601, "2026-11-23T14:12:05Z"

}  // namespace oneshot
