#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/data_ref.h"
#include "core/training/trainer.h"

namespace oneshot {

/// What a new run is asked to do. `background` and `validation` are SPECs (see DataSpec); validation may be empty.
struct RunRequest {
    TrainingConfig config;
    std::string background = "glyphs";
    std::string validation;
    std::filesystem::path directory;  ///< empty: a new one under runsFolder()
    std::optional<std::int64_t> stopAt;
    std::vector<Plan> plans;            ///< of an earlier run by minutes that this one repeats; empty: by the clock
    std::optional<DataRefs> data = {};  ///< what the data must be, for a run that repeats another
};

/// Hears all that a TrainingObserver hears, and where it is kept.
class RunObserver : public TrainingObserver {
  public:
    virtual void onDirectory(const std::filesystem::path&) {}
    /// Reading the data, before the training: `what` is the SPEC.
    virtual void onReading(const std::string& /*what*/, std::int64_t /*done*/, std::int64_t /*total*/) {}
    /// The last checkpoint of a run that goes on is damaged, and kept beside; the one before, at `step`, is used.
    virtual void onDamagedCheckpoint(const std::string& /*problem*/, std::int64_t /*step*/) {}
    /// The data that were read, before the training.
    virtual void onData(const Dataset& /*background*/, const Dataset& /*validation*/) {}
};

struct RunResult {
    std::filesystem::path directory;
    TrainingResult training;
};

/// The data of a run, open: several runs on the same need not read them again.
struct RunData {
    Dataset background, validation;  ///< validation may be empty
};

/// Data that are open: a SPEC that opened one of them is not read again.
using OpenData = std::vector<Dataset>;

/// Opens the data of two SPECs, as startRun() does. Blocks. Throws Error(BadData), and Error(Stopped).
RunData openRunData(const std::string& background, const std::string& validation, RunObserver&, std::stop_token,
                    const OpenData& = {});

/// Says so where the data hold strokes that the fingerprints of a run or search do not count.
void tellUncheckedStrokes(const RunData&, const DataRefs&, RunObserver&);

/// Throws Error(InvalidSetting) where the folder holds anything but files of these names and empty folders of them.
void requireNothingOfOthers(const std::filesystem::path& folder, std::initializer_list<std::string_view> names);

/// Opens the data, makes the run directory (run.json, metrics.csv, checkpoints/) and trains; blocks. The run ends as
/// completed, stopped or, when this throws, failed, and run.json says so. Throws Error(InvalidSetting) where the
/// directory holds a run, but for one that ended before its first checkpoint, or files that are of no run;
/// Error(BadData), before there is a folder, where the data are not those of the run that it repeats.
RunResult startRun(const RunRequest&, RunObserver&, std::stop_token, PauseToken&, const OpenData& = {});

/// Goes on with a stopped, failed or killed run (a complete one is returned as it is, without its model) from its last
/// checkpoint, or the one before where the last is damaged, with what run.json says; rows of metrics.csv past the
/// checkpoint are cut. Throws Error(BadData) where there is no run, its data have changed or no checkpoint is sound.
RunResult resumeRun(const std::filesystem::path& directory, std::optional<std::int64_t> stopAt, RunObserver&,
                    std::stop_token, PauseToken&, const OpenData& = {});

/// The request that trains a run again, to where its last checkpoint was: its configuration, data, plans and, unless it
/// is complete, its end. From a run's folder, or from its report as JSON alone. Throws Error(BadData).
RunRequest repeatedRun(const std::filesystem::path& reportOrRun);

}  // namespace oneshot
