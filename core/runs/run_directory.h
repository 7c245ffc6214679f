#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/data/fingerprint.h"
#include "core/runs/metric_log.h"
#include "core/training/trainer.h"

namespace oneshot {

/// $ONESHOT_HOME, else $XDG_DATA_HOME/oneshot-workbench, else ~/.local/share/oneshot-workbench.
std::filesystem::path homeFolder();
void setHomeFolder(const std::filesystem::path&);  ///< --home; call before threads start
std::filesystem::path runsFolder();                ///< homeFolder()/runs
/// folder/2026-11-23_1412_koch2015_7f3a: when, what, and a number that nothing else there has. It is not made.
std::filesystem::path newFolderIn(const std::filesystem::path& folder, const std::string& what);

enum class RunState { Running, Completed, Stopped, Failed };
std::string_view toString(RunState);
std::string_view toString(TrainingEnd);  ///< "horizon", "epochs", "patience"

/// A process that went on with a run.
struct RunSession {
    std::string beganUtc;   ///< ISO 8601
    std::int64_t step = 0;  ///< that it began at
    Json environment;       ///< see environmentJson()
};

/// run.json: what a run is, was asked to do, and came to.
struct RunRecord {
    TrainingConfig config;
    std::string background, validation;              ///< SPECs
    std::string backgroundSha256, validationSha256;  ///< of their content
    int fingerprintVersion = oneshot::fingerprintVersion;
    std::vector<Plan> plans;
    RunState state = RunState::Running;
    TrainingEnd end = TrainingEnd::Horizon;  ///< what ended it, when completed
    std::string failure;                     ///< reason, when failed
    std::string startedUtc;                  ///< ISO 8601
    double seconds = 0;                      ///< trained up to the last checkpoint
    std::int64_t step = 0;                   ///< of the last checkpoint
    std::int64_t images = 0, parameters = 0;
    std::optional<ValidationProtocol> protocol;
    std::optional<ValidationPoint> best, last;
    Json environment;                  ///< in which it began; null: this program's, to be
    std::vector<RunSession> sessions;  ///< those after the first one
};

/// Why a completed run ended before its steps or minutes were over, "no better validation accuracy for 20 epochs" or
/// "its 50 epochs are over"; else empty.
std::string earlyEnd(const RunRecord&);

/// How far the run's metrics.csv goes at least.
LogEnd logEndOf(const RunRecord&);

RunRecord readRunRecord(const std::filesystem::path& directory);  ///< throws Error(BadData)
void writeRunRecord(const std::filesystem::path& directory, const RunRecord&);
Json toJson(const RunRecord&);

/// evaluation.json: a list, oldest first; empty where there is none. Throws Error(BadData) where it is no such list,
/// Unreadable where it cannot be read.
Json readEvaluations(const std::filesystem::path& directory);
/// Adds an evaluation of the run's weights, with the time, to evaluation.json; several processes may do so at once. A
/// damaged file is kept beside; where it is is returned, else an empty path. Throws Error(Failed), and Unreadable where
/// the file cannot be read, which is then left as it is.
std::filesystem::path recordEvaluation(const std::filesystem::path& directory, Json evaluation);
std::string utcNow();  ///< ISO 8601, "2026-11-23T14:12:05Z"

}  // namespace oneshot
