#include "core/runs/repeated_run.h"

#include <array>
#include <fstream>
#include <string_view>

#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/base/utf8.h"
#include "core/runs/run_record.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::string_view, 5> neededKeys{"report_schema_version", "run", "config", "plans", "data"};

/// The curves of a million steps, which are most of such a file, are passed over while it is read.
Json reportWithoutCurves(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::BadData, validUtf8(path.string()), "it cannot be opened",
                    "Check the path and its permissions.");
    return parseStrictJson(file, neededKeys);
}

RepeatedRun repeated(const TrainingConfig& config, const DataRefs& data, std::vector<Plan> plans, bool completed,
                     std::int64_t step) {
    RepeatedRun run{{config, data.background.spec, data.validation.spec, {}, {}, std::move(plans)}, data};
    if (!completed && step > 0) run.request.stopAt = step;
    return run;
}

}  // namespace

RepeatedRun repeatedRun(const fs::path& path) {
    std::error_code none;
    if (fs::is_directory(path, none)) {
        const RunRecord run = readRunRecord(path);
        return repeated(run.config, run.data, run.plans, run.state == RunState::Completed, run.step);
    }
    try {
        const Json json = reportWithoutCurves(path);
        if (json.at("report_schema_version") != reportSchemaVersion)
            throw Error(ErrorCode::BadData, path.string(), "it was written by another version of this program",
                        "Open it with that version.");
        return repeated(trainingConfigFromJson(json.at("config"), path.string()), dataRefsFrom(json.at("data")),
                        plansFrom(json.at("plans")), json.at("run").at("state") == enumName(RunState::Completed),
                        amount<std::int64_t>(json.at("run").at("step")));
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::BadData, path.string(), "it is no report of a run: " + problemOf(error),
                    "Name a run directory, or what `oneshot report --format json` wrote.");
    }
}

}  // namespace oneshot
