#pragma once

#include "core/runs/repeated_run.h"

namespace oneshot::test {

/// A training of a moment on few glyphs, of one thread.
RunRequest tinyRun(const std::filesystem::path& directory, int steps = 10);
RunResult train(const RunRequest&);
RunResult trainAgain(const RepeatedRun&);

}  // namespace oneshot::test
