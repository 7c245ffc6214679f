#include "core/evaluation/rerank.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "core/data/parallel.h"
#include "core/evaluation/deformation.h"
#include "core/evaluation/task_evaluation.h"

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

}  // namespace

void rerank(TaskResults& results, const OneShotModel& model, const Dataset& dataset, std::span<const Task> tasks,
            const RerankSettings& settings, const std::function<void(std::int64_t, std::int64_t)>& progress) {
    assert(results.outcomes.size() == tasks.size());
    const double scale = model.shareScale() > 0 ? settings.weight / model.shareScale() : 0;
    parallelFor(
        std::ssize(tasks),
        [&](std::int64_t i) {
            const Task& task = tasks[i];
            TaskOutcome& outcome = results.outcomes[i];
            if (outcome.predicted < 0) return;
            std::vector<double> loss(outcome.scores.size(), -1);
            double most = 0;
            for (const int way : bestWays(outcome.scores, settings.best)) {
                loss[way] = scale * costOf(task.ways[way], dataset.drawings[task.query], dataset);
                most = std::max(most, loss[way]);
            }
            for (std::size_t way = 0; way < loss.size(); ++way)
                outcome.scores[way] -= static_cast<float>(loss[way] < 0 ? most : loss[way]);
            outcome.predicted = predictedWay(outcome.scores);
            outcome.right = outcome.predicted == task.answer;
        },
        progress);
}

}  // namespace oneshot
