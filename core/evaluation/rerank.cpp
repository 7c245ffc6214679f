#include "core/evaluation/rerank.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "core/base/parallel.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/deformation.h"

namespace oneshot {
namespace {

/// Ways by falling score; of equal ones the first.
std::vector<int> bestWays(std::span<const float> scores, int count) {
    std::vector<int> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return scores[a] > scores[b]; });
    order.resize(std::min<std::size_t>(order.size(), static_cast<std::size_t>(count)));
    return order;
}

double costOf(const Way& way, const Drawing& query, const Dataset& dataset) {
    double sum = 0;
    for (const DrawingId shot : way.drawings) sum += matchCost(dataset.drawings[shot], query);
    return sum / static_cast<double>(way.drawings.size());
}

/// A way whose drawings are bent to the query.
struct Match {
    std::int64_t task = 0;
    int way = 0;
    double loss = 0;
};

/// Takes the losses of a task's best ways off their scores, and the highest of them off the others'.
void takeOff(std::span<const Match> best, TaskOutcome& outcome) {
    std::vector<double> loss(outcome.scores.size(), std::ranges::max(best, {}, &Match::loss).loss);
    for (const Match& match : best) loss[match.way] = match.loss;
    for (std::size_t way = 0; way < loss.size(); ++way) outcome.scores[way] -= static_cast<float>(loss[way]);
    outcome.predicted = predictedWay(outcome.scores);
}

}  // namespace

void rerank(TaskResults& results, const OneShotModel& model, const Dataset& dataset, std::span<const Task> tasks,
            const RerankSettings& settings, const std::function<void(std::int64_t, std::int64_t)>& progress) {
    assert(results.outcomes.size() == tasks.size());
    const double scale = model.shareScale() > 0 ? settings.weight / model.shareScale() : 0;
    const std::int64_t taskCount = std::ssize(tasks);
    std::vector<Match> matches;
    for (std::int64_t task = 0; task < taskCount; ++task)
        if (const TaskOutcome& outcome = results.outcomes[task]; outcome.predicted >= 0)
            for (const int way : bestWays(outcome.scores, settings.best)) matches.push_back({task, way, 0});
    parallelFor(
        std::ssize(matches),
        [&](std::int64_t i) {
            Match& match = matches[i];
            const Task& task = tasks[match.task];
            match.loss = scale * costOf(task.ways[match.way], dataset.drawings[task.query], dataset);
        },
        [&](std::int64_t done, std::int64_t total) {
            if (progress) progress(total > 0 ? taskCount * done / total : taskCount, taskCount);
        });
    for (std::span<const Match> left = matches; !left.empty();) {
        const std::int64_t task = left.front().task;
        const auto next = std::ranges::find_if(left, [&](const Match& match) { return match.task != task; });
        const auto ofTask = left.first(static_cast<std::size_t>(next - left.begin()));
        takeOff(ofTask, results.outcomes[task]);
        results.outcomes[task].right = results.outcomes[task].predicted == tasks[task].answer;
        left = left.subspan(ofTask.size());
    }
}

}  // namespace oneshot
