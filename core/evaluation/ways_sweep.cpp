#include "core/evaluation/ways_sweep.h"

#include <algorithm>
#include <iterator>

namespace oneshot {

std::vector<int> possibleWays(const Dataset& dataset, const WaysSweepSettings& settings) {
    const int most = mostWays(dataset, settings.shots, settings.withinAlphabet);
    std::vector<int> ways;
    std::ranges::copy_if(settings.ways, std::back_inserter(ways), [&](int n) { return n <= most; });
    return ways;
}

WaysSweep accuracyAgainstWays(const OneShotModel& model, const Dataset& dataset, const WaysSweepSettings& settings,
                              const std::function<void(std::int64_t, std::int64_t)>& progress) {
    std::vector<Task> tasks;  // all in one go, so that each drawing is embedded once
    for (const int ways : settings.ways)
        std::ranges::move(
            TaskSampler(dataset, {ways, settings.shots, settings.withinAlphabet, settings.seed}).take(settings.tasks),
            std::back_inserter(tasks));
    WaysSweep sweep{{}, evaluateTasks(model, dataset, tasks, progress, settings.reranking)};
    auto outcome = sweep.results.outcomes.begin();
    for (const int ways : settings.ways) {
        const auto end = outcome + settings.tasks;
        const auto right = std::count_if(outcome, end, [](const TaskOutcome& o) { return o.right; });
        sweep.points.push_back({ways, {static_cast<int>(right), settings.tasks}});
        outcome = end;
    }
    return sweep;
}

}  // namespace oneshot
