#pragma once

#include <filesystem>
#include <vector>

#include "core/runs/run_summary.h"

namespace oneshot::ui {

/// The runs that a person has chosen, in the table's order. The pointers hold until the table is filled anew.
using ChosenRuns = std::vector<const RunSummary*>;

inline std::vector<std::filesystem::path> foldersOf(const ChosenRuns& runs) {
    std::vector<std::filesystem::path> folders;
    for (const RunSummary* run : runs) folders.push_back(run->directory);
    return folders;
}

}  // namespace oneshot::ui
