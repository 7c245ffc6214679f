
#include "core/data/container_files.h"
#include "core/data/data_spec.h"
#include "core/data/error.h"
#include "core/data/strict_json.h"
#include "core/runs/repeated_run.h"
#include "core/runs/report_formats.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr int reportSchemaVersion = 1;
constexpr std::int64_t mostJsonBytes = 256 << 20;  ///< a long training has a million points

Json intervalJson(const Interval& interval) {
    return {interval.low, interval.high};
}

Json accuracyJson(const Accuracy& accuracy) {
    return {{"right", accuracy.right},
            {"total", accuracy.total},
            {"accuracy_percent", accuracy.percent()},
            {"confidence95", intervalJson(accuracy.confidence95())},
            {"method", wilsonMethod}};
}

Json pairedJson(const PairedAnswers& paired) {
    return {{"both_right", paired.bothRight},
            {"only_first_right", paired.onlyFirst},
            {"only_second_right", paired.onlySecond},
            {"both_wrong", paired.bothWrong},
            {"difference_percent", paired.differencePercent()},
            {"confidence95", intervalJson(paired.difference95())},
            {"method", pairedMethod},
            {"p", paired.mcNemarP()},
            {"p_method", mcNemarMethod}};
}

/// The value as `write` has it, or why there is none.
template <typename T, typename Write>
Json measuredJson(const Measured<T>& measured, Write write) {
    if (measured) return write(*measured);
    return {{"not_measured", measured.why}};
}

/// The parts of a SPEC; null where it is none, as in a run.json that somebody edited.
Json selectionJson(const std::string& text) try {
    const DataSpec spec = parseDataSpec(text);
    Json drawers = Json::array();
    for (const auto& [from, to] : spec.drawers) drawers.push_back({from, to});
    return {{"path", spec.path},
            {"alphabets", spec.alphabets},
            {"not_alphabets", spec.notAlphabets},
            {"characters", spec.characters},
            {"drawers", drawers}};
} catch (const Error&) {
    return nullptr;
}

Json specJson(const ReportedSpec& data) {
    if (data.spec.empty()) return nullptr;
    return {{"spec", data.spec},
            {"sha256", data.sha256},
            {"selection", selectionJson(data.spec)},
            {"found", measuredJson(data.found, [](const ReportedData& found) {
                 return Json{{"name", found.name},
                             {"format", found.format},
                             {"licence", found.licence.empty() ? Json() : Json(found.licence)},
                             {"sha256", found.sha256},
                             {"alphabets", found.alphabets},
                             {"characters", found.characters},
                             {"drawings", found.drawings}};
             })}};
}

Json curvesJson(const std::vector<MetricRow>& metrics) {
    Json curves = Json::object();
    for (const MetricRow& row : metrics) {
        Json& curve = curves[row.name];
        curve["step"].push_back(row.step);
        curve["seconds"].push_back(row.seconds);
        curve["images"].push_back(row.images);
        curve["value"].push_back(row.value);
    }
    return curves;
}

Json recordedJson(const std::vector<RecordedFigure>& figures) {
    Json list = Json::array();
    for (const RecordedFigure& figure : figures)
        list.push_back({{"evaluated_utc", figure.evaluatedUtc},
                        {"on", figure.on},
                        {"question", figure.question},
                        {"quantity", figure.quantity},
                        {"step", figure.step},
                        {"tasks", figure.trials},
                        {"percent", figure.percent},
                        {"confidence95", intervalJson(figure.confidence95)},
                        {"method", figure.method},
                        {"chance_percent", figure.chancePercent ? Json(*figure.chancePercent) : Json()},
                        {"seen_characters", figure.seenCharacters}});
    return list;
}

Json answersJson(int ways, const AnswersOfBoth& answers) {
    return {{"ways", ways},
            {"chance_percent", 100.0 / ways},
            {"model", accuracyJson(answers.model)},
            {"pixels_l2", accuracyJson(answers.nearestNeighbour)}};
}

Json measurementJson(const ReportedMeasurement& m) {
    Json alphabets = Json::array(), ways = Json::array(), hardest = Json::array(), confused = Json::array();
    for (const AlphabetFigure& figure : m.alphabets) {
        alphabets.push_back({{"alphabet", figure.alphabet}, {"characters", figure.characters}});
        alphabets.back().update(answersJson(figure.ways, figure.answers));
    }
    for (const WaysFigure& figure : m.againstWays) ways.push_back(answersJson(figure.ways, figure.answers));
    for (const HardTask& task : m.hardest)
        hardest.push_back({{"asked", task.asked},
                           {"answered", task.answered.empty() ? Json() : Json(task.answered)},
                           {"right", task.right},
                           {"margin", task.margin},
                           {"task", task.task}});
    for (const Confusion& pair : m.confusions)
        confused.push_back(
            {{"asked", pair.asked}, {"answered", pair.answered}, {"times", pair.times}, {"offered", pair.offered}});
    return {{"data", {{"spec", m.spec}, {"sha256", m.sha256}}},
            {"step", m.step},
            {"characters", m.characters},
            {"left_out", m.leftOut},
            {"seen_characters", m.seenCharacters},
            {"selected_on", m.selectedOn},
            {"shots", m.shots},
            {"seed", m.seed},
            {"tasks_per_alphabet", m.tasksPerAlphabet},
            {"tasks_per_ways", m.tasksPerWays},
            {"alphabets", alphabets},
            {"alphabets_too_small", m.tooSmall},
            {"model_against_pixels_l2", pairedJson(m.paired)},
            {"against_ways", ways},
            {"hardest_tasks", hardest},
            {"confused", confused}};
}

Json peopleJson(const PeopleComparison& people) {
    return {{"question", people.question},
            {"model", people.model},
            {"participants", people.participants},
            {"people", accuracyJson(people.paired.first())},
            {"model_accuracy", accuracyJson(people.paired.second())},
            {"people_against_model", pairedJson(people.paired)}};
}

}  // namespace

Json reportJson(const RunReport& report) {
    const RunRecord& run = report.run;
    const Json recorded = toJson(run);  // as run.json words it
    const auto copied = [&](std::initializer_list<const char*> keys) {
        Json json = Json::object();
        for (const char* key : keys) json[key] = recorded.at(key);
        return json;
    };
    Json identity{{"name", report.name}};
    identity.update(copied({"state", "failure", "started_utc", "step", "images", "seconds", "parameters"}));
    return {{"report_schema_version", reportSchemaVersion},
            {"made_utc", report.madeUtc},
            {"run", identity},
            {"repeat_command", report.repeatCommand},
            {"config", recorded.at("config")},
            {"seed", run.config.seed},
            {"plans", recorded.at("plans")},
            {"data", {{"background", specJson(report.background)}, {"validation", specJson(report.validation)}}},
            {"environment", {{"training", report.environment}, {"report", report.reportEnvironment}}},
            {"curves", measuredJson(report.metrics, curvesJson)},
            {"results",
             {{"validation", copied({"validation_protocol", "best", "last"})},
              {"recorded", measuredJson(report.recorded, recordedJson)},
              {"measured", measuredJson(report.measured, measurementJson)},
              {"people", measuredJson(report.people, peopleJson)}}},
            {"limits", report.limits}};
}

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
        return repeated;
    }
    const std::vector<std::uint8_t> bytes = readFileBytes(path, mostJsonBytes);
    try {
        const Json json = parseStrictJson<Json>({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (json.at("report_schema_version") != reportSchemaVersion)
            throw Error(ErrorCode::BadData, path.string(), "it was written by another version of this program",
                        "Open it with that version.");
        std::vector<Plan> plans;
        for (const Json& plan : json.at("plans"))
            plans.push_back(
                {strictly<std::int64_t>(plan.at("from_step")), strictly<std::int64_t>(plan.at("total_steps"))});
        take(trainingConfigFromJson(json.at("config"), path.string()), std::move(plans),
             json.at("run").at("state") == toString(RunState::Completed),
             strictly<std::int64_t>(json.at("run").at("step")));
        const auto data = [&](const char* role, std::string& spec, std::string& sha256) {
            const Json& of = json.at("data").at(role);
            spec = of.is_null() ? "" : of.at("spec").get<std::string>();
            sha256 = of.is_null() ? "" : of.at("sha256").get<std::string>();
        };
        data("background", repeated.request.background, repeated.backgroundSha256);
        data("validation", repeated.request.validation, repeated.validationSha256);
        return repeated;
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::BadData, path.string(), "it is no report of a run: " + problemOf(error),
                    "Name a run directory, or what `oneshot report --format json` wrote.");
    }
}

}  // namespace oneshot
