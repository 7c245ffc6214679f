#include "core/runs/run_record.h"

#include <array>
#include <fstream>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/evaluation/statistics.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr int schemaVersion = 1;

Json pointJson(const std::optional<ValidationPoint>& point) {
    if (!point) return nullptr;
    Json json{{"step", point->step}, {"images", point->images}, {"seconds", point->seconds}};
    json.update(accuracyJson(point->accuracy));
    return json;
}

std::optional<ValidationPoint> pointFrom(const Json& json, bool best) {
    if (json.is_null()) return {};
    return ValidationPoint{amount<std::int64_t>(json.at("step")),
                           amount<std::int64_t>(json.at("images")),
                           amount<double>(json.at("seconds")),
                           accuracyFrom(json),
                           best,
                           {}};
}

Json protocolJson(const std::optional<ValidationProtocol>& protocol) {
    if (!protocol) return nullptr;
    Json json{{"ways", protocol->ways},
              {"shots", protocol->shots},
              {"tasks", protocol->tasks},
              {"within_alphabet", protocol->withinAlphabet},
              {"seen_characters", protocol->seenCharacters},
              {"seen_tasks", protocol->seenTasks},
              {"chance_percent", protocol->chancePercent()},
              {"nearest_neighbour", accuracyJson(protocol->nearestNeighbour)},
              {"left_out", protocol->leftOut},
              {"episodes", protocol->episodes},
              {"episode_ways", protocol->episodeWays}};
    if (protocol->earlyTasks > 0) json["early_tasks"] = protocol->earlyTasks;
    return json;
}

std::optional<ValidationProtocol> protocolFrom(const Json& json) {
    if (json.is_null()) return {};
    ValidationProtocol protocol;
    protocol.ways = amount<int>(json.at("ways"));
    protocol.shots = amount<int>(json.at("shots"));
    protocol.tasks = amount<int>(json.at("tasks"));
    protocol.withinAlphabet = json.at("within_alphabet");
    protocol.seenCharacters = json.at("seen_characters");
    if (json.contains("seen_tasks")) protocol.seenTasks = amount<int>(json["seen_tasks"]);  // older runs lack it
    protocol.nearestNeighbour = accuracyFrom(json.at("nearest_neighbour"));
    protocol.leftOut = json.at("left_out").get<std::vector<std::string>>();
    if (json.contains("early_tasks")) protocol.earlyTasks = amount<int>(json["early_tasks"]);
    if (json.contains("episodes")) {  // older runs lack it
        protocol.episodes = amount<int>(json["episodes"]);
        protocol.episodeWays = amount<int>(json.at("episode_ways"));
        if (protocol.episodes > 0 && (protocol.episodeWays < 1 || protocol.episodes > 1'000'000 / protocol.episodeWays))
            throw Json::out_of_range::create(401, "episode_ways is out of range", &json);
    }
    return protocol;
}

TrainingEnd endFrom(const Json& json) {
    if (json.is_null()) return TrainingEnd::Horizon;
    const auto end = enumIfNamed<TrainingEnd>(json.get<std::string>());
    if (!end) throw Json::other_error::create(501, "it has an unknown end", &json);
    return *end;
}

}  // namespace

std::string earlyEnd(const RunRecord& run) {
    if (run.state != RunState::Completed || run.end == TrainingEnd::Horizon) return {};
    if (run.end == TrainingEnd::Patience)
        return "no better validation accuracy for " + counted(run.config.length.patience, "epoch");
    const int epochs = run.config.length.epochs;
    return "its " + counted(epochs, "epoch") + (epochs == 1 ? " is over" : " are over");
}

LogEnd logEndOf(const RunRecord& run) {
    // The last evaluation may be of a checkpoint that could not be written, or is damaged.
    return {run.step, run.last && run.last->step <= run.step ? run.last->step : 0};
}

Json toJson(const RunRecord& record) {
    Json plans = Json::array();
    for (const Plan& plan : record.plans)
        plans.push_back({{"from_step", plan.fromStep}, {"total_steps", plan.totalSteps}});
    Json sessions = Json::array();
    for (const RunSession& session : record.sessions)
        sessions.push_back(
            {{"began_utc", session.beganUtc}, {"step", session.step}, {"environment", session.environment}});
    return {{"schema_version", schemaVersion},
            {"state", enumName(record.state)},
            {"end", record.state == RunState::Completed ? Json(enumName(record.end)) : Json()},
            {"failure", record.failure},
            {"started_utc", record.startedUtc},
            {"step", record.step},
            {"images", record.images},
            {"seconds", record.seconds},
            {"parameters", record.parameters},
            {"best", pointJson(record.best)},
            {"last", pointJson(record.last)},
            {"data", toJson(record.data)},
            {"validation_protocol", protocolJson(record.protocol)},
            {"plans", plans},
            {"config", toJson(record.config)},
            {"environment", record.environment},
            {"sessions", sessions}};
}

std::vector<Plan> plansFrom(const Json& json) {
    std::vector<Plan> plans;
    for (const Json& plan : json)
        plans.push_back({amount<std::int64_t>(plan.at("from_step")), amount<std::int64_t>(plan.at("total_steps"))});
    return plans;
}

RunRecord readRunRecord(const fs::path& directory) {
    const fs::path path = directory / "run.json";
    std::error_code failed;
    if (!fs::exists(path, failed))
        throw Error(ErrorCode::BadData, path.string(), "there is no run here that can be read",
                    "Name a run directory that `oneshot train` made.");
    try {
        const Json json = readJsonFile(path);
        if (json.at("schema_version") != schemaVersion)
            throw Error(ErrorCode::BadData, path.string(), "it was written by another version of this program",
                        "Open it with that version.");
        RunRecord record;
        const auto name = json.at("state").get<std::string>();
        const auto state = enumIfNamed<RunState>(name);
        if (!state) throw Error(ErrorCode::BadData, path.string(), "it has an unknown state " + name);
        record.state = *state;
        record.end = endFrom(json.value("end", Json()));  // older runs do not tell it
        record.failure = json.at("failure");
        record.startedUtc = json.at("started_utc");
        record.step = amount<std::int64_t>(json.at("step"));
        record.images = amount<std::int64_t>(json.at("images"));
        record.seconds = amount<double>(json.at("seconds"));
        record.parameters = amount<std::int64_t>(json.at("parameters"));
        record.best = pointFrom(json.at("best"), true);
        record.last = pointFrom(json.at("last"), false);
        record.data = dataRefsFrom(json.at("data"));
        record.protocol = protocolFrom(json.at("validation_protocol"));
        record.plans = plansFrom(json.at("plans"));
        record.config = trainingConfigFromJson(json.at("config"), path.string());
        record.environment = json.value("environment", Json::object());
        for (const Json& session : json.value("sessions", Json::array()))  // older runs have none
            record.sessions.push_back({session.at("began_utc").get<std::string>(),
                                       amount<std::int64_t>(session.at("step")), session.at("environment")});
        return record;
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::BadData, path.string(), "it is damaged: " + problemOf(error),
                    "Restore it from a copy, or begin a new run; the checkpoints beside it can still be evaluated.");
    }
}

RunRecord readReportedRun(const fs::path& path) try {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::BadData, validUtf8(path.string()), "it cannot be opened",
                    "Check the path and its permissions.");
    // The curves of a million steps, most of such a file, are not kept while it is read.
    constexpr std::array<std::string_view, 5> neededKeys{"report_schema_version", "run", "config", "plans", "data"};
    const Json json = parseStrictJson(file, neededKeys);
    if (json.at("report_schema_version") != reportSchemaVersion)
        throw Error(ErrorCode::BadData, path.string(), "it was written by another version of this program",
                    "Open it with that version.");
    RunRecord run;
    run.config = trainingConfigFromJson(json.at("config"), path.string());
    run.data = dataRefsFrom(json.at("data"));
    run.plans = plansFrom(json.at("plans"));
    if (json.at("run").at("state") == enumName(RunState::Completed)) run.state = RunState::Completed;
    run.step = amount<std::int64_t>(json.at("run").at("step"));
    return run;
} catch (const Json::exception& error) {
    throw Error(ErrorCode::BadData, path.string(), "it is no report of a run: " + problemOf(error),
                "Name a run directory, or what `oneshot report --format json` wrote.");
}

void writeRunRecord(const fs::path& directory, const RunRecord& record) {
    saveJsonFile(directory / "run.json", toJson(record));
}

}  // namespace oneshot
