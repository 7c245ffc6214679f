#include "core/runs/run_summary.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/runs/run_evaluations.h"
#include "core/runs/run_lock.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

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
