#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/runs/run_directory.h"
#include "core/runs/run_notes.h"

namespace oneshot {

/// The newest evaluation of a run on Lake's runs.
struct LakeFigure {
    double errorPercent = 0;
    Interval confidence95;
    int seenCharacters = 0;
    int views = 0, rerank = 0;  ///< how long it thought; 0: one pass
    std::int64_t step = 0;      ///< of the weights that were asked
    bool operator==(const LakeFigure&) const = default;
};

/// What a list says of a run.
struct RunSummary {
    std::filesystem::path directory;
    std::string problem;  ///< why run.json cannot be read, in full words; then only directory and notes hold
    RunState state = RunState::Running;
    bool died = false;  ///< the state says running, but no process trains it: it can be resumed
    std::string failure, preset;
    std::string background, validation;  ///< SPECs
    std::string startedUtc;              ///< ISO 8601
    std::uint64_t seed = 0;
    std::int64_t step = 0, totalSteps = 0;  ///< of the last checkpoint; by the last plan, 0: not known
    std::int64_t images = 0, parameters = 0;
    double seconds = 0;
    std::optional<ValidationPoint> best, last;
    int ways = 0, shots = 0;  ///< of the evaluations during the training; 0: none yet
    bool withinAlphabet = false, seenCharacters = false;
    std::optional<LakeFigure> lake;
    RunNotes notes;
    std::string notesProblem;  ///< why notes.json cannot be read

    std::string name() const { return directory.filename().string(); }
    std::string title() const { return notes.name.empty() ? name() : notes.name; }
    double imagesPerSecond() const { return seconds > 0 ? static_cast<double>(images) / seconds : 0; }
    bool resumable() const { return problem.empty() && (died || state == RunState::Stopped || failed()); }
    bool failed() const { return state == RunState::Failed; }
};

/// Reads the run's small files; never throws for what is in them. Blocks.
RunSummary readRunSummary(const std::filesystem::path& directory);

/// Changes when one of the files changes that a summary is made of; empty: the folder holds no run. Blocks, but reads
/// no file.
std::string runStamp(const std::filesystem::path& directory);

}  // namespace oneshot
