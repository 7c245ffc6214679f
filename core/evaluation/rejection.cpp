#include "core/evaluation/rejection.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/evaluation/task_evaluation.h"

namespace oneshot {
namespace {

int countFrom(const std::vector<double>& sorted, double low) {
    return static_cast<int>(sorted.end() - std::ranges::lower_bound(sorted, low));
}

/// See rejectionThresholds.
RejectionThreshold thresholdBetween(std::vector<double> present, std::vector<double> absent) {
    RejectionThreshold threshold;
    std::ranges::sort(present);
    std::ranges::sort(absent);
    threshold.present = std::move(present);
    threshold.absent = std::move(absent);

    // Between two neighbouring scores every threshold does the same: their middles are all there is to choose from.
    std::vector<double> scores = threshold.present;
    scores.insert(scores.end(), threshold.absent.begin(), threshold.absent.end());
    std::ranges::sort(scores);
    std::vector<double> best;
    int bestCount = -1;
    for (std::size_t i = 0; i + 1 < scores.size(); ++i) {
        if (scores[i] == scores[i + 1]) continue;
        const double middle = (scores[i] + scores[i + 1]) / 2;
        const int count = countFrom(threshold.present, middle) - countFrom(threshold.absent, middle);
        if (count < bestCount) continue;
        if (count > bestCount) best.clear();
        bestCount = count;
        best.push_back(middle);
    }
    threshold.evidence = best.empty() ? scores.front() : best[best.size() / 2];
    threshold.accepted = threshold.acceptedFrom(threshold.evidence);
    threshold.rejected = threshold.rejectedUnder(threshold.evidence);
    return threshold;
}

}  // namespace

double evidence(std::span<const float> scores) {
    if (!std::ranges::all_of(scores, [](float score) { return std::isfinite(score); }))
        return std::numeric_limits<float>::lowest();
    float best = -std::numeric_limits<float>::infinity(), second = best;
    for (const float score : scores)
        if (score > best)
            second = std::exchange(best, score);
        else
            second = std::max(second, score);
    return scores.size() < 2 ? best : best + (static_cast<double>(best) - second);
}

Accuracy RejectionThreshold::acceptedFrom(double other) const {
    return {countFrom(present, other), static_cast<int>(present.size())};
}

Accuracy RejectionThreshold::rejectedUnder(double other) const {
    const int total = static_cast<int>(absent.size());
    return {total - countFrom(absent, other), total};
}

RejectionThresholds rejectionThresholds(const OneShotModel& model, const Dataset& dataset, std::span<const Task> tasks,
                                        const ProgressFunction& progress, const std::stop_token& stop) {
    const std::size_t least = model.dependsOnSupportSet() ? 3 : 2;  // one less where the right one is left out
    if (tasks.empty() || std::ranges::any_of(tasks, [&](const Task& task) { return task.ways.size() < least; }))
        throw Error(ErrorCode::InvalidSetting, "tasks",
                    std::string("there are none of ") + (least == 2 ? "two" : "three") +
                        " ways or more to choose a threshold on",
                    "Choose more data, or other numbers of ways.");
    // Whole tasks first, then the same without their right way, which answers nothing: way 0 stands in.
    std::vector<Task> both(tasks.begin(), tasks.end());
    for (Task task : tasks) {
        task.ways.erase(task.ways.begin() + task.answer);
        task.answer = 0;
        both.push_back(std::move(task));
    }
    const TaskResults results = evaluateTasks(model, dataset, both, {}, progress, stop);
    std::vector<double> present, absent, right, wrong;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const std::vector<float>& scores = results.outcomes[i].scores;
        const auto answer = static_cast<std::size_t>(tasks[i].answer), another = (answer + 1) % scores.size();
        present.push_back(evidence(scores));
        absent.push_back(evidence(results.outcomes[tasks.size() + i].scores));
        right.push_back(evidence({&scores[answer], 1}));
        wrong.push_back(evidence({&scores[another], 1}));
    }
    RejectionThresholds found{thresholdBetween(std::move(present), std::move(absent)), {}};
    if (!model.dependsOnSupportSet()) found.one = thresholdBetween(std::move(right), std::move(wrong));
    return found;
}

}  // namespace oneshot
