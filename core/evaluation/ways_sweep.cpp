#include "core/evaluation/ways_sweep.h"

#include <algorithm>
#include <iterator>

#include "core/tasks/task_sampler.h"

namespace oneshot {

std::vector<int> possibleWays(const Dataset& dataset, const WaysSweepSettings& settings) {
    const int max = maxWays(dataset, settings.shots, settings.withinAlphabet);
    std::vector<int> ways;
    std::ranges::copy_if(settings.ways, std::back_inserter(ways), [&](int n) { return n <= max; });
    return ways;
}

WaysSweep accuracyAgainstWays(const OneShotModel& model, const Dataset& dataset, const WaysSweepSettings& settings,
                              const ProgressFunction& progress, const std::stop_token& stop) {
    WaysSweep sweep;
    std::vector<TaskSampler> samplers;  // all first, so that what cannot be drawn is told at once
    for (const int ways : settings.ways) {
        samplers.emplace_back(dataset, TaskSettings{ways, settings.shots, settings.withinAlphabet, settings.seed});
        sweep.points.push_back({ways, {0, settings.tasks}});
    }
    TaskEvaluator evaluator(model, dataset, std::ssize(settings.ways) * settings.tasks, settings.reranking, progress,
                            stop);
    TaskParts parts([&](std::span<const Task> tasks, std::int64_t before) {
        for (const TaskOutcome& outcome : evaluator.answer(tasks))
            sweep.points[before++ / settings.tasks].accuracy.right += outcome.right;
    });
    for (TaskSampler& sampler : samplers)
        for (int i = 0; i < settings.tasks; ++i) parts.add(sampler.next());
    parts.finish();
    sweep.totals = evaluator.totals();
    return sweep;
}

}  // namespace oneshot
