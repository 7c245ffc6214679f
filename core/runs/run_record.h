#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/base/enum_names.h"
#include "core/base/json.h"
#include "core/data/data_ref.h"
#include "core/runs/metric_log.h"
#include "core/training/trainer.h"

namespace oneshot {

enum class RunState { Running, Completed, Stopped, Failed };
template <>
struct EnumNames<RunState> {
    static constexpr std::array<std::string_view, 4> all{"running", "completed", "stopped", "failed"};
};

/// A process that went on with a run.
struct RunSession {
    std::string beganUtc;               ///< ISO 8601
    std::int64_t step = 0;              ///< that it began at
    Json environment = Json::object();  ///< see environmentJson()
};

/// run.json: what a run is, was asked to do, and came to.
struct RunRecord {
    TrainingConfig config;
    DataRefs data;
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
    Json environment = Json::object();  ///< in which it began
    std::vector<RunSession> sessions;   ///< those after the first one

    /// By the last plan; 0: not known.
    std::int64_t totalSteps() const { return plans.empty() ? config.length.steps : plans.back().totalSteps; }
    /// Whether its evaluations were of characters that it learnt from.
    bool seenCharacters() const { return protocol && protocol->seenCharacters; }
    double imagesPerSecond() const { return seconds > 0 ? static_cast<double>(images) / seconds : 0; }
};

/// Why a completed run ended before its steps or minutes were over, "no better validation accuracy for 20 epochs" or
/// "its 50 epochs are over"; else empty.
std::string earlyEnd(const RunRecord&);

/// How far the run's metrics.csv goes at least.
LogEnd logEndOf(const RunRecord&);

RunRecord readRunRecord(const std::filesystem::path& directory);  ///< throws Error(BadData)

inline constexpr int reportSchemaVersion = 1;  ///< of report.json
/// The run that a report as JSON is of: its configuration, data, plans, step and whether it completed. Throws
/// Error(BadData).
RunRecord readReportedRun(const std::filesystem::path& report);

void writeRunRecord(const std::filesystem::path& directory, const RunRecord&);
Json toJson(const RunRecord&);
std::vector<Plan> plansFrom(const Json&);  ///< as toJson() writes them; throws Json::exception

}  // namespace oneshot
