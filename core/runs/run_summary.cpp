#include "core/runs/run_summary.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/open_file.h"
#include "core/base/strict_json.h"
#include "core/base/utf8.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_evaluations.h"
#include "core/runs/run_lock.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr int schemaVersion = 1;

fs::path fileIn(const fs::path& directory) {
    return directory / "notes.json";
}

/// As readRunNotes(), but throws Json::exception where the file is damaged.
RunNotes notesIn(const fs::path& path) {
    std::error_code failed;
    if (!fs::exists(path, failed)) return {};
    const Json json = readJsonFile(path);
    if (json.at("schema_version") != schemaVersion)
        throw Error(ErrorCode::BadData, path.string(), "it was written by another version of this program",
                    "Open it with that version.");
    return {json.at("name").get<std::string>(), json.at("tags").get<std::vector<std::string>>(),
            json.at("note").get<std::string>(), json.at("starred").get<bool>()};
}

std::optional<LakeFigure> newestLakeFigure(const std::vector<EvaluationRecord>& evaluations) {
    const auto isLake = [](const EvaluationRecord& evaluation) {
        return evaluation.kind == EvaluationRecord::Kind::Lake;
    };
    const auto newest = std::find_if(evaluations.rbegin(), evaluations.rend(), isLake);
    if (newest == evaluations.rend()) return {};
    const EvaluationRecord::Figure& figure = newest->figures.front();
    return LakeFigure{figure.percent, figure.confidence95, static_cast<int>(newest->seenCharacters),
                      newest->views,  newest->rerank,      newest->step};
}

}  // namespace

RunNotes readRunNotes(const fs::path& directory) {
    const fs::path path = fileIn(directory);
    try {
        return notesIn(path);
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::BadData, path.string(), "the notes are damaged: " + problemOf(error),
                    "The run is sound. New notes put the file aside as notes.json.damaged.");
    }
}

void writeRunNotes(const fs::path& directory, const RunNotes& notes) {
    const fs::path path = fileIn(directory);
    try {
        notesIn(path);
    } catch (const Json::exception&) {  // a person's words may still be read out of it
        setAside(path);
    }
    Json tags = Json::array();
    for (const std::string& tag : notes.tags) tags.push_back(validUtf8(tag));
    saveJsonFile(path, {{"schema_version", schemaVersion},
                        {"name", validUtf8(notes.name)},
                        {"tags", tags},
                        {"note", validUtf8(notes.note)},
                        {"starred", notes.starred}});
}

RunSummary readRunSummary(const fs::path& directory) {
    RunSummary summary;
    summary.directory = directory;
    try {
        summary.record = readRunRecord(directory);
        summary.died = summary.record.state == RunState::Running && !isLocked(directory);
    } catch (const Error& error) {
        summary.problem = error.what();
        summary.record.config.preset.clear();  // it is not known to be the usual one
    }
    try {
        summary.lake = newestLakeFigure(readEvaluations(directory));
    } catch (const Error&) {  // the run is sound without it, and `evaluate` tells of it
    }
    try {
        summary.notes = readRunNotes(directory);
    } catch (const Error& error) {
        summary.notesProblem = error.what();
    }
    return summary;
}

std::string runStamp(const fs::path& directory) {
    std::string stamp;
    for (const char* name : {"run.json", "evaluation.json", "notes.json"}) {
        stamp += fileStamp(directory / name) + ';';
        if (stamp == ";") return {};  // without run.json
    }
    return stamp;
}

}  // namespace oneshot
