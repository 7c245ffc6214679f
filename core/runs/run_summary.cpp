#include "core/runs/run_summary.h"

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/runs/run_lock.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

/// The newest one of the list; what is no sound entry is passed over, since a list shows many runs.
std::optional<LakeFigure> newestLakeFigure(const Json& evaluations) {
    for (auto entry = evaluations.rbegin(); entry != evaluations.rend(); ++entry) try {
            if (!entry->contains("lake")) continue;
            const Json& interval = entry->at("confidence95");
            return LakeFigure{entry->at("error_percent").get<double>(),
                              {interval.at(0).get<double>(), interval.at(1).get<double>()},
                              entry->at("seen_characters").get<int>(),
                              entry->value("views", 0),
                              entry->value("rerank", 0),
                              entry->value("step", std::int64_t{0})};
        } catch (const Json::exception&) {
        }
    return {};
}

void takeRecord(RunSummary& summary, const RunRecord& record) {
    summary.state = record.state;
    summary.died = record.state == RunState::Running && !isLocked(summary.directory);
    summary.failure = record.failure;
    summary.preset = record.config.preset;
    summary.seed = record.config.seed;
    summary.background = record.background;
    summary.validation = record.validation;
    summary.startedUtc = record.startedUtc;
    summary.step = record.step;
    summary.totalSteps = record.plans.empty() ? record.config.steps : record.plans.back().totalSteps;
    summary.images = record.images;
    summary.parameters = record.parameters;
    summary.seconds = record.seconds;
    summary.best = record.best;
    summary.last = record.last;
    if (!record.protocol) return;
    summary.ways = record.protocol->ways;
    summary.shots = record.protocol->shots;
    summary.withinAlphabet = record.protocol->withinAlphabet;
    summary.seenCharacters = record.protocol->seenCharacters;
}

}  // namespace

RunSummary readRunSummary(const fs::path& directory) {
    RunSummary summary;
    summary.directory = directory;
    try {
        takeRecord(summary, readRunRecord(directory));
    } catch (const Error& error) {
        summary.problem = error.what();
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
        struct stat facts {};
        const bool there = ::stat((directory / name).c_str(), &facts) == 0;
        if (!there && stamp.empty()) return {};
        if (there)
            stamp += std::to_string(facts.st_mtim.tv_sec) + '.' + std::to_string(facts.st_mtim.tv_nsec) + '/' +
                     std::to_string(facts.st_ino) + '/' + std::to_string(facts.st_size);
        stamp += ';';
    }
    return stamp;
}

}  // namespace oneshot
