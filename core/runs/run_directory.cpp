#include "core/runs/run_directory.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <random>

#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/evaluation/statistics_json.h"
#include "core/runs/environment.h"
#include "core/runs/run_lock.h"
#include "core/runs/set_aside.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr int schemaVersion = 1;
constexpr std::array<std::string_view, 4> stateNames{"running", "completed", "stopped", "failed"};

constexpr std::array<std::string_view, 3> endNames{"horizon", "epochs", "patience"};

fs::path& chosenHome() {
    static fs::path home;
    return home;
}

const char* variable(const char* name) {
    const char* value = std::getenv(name);
    return value && *value ? value : nullptr;
}

/// Steps, images, seconds, ways: never below 0.
template <typename Number>
Number amount(const Json& json) {
    const auto number = strictly<Number>(json);
    if (number < 0) throw Json::out_of_range::create(401, "a number is below 0", &json);
    return number;
}

Accuracy accuracyFrom(const Json& json) {
    return {amount<int>(json.at("right")), amount<int>(json.at("total"))};
}

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
    return {{"ways", protocol->ways},
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
    const auto found = std::ranges::find(endNames, json.get<std::string>());
    if (found == endNames.end()) throw Json::other_error::create(501, "it has an unknown end", &json);
    return static_cast<TrainingEnd>(found - endNames.begin());
}

/// As readEvaluations(), but throws Json::exception where the file is no list.
Json evaluationsIn(const fs::path& path) {
    std::error_code failed;
    if (!fs::exists(path, failed)) return Json::array();
    Json all = readJsonFile(path);
    all.get_ref<const Json::array_t&>();
    return all;
}

}  // namespace

void setHomeFolder(const fs::path& home) {
    chosenHome() = fs::absolute(home);
}

fs::path homeFolder() {
    if (!chosenHome().empty()) return chosenHome();
    if (const char* home = variable("ONESHOT_HOME")) return fs::absolute(home);
    if (const char* data = variable("XDG_DATA_HOME")) return fs::path(data) / "oneshot-workbench";
    const char* home = variable("HOME");
    return fs::path(home ? home : ".") / ".local/share/oneshot-workbench";
}

fs::path runsFolder() {
    return homeFolder() / "runs";
}

fs::path newFolderIn(const fs::path& folder, const std::string& what) {
    const std::string now = utcNow();  // 2026-11-23T14:12:05Z
    const std::string stamp = now.substr(0, 10) + '_' + now.substr(11, 2) + now.substr(14, 2) + '_';
    std::random_device device;
    while (true) {
        const fs::path path = folder / (stamp + what + format("_%04x", device() & 0xffffU));
        if (!fs::exists(path)) return path;
    }
}

std::string_view toString(RunState state) {
    return stateNames[static_cast<int>(state)];
}

std::string_view toString(TrainingEnd end) {
    return endNames[static_cast<int>(end)];
}

std::string earlyEnd(const RunRecord& run) {
    if (run.state != RunState::Completed || run.end == TrainingEnd::Horizon) return {};
    if (run.end == TrainingEnd::Patience)
        return "no better validation accuracy for " + counted(run.config.patience, "epoch");
    return "its " + counted(run.config.epochs, "epoch") + (run.config.epochs == 1 ? " is over" : " are over");
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
            {"state", toString(record.state)},
            {"end", record.state == RunState::Completed ? Json(toString(record.end)) : Json()},
            {"failure", record.failure},
            {"started_utc", record.startedUtc},
            {"step", record.step},
            {"images", record.images},
            {"seconds", record.seconds},
            {"parameters", record.parameters},
            {"best", pointJson(record.best)},
            {"last", pointJson(record.last)},
            {"data",
             {{"fingerprint_version", record.fingerprintVersion},
              {"background", {{"spec", record.background}, {"sha256", record.backgroundSha256}}},
              {"validation", {{"spec", record.validation}, {"sha256", record.validationSha256}}}}},
            {"validation_protocol", protocolJson(record.protocol)},
            {"plans", plans},
            {"config", toJson(record.config)},
            {"environment", record.environment.is_null() ? environmentJson(record.config.threads) : record.environment},
            {"sessions", sessions}};
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
        const auto state = std::find(stateNames.begin(), stateNames.end(), name);
        if (state == stateNames.end())
            throw Error(ErrorCode::BadData, path.string(), "it has an unknown state " + name);
        record.state = static_cast<RunState>(state - stateNames.begin());
        record.end = endFrom(json.value("end", Json()));  // older runs do not tell it
        record.failure = json.at("failure");
        record.startedUtc = json.at("started_utc");
        record.step = amount<std::int64_t>(json.at("step"));
        record.images = amount<std::int64_t>(json.at("images"));
        record.seconds = amount<double>(json.at("seconds"));
        record.parameters = amount<std::int64_t>(json.at("parameters"));
        record.best = pointFrom(json.at("best"), true);
        record.last = pointFrom(json.at("last"), false);
        record.fingerprintVersion = json.at("data").value("fingerprint_version", 1);  // older runs do not tell it
        if (record.fingerprintVersion < 1 || record.fingerprintVersion > fingerprintVersion)
            throw Json::out_of_range::create(401, "its fingerprints are of an unknown version", &json);
        record.background = json.at("data").at("background").at("spec");
        record.backgroundSha256 = json.at("data").at("background").at("sha256");
        record.validation = json.at("data").at("validation").at("spec");
        record.validationSha256 = json.at("data").at("validation").at("sha256");
        record.protocol = protocolFrom(json.at("validation_protocol"));
        for (const Json& plan : json.at("plans"))
            record.plans.push_back(
                {amount<std::int64_t>(plan.at("from_step")), amount<std::int64_t>(plan.at("total_steps"))});
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

void writeRunRecord(const fs::path& directory, const RunRecord& record) {
    saveJsonFile(directory / "run.json", toJson(record));
}

Json readEvaluations(const fs::path& directory) {
    const fs::path path = directory / "evaluation.json";
    try {
        return evaluationsIn(path);
    } catch (const Json::exception&) {
        throw Error(ErrorCode::BadData, path.string(), "it is no list of evaluations",
                    "Move it away, and evaluate again.");
    }
}

fs::path recordEvaluation(const fs::path& directory, Json evaluation) {
    const EvaluationLock lock(directory);
    const fs::path path = directory / "evaluation.json";
    fs::path aside;
    Json all = Json::array();
    try {
        all = evaluationsIn(path);
    } catch (const Json::exception&) {  // what it held may still be read by a person
        aside = setAside(path);
    }
    evaluation["evaluated_utc"] = utcNow();
    all.push_back(std::move(evaluation));
    saveJsonFile(path, all);
    return aside;
}

std::string utcNow() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace oneshot
