#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/save_folder.h"
#include "core/data/dataset.h"
#include "core/evaluation/statistics.h"
#include "core/runs/run.h"

namespace oneshot::cli {

/// What the demonstration did, and its results.
struct DemoOutcome {
    std::filesystem::path folder;
    RunResult run;                             ///< where it was trained; renamed when all else is there
    ValidationProtocol protocol;               ///< of the evaluations during training
    std::string background, validation, test;  ///< what the data are, in words
    int ways = 0, shots = 0;                   ///< of the tasks on the test characters, within one alphabet
    Accuracy model, pixels;                    ///< on the very same tasks
    Image sheet;                               ///< one of the tasks
    std::string sheetCaption;
    double seconds = 0;  ///< of the whole demonstration

    std::filesystem::path finalRun() const { return folder / "run"; }
    double chancePercent() const { return 100.0 / ways; }
    bool beatsPixels() const { return model.percent() > pixels.percent(); }
};

/// Writes the curves (PNG and SVG) and the page summary.html; returns the names of the files. Throws Error(Failed).
std::vector<std::string> writeDemoSummary(const DemoOutcome&, const FolderSaver&);

}  // namespace oneshot::cli
