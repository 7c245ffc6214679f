#include "core/report/report_formats.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/save_file.h"
#include "core/base/save_folder.h"
#include "core/data/data_spec.h"
#include "core/evaluation/statistics.h"
#include "core/report/report_pages.h"
#include "core/report/series_csv.h"
#include "core/report/tensorboard.h"
#include "core/runs/run_record.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

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
    if (data.recorded.spec.empty()) return nullptr;
    Json json = toJson(data.recorded);
    json["selection"] = selectionJson(data.recorded.spec);
    json["found"] = measuredJson(data.found, [](const ReportedData& found) {
        return Json{{"name", found.name},
                    {"format", found.format},
                    {"licence", found.licence.empty() ? Json() : Json(found.licence)},
                    {"sha256", found.sha256},
                    {"alphabets", found.alphabets},
                    {"characters", found.characters},
                    {"drawings", found.drawings}};
    });
    return json;
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
    return {{"data", toJson(m.data)},
            {"step", m.step},
            {"characters", m.characters},
            {"left_out", m.leftOut},
            {"seen_characters", m.seenCharacters},
            {"selected_on", m.selectedOn},
            {"weights", m.weights},
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

const std::vector<ReportFormatInfo>& reportFormats() {
    static const std::vector<ReportFormatInfo> formats{{ReportFormat::Html, "html", "html", true, true},
                                                       {ReportFormat::Pdf, "pdf", "pdf", true, true},
                                                       {ReportFormat::Markdown, "md", "md", false, true},
                                                       {ReportFormat::JsonText, "json", "json", false, true},
                                                       {ReportFormat::Csv, "csv", "csv", false, false},
                                                       {ReportFormat::TensorBoard, "tensorboard", "", false, false}};
    return formats;
}

const ReportFormatInfo& infoOf(ReportFormat format) {
    return *std::ranges::find(reportFormats(), format, &ReportFormatInfo::format);
}

std::string reportCsv(const RunReport& report) {
    const RunSeries series{{}, report.metrics ? *report.metrics : std::vector<MetricRow>()};
    return wideCsv({&series, 1});
}

void writeReport(const RunReport& report, ReportFormat format, const fs::path& path, bool overwrite) {
    if (!infoOf(format).measures && !report.metrics)
        throw Error(ErrorCode::BadData, report.name, report.metrics.why, "Nothing was written.");
    switch (format) {
        case ReportFormat::Markdown:
            return saveFile(path, reportMarkdown(report));
        case ReportFormat::JsonText:
            return saveFile(path, reportJson(report).dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
        case ReportFormat::Csv:
            return saveFile(path, reportCsv(report));
        case ReportFormat::TensorBoard: {
            FolderSaver saver(path, overwrite);
            saver.write(tensorBoardFileName(report), tensorBoardEvents(report));
            return saver.save();
        }
        case ReportFormat::Html:
        case ReportFormat::Pdf:
            break;
    }
    throw Error(ErrorCode::InvalidSetting, std::string(infoOf(format).name), "is written by the Qt build alone",
                "Use the programs that are built with the window, or another format.");
}

Json reportJson(const RunReport& report) {
    const RunRecord& run = report.run;
    const Json recorded = toJson(run);  // as run.json words it
    const auto copied = [&](std::initializer_list<const char*> keys) {
        Json json = Json::object();
        for (const char* key : keys) json[key] = recorded.at(key);
        return json;
    };
    Json identity{{"name", report.name}};
    if (!report.notes.name.empty()) identity["title"] = report.notes.name;
    if (!report.notes.tags.empty()) identity["tags"] = report.notes.tags;
    if (!report.notes.note.empty()) identity["note"] = report.notes.note;
    identity.update(copied({"state", "failure", "started_utc", "step", "images", "seconds", "parameters"}));
    return {{"report_schema_version", reportSchemaVersion},
            {"made_utc", report.madeUtc},
            {"run", identity},
            {"repeat_command", report.repeatCommand},
            {"config", recorded.at("config")},
            {"seed", run.config.seed},
            {"plans", recorded.at("plans")},
            {"data",
             {{"fingerprint_version", run.data.background.fingerprintVersion},
              {"background", specJson(report.background)},
              {"validation", specJson(report.validation)}}},
            {"environment", {{"training", recorded.at("environment")}, {"report", report.reportEnvironment}}},
            {"sessions", recorded.at("sessions")},
            {"curves", measuredJson(report.metrics, curvesJson)},
            {"results",
             {{"validation", copied({"validation_protocol", "best", "last"})},
              {"recorded", measuredJson(report.recorded, recordedJson)},
              {"measured", measuredJson(report.measured, measurementJson)},
              {"people", measuredJson(report.people, peopleJson)}}},
            {"limits", report.limits}};
}

}  // namespace oneshot
