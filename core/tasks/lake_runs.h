#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/tasks/task.h"

namespace oneshot {

/// The fixed one-shot runs of Lake, Salakhutdinov, Tenenbaum 2015: each run has 20 trials over one support set of 20
/// characters from one alphabet, with two drawers. The files name neither alphabets nor characters: here each support
/// drawing is a character "classNN" of an alphabet "runNN".
struct LakeRuns {
    struct Run {
        std::string name;
        std::vector<Task> tasks;
        std::vector<std::string> queries{};  ///< file name of each task's query
    };
    Dataset dataset;  ///< all drawings of the runs, by run and class
    std::vector<Run> runs;
};

/// Reads a zip or folder in the layout of all_runs.zip, with any number of runs: runNN/class_labels.txt and the images
/// that it names. Shuffles the ways by the name of the run. Throws Error(BadData).
LakeRuns openLakeRuns(const std::filesystem::path&);

}  // namespace oneshot
