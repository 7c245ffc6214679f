#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/runs/run_record.h"

namespace oneshot {

/// What a person wrote about a run: notes.json in its folder, so that it goes where the folder goes.
struct RunNotes {
    std::string name;  ///< empty: the folder's
    std::vector<std::string> tags;
    std::string note;
    bool starred = false;
    bool operator==(const RunNotes&) const = default;
};

/// Nothing where there is no file. Throws Error(BadData) where it is damaged or cannot be read.
RunNotes readRunNotes(const std::filesystem::path& directory);

/// A damaged file is kept beside as ".damaged". Throws Error(Failed); Error(BadData) where the file cannot be read or
/// is of another version, and is left as it is.
void writeRunNotes(const std::filesystem::path& directory, const RunNotes&);

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
    std::string problem;  ///< why run.json cannot be read, in full words; the record is then empty
    RunRecord record;
    bool died = false;  ///< the record says running, but no process trains the run: it can be resumed
    std::optional<LakeFigure> lake;
    RunNotes notes;
    std::string notesProblem;  ///< why notes.json cannot be read

    std::string name() const { return directory.filename().string(); }
    std::string title() const { return notes.name.empty() ? name() : notes.name; }
    bool failed() const { return record.state == RunState::Failed; }
    bool resumable() const { return problem.empty() && (died || record.state == RunState::Stopped || failed()); }
};

/// Reads the run's small files; never throws for what is in them. Blocks.
RunSummary readRunSummary(const std::filesystem::path& directory);

/// Changes when one of the files changes that a summary is made of; empty: the folder holds no run. Blocks, but reads
/// no file.
std::string runStamp(const std::filesystem::path& directory);

}  // namespace oneshot
