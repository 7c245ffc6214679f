#pragma once

#include <filesystem>
#include <string>

#include "core/evaluation/learner_comparison.h"

namespace oneshot {

/// Puts folders in place of the names that a person gave to runs: "seed two", "seed two+shipped:comparison=tuned".
/// Paths and built-in names stand for themselves; a name with +, comma or colon cannot be written so. Text that names
/// no run is returned as it is. Throws Error(InvalidSetting) that lists the folders where several runs have the name,
/// and Error(BadData) where none has, but one has a name like it. Reads the notes of all runs where it must. Blocks.
std::string withRunFolders(const std::string& model);

/// The folder of one run: a path that is there, else the run of this name, else the path as it is. Throws as
/// withRunFolders().
std::filesystem::path runFolderOf(const std::string& pathOrName);

/// What a person calls the run in a folder: its name in notes.json, else the folder's. Never throws. Blocks.
std::string runTitle(const std::filesystem::path& run);

/// Calls a learner that is a run by that name: "compact (seed two)".
void useRunTitle(ComparedLearner&);

}  // namespace oneshot
