#include "core/evaluation/rejection.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/data/error.h"
#include "core/evaluation/task_evaluation.h"

namespace oneshot {
namespace {

std::vector<double> bestScores(std::span<const TaskOutcome> outcomes) {
    std::vector<double> best;
    for (const TaskOutcome& outcome : outcomes) {
        const bool numbers = std::ranges::all_of(outcome.scores, [](float score) { return std::isfinite(score); });
        best.push_back(numbers ? std::ranges::max(outcome.scores) : std::numeric_limits<float>::lowest());
    }
    std::ranges::sort(best);
    return best;
}

int countFrom(const std::vector<double>& sorted, double score) {
    return static_cast<int>(sorted.end() - std::ranges::lower_bound(sorted, score));
}

}  // namespace

RejectionThreshold rejectionThreshold(const OneShotModel& model, const Dataset& dataset, std::span<const Task> tasks,
                                      const std::function<void(std::int64_t, std::int64_t)>& progress) {
    if (tasks.empty() || std::ranges::any_of(tasks, [](const Task& task) { return task.ways.size() < 2; }))
        throw Error(ErrorCode::InvalidSetting, "tasks", "there are none of two ways or more to choose a threshold on",
                    "Choose more data or fewer ways.");
    // Whole tasks first, then the same without their right way, which answers nothing: way 0 stands in.
    std::vector<Task> both(tasks.begin(), tasks.end());
    for (Task task : tasks) {
        task.ways.erase(task.ways.begin() + task.answer);
        task.answer = 0;
        both.push_back(std::move(task));
    }
    const TaskResults results = evaluateTasks(model, dataset, both, progress);
    const std::span<const TaskOutcome> outcomes(results.outcomes);
    const std::vector<double> present = bestScores(outcomes.first(tasks.size()));
    const std::vector<double> absent = bestScores(outcomes.last(tasks.size()));

    // Between two neighbouring scores every threshold does the same: their middles are all there is to choose from.
    std::vector<double> scores = present;
    scores.insert(scores.end(), absent.begin(), absent.end());
    std::ranges::sort(scores);
    std::vector<double> best;
    int bestCount = -1;
    for (std::size_t i = 0; i + 1 < scores.size(); ++i) {
        if (scores[i] == scores[i + 1]) continue;
        const double middle = (scores[i] + scores[i + 1]) / 2;
        const int count = countFrom(present, middle) - countFrom(absent, middle);
        if (count < bestCount) continue;
        if (count > bestCount) best.clear();
        bestCount = count;
        best.push_back(middle);
    }
    RejectionThreshold threshold;
    threshold.score = best.empty() ? scores.front() : best[best.size() / 2];
    const int total = static_cast<int>(tasks.size());
    threshold.accepted = {countFrom(present, threshold.score), total};
    threshold.rejected = {total - countFrom(absent, threshold.score), total};
    return threshold;
}

}  // namespace oneshot
