#include "core/runs/repeated_run.h"

#include <array>
#include <fstream>
#include <string_view>

#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/base/utf8.h"
#include "core/runs/run_directory.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::string_view, 5> neededKeys{"report_schema_version", "run", "config", "plans", "data"};

std::int64_t count(const Json& json) {
    const auto number = strictly<std::int64_t>(json);
    if (number < 0) throw Json::out_of_range::create(401, "a number is below 0", &json);
    return number;
}

/// The curves of a million steps, which are most of such a file, are passed over while it is read.
Json reportWithoutCurves(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::BadData, validUtf8(path.string()), "it cannot be opened",
                    "Check the path and its permissions.");
    return parseStrictJson(file, neededKeys);
}

}  // namespace

RepeatedRun repeatedRun(const fs::path& path) {
    RepeatedRun repeated;
    const auto take = [&](const TrainingConfig& config, std::vector<Plan> plans, bool completed, std::int64_t step) {
        repeated.request.config = config;
        repeated.request.plans = std::move(plans);
        if (!completed && step > 0) repeated.request.stopAt = step;
    };
    std::error_code none;
    if (fs::is_directory(path, none)) {
        const RunRecord run = readRunRecord(path);
        take(run.config, run.plans, run.state == RunState::Completed, run.step);
        repeated.request.background = run.background;
        repeated.request.validation = run.validation;
        repeated.backgroundSha256 = run.backgroundSha256;
        repeated.validationSha256 = run.validationSha256;
        repeated.fingerprintVersion = run.fingerprintVersion;
        return repeated;
    }
    try {
        const Json json = reportWithoutCurves(path);
        if (json.at("report_schema_version") != reportSchemaVersion)
            throw Error(ErrorCode::BadData, path.string(), "it was written by another version of this program",
                        "Open it with that version.");
        std::vector<Plan> plans;
        for (const Json& plan : json.at("plans"))
            plans.push_back({count(plan.at("from_step")), count(plan.at("total_steps"))});
        take(trainingConfigFromJson(json.at("config"), path.string()), std::move(plans),
             json.at("run").at("state") == toString(RunState::Completed), count(json.at("run").at("step")));
        const auto data = [&](const char* role, std::string& spec, std::string& sha256) {
            const Json& of = json.at("data").at(role);
            spec = of.is_null() ? "" : of.at("spec").get<std::string>();
            sha256 = of.is_null() ? "" : of.at("sha256").get<std::string>();
        };
        data("background", repeated.request.background, repeated.backgroundSha256);
        data("validation", repeated.request.validation, repeated.validationSha256);
        repeated.fingerprintVersion = json.at("data").value("fingerprint_version", 1);
        return repeated;
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::BadData, path.string(), "it is no report of a run: " + problemOf(error),
                    "Name a run directory, or what `oneshot report --format json` wrote.");
    }
}

}  // namespace oneshot
