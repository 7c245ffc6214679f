#include "core/evaluation/rerank.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <numeric>

#include "core/base/parallel.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/deformation.h"

namespace oneshot {
namespace {

/// Ways by falling score; of equal ones the first comes first.
std::vector<int> bestWays(std::span<const float> scores, int count) {
    std::vector<int> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater(), [&](int way) { return scores[way]; });
    order.resize(std::min<std::size_t>(order.size(), static_cast<std::size_t>(count)));
    return order;
}

double costOf(const Way& way, const Drawing& query, const Dataset& dataset) {
    double sum = 0;
    for (const DrawingId shot : way.drawings) sum += matchCost(dataset.drawings[shot], query);
    return sum / static_cast<double>(way.drawings.size());
}

/// What an outcome answers.
struct Question {
    const Drawing& query;
    const std::vector<Way>& ways;
};

/// A way whose drawings are bent to the query.
struct Match {
    std::size_t question = 0;
    int way = 0;
    double loss = 0;
};

/// Takes the losses of a question's best ways off their scores, and the highest of them off the others'.
void takeOff(std::span<const Match> best, TaskOutcome& outcome) {
    std::vector<double> loss(outcome.scores.size(), std::ranges::max(best, {}, &Match::loss).loss);
    for (const Match& match : best) loss[match.way] = match.loss;
    for (std::size_t way = 0; way < loss.size(); ++way) outcome.scores[way] -= static_cast<float>(loss[way]);
    outcome.predicted = predictedWay(outcome.scores);
}

/// The progress counts matches.
void rerankAll(std::span<TaskOutcome> outcomes, const OneShotModel& model, std::span<const Question> questions,
               const Dataset& dataset, const RerankSettings& settings, const ProgressFunction& progress) {
    assert(outcomes.size() == questions.size());
    const double scale = model.softmaxScale() > 0 ? settings.weight / model.softmaxScale() : 0;
    std::vector<Match> matches;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i].predicted >= 0)
            for (const int way : bestWays(outcomes[i].scores, settings.best)) matches.push_back({i, way, 0});
    parallelFor(
        std::ssize(matches),
        [&](std::int64_t i) {
            Match& match = matches[i];
            const auto& [query, ways] = questions[match.question];
            match.loss = scale * costOf(ways[match.way], query, dataset);
        },
        progress);
    for (std::span<const Match> left = matches; !left.empty();) {
        const std::size_t question = left.front().question;
        const auto next = std::ranges::find_if(left, [&](const Match& match) { return match.question != question; });
        const auto best = left.first(static_cast<std::size_t>(next - left.begin()));
        takeOff(best, outcomes[question]);
        left = left.subspan(best.size());
    }
}

}  // namespace

void rerank(std::span<TaskOutcome> outcomes, const OneShotModel& model, const Dataset& dataset,
            std::span<const Task> tasks, const RerankSettings& settings, const ProgressFunction& progress) {
    std::vector<Question> questions;
    for (const Task& task : tasks) questions.push_back({dataset.drawings[task.query], task.ways});
    const std::int64_t count = std::ssize(tasks);
    rerankAll(outcomes, model, questions, dataset, settings, [&](std::int64_t done, std::int64_t total) {
        progress(total > 0 ? count * done / total : count, count);
    });
    for (std::size_t i = 0; i < tasks.size(); ++i) outcomes[i].right = outcomes[i].predicted == tasks[i].answer;
}

void rerank(TaskOutcome& outcome, const OneShotModel& model, const Drawing& query, const Dataset& dataset,
            const std::vector<Way>& ways, const RerankSettings& settings) {
    rerankAll({&outcome, 1}, model, std::vector<Question>{{query, ways}}, dataset, settings, {});
}

}  // namespace oneshot
