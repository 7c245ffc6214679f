#pragma once

#include "core/runs/run.h"

namespace oneshot::test {

/// A training of a moment on few glyphs, of one thread.
RunRequest tinyRun(const std::filesystem::path& directory, int steps = 10);
/// The preset with a small memory, and few, short episodes of three characters.
TrainingConfig tinyMemory(const char* preset, int steps);
/// As tinyRun(), of a memory with one-hot labels, evaluated every other step.
RunRequest tinyMemoryRun(const std::filesystem::path& directory, int steps = 4);
RunResult train(const RunRequest&);
RunResult resume(const std::filesystem::path& run);
/// Resumes the run and returns what a person is told besides.
std::vector<std::string> noticesOfResume(const std::filesystem::path& run);

}  // namespace oneshot::test
