#pragma once

#include <filesystem>

#include "core/runs/run_record.h"

namespace oneshot::test {

/// What a run could have come to; another number, another run: presets, data, states, figures and dates differ.
RunRecord madeUpRecord(int number);

/// Writes the folder of such a run: run.json, a metrics.csv of so many steps with an evaluation every 20, and for every
/// second one an evaluation.json on Lake's runs. Without weights.
std::filesystem::path writeMadeUpRun(const std::filesystem::path& runsFolder, int number, int steps = 200);

}  // namespace oneshot::test
