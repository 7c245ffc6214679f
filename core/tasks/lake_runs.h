#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/tasks/task.h"

namespace oneshot {

/// The fixed one-shot runs of Lake, Salakhutdinov, Tenenbaum 2015: each run 20 trials over one support set of 20
/// characters, within one alphabet, two drawers. The files name no alphabet or character: each support drawing is a
/// character "runNN/classNN" here, and its alphabet is "runNN".
struct LakeRuns {
    struct Run {
        std::string name;
        std::vector<Task> tasks;
        std::vector<std::string> queries{};  ///< file name of each task's query
    };
    Dataset dataset;  ///< every drawing of the runs, and which it belongs to
    std::vector<Run> runs;
};

/// Reads a zip or a folder in the layout of all_runs.zip, with any number of runs: runNN/class_labels.txt and the
/// images that it names. Ways are shuffled by the run's name. Throws Error(BadData).
LakeRuns openLakeRuns(const std::filesystem::path&);

}  // namespace oneshot
