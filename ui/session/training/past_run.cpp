#include "ui/session/training/past_run.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/runs/metric_log.h"
#include "core/runs/run_lock.h"

namespace oneshot::session {
namespace {

/// Counts the right answers, since the log holds only their percentage.
Accuracy accuracyOf(double percent, int total) {
    return {static_cast<int>(std::lround(percent / 100 * total)), total};
}

constexpr Interval unknown{-1, -1};

/// Takes a row into the accuracies by presentation of the evaluation that it follows, if it is one of them: first
/// all of the 1st presentation, then of the 2nd, and so on.
void addByPresentation(const MetricRow& row, const ValidationProtocol& protocol,
                       std::vector<PresentationPoint>& points) {
    const int known = static_cast<int>(points.size());
    if (row.name == presentationMetric(known + 1))
        points.push_back({accuracyOf(row.value, protocol.episodes * protocol.episodeWays), unknown});
    else if (known > 0 && row.name == lowBoundMetric(presentationMetric(known)))
        points.back().confidence95.low = row.value;
    else if (known > 0 && row.name == highBoundMetric(presentationMetric(known)))
        points.back().confidence95.high = row.value;
}

Progress progressOf(const RunRecord& record, const std::vector<LossPoint>& losses) {
    Progress progress;
    progress.step = record.step;
    progress.totalSteps = record.state == RunState::Completed ? record.step : record.totalSteps();
    progress.images = record.images;
    progress.seconds = record.seconds;
    progress.imagesPerSecond = record.imagesPerSecond();
    progress.remainingSeconds = -1;
    if (!losses.empty()) progress.loss = losses.back().loss;
    return progress;
}

}  // namespace

TrainingUpdate curvesSoFar(const std::filesystem::path& directory, const ValidationProtocol& protocol) {
    TrainingUpdate update;
    double best = -1;
    std::optional<Accuracy> seen;  // told before the accuracy of the same step
    for (const MetricRow& row : readMetrics(directory / "metrics.csv")) {
        if (row.name == "loss") update.losses.push_back({row.step, row.value});
        if (row.name == "seen_accuracy_percent") seen = accuracyOf(row.value, protocol.seenTasks);
        if (row.name == earlyMetric)
            update.earlyEvaluations.push_back(
                {row.step, row.images, row.seconds, accuracyOf(row.value, protocol.earlyTasks)});
        if (!update.evaluations.empty() && update.evaluations.back().step == row.step)
            addByPresentation(row, protocol, update.evaluations.back().byPresentation);
        if (row.name != "accuracy_percent") continue;
        update.evaluations.push_back({row.step, row.images, row.seconds, accuracyOf(row.value, protocol.tasks),
                                      protocol.seenCharacters || row.value >= best, std::exchange(seen, {})});
        best = std::max(best, row.value);
    }
    for (ValidationPoint& point : update.evaluations)  // older logs have no bounds
        if (std::ranges::find(point.byPresentation, unknown, &PresentationPoint::confidence95) !=
            point.byPresentation.end())
            point.byPresentation.clear();
    return update;
}

std::optional<PastRun> readPastRun(const std::filesystem::path& directory) {
    const RunRecord record = readRunRecord(directory);
    const bool trained = record.step > 0 && record.protocol;
    if (!trained || (record.state == RunState::Running && isLocked(directory))) return {};
    PastRun run;
    run.directory = directory;
    run.request.config = record.config;
    run.request.background = record.data.background.spec;
    run.request.validation = record.data.validation.spec;
    run.state = record.state == RunState::Running ? RunState::Stopped : record.state;  // its process died
    run.reason = QString::fromStdString(run.state == RunState::Failed ? record.failure : earlyEnd(record));
    run.update = curvesSoFar(directory, *record.protocol);
    run.update.facts = RunFacts{*record.protocol, record.parameters, record.data.background.spec};
    run.update.progress = progressOf(record, run.update.losses);
    return run;
}

}  // namespace oneshot::session
