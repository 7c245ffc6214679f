#include "core/study/study_trial.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/base/error.h"

namespace oneshot {
namespace {

void requireSound(const StudyTrial& trial) {
    const auto ways = std::ssize(trial.characters);
    const auto isPlace = [&](int way) { return way >= -1 && way < ways; };
    bool sound = trial.rightWay >= 0 && isPlace(trial.rightWay) && isPlace(trial.way);
    for (const auto& [name, answer] : trial.models)
        sound = sound && isPlace(answer.way) && (answer.scores.empty() || std::ssize(answer.scores) == ways);
    if (!sound)
        throw Error(ErrorCode::BadData, trial.participant + ", trial " + std::to_string(trial.number),
                    "a choice or the scores do not fit its " + std::to_string(ways) + " ways");
}

}  // namespace

std::optional<double> difficultyOf(const StudyTrial& trial, const ModelAnswer& answer) {
    const std::vector<float>& scores = answer.scores;
    if (scores.size() < 2 || !std::ranges::all_of(scores, [](float score) { return std::isfinite(score); })) return {};
    std::optional<double> wrong;
    for (int way = 0; way < std::ssize(scores); ++way)
        if (way != trial.rightWay) wrong = std::max<double>(wrong.value_or(scores[way]), scores[way]);
    return *wrong - scores[trial.rightWay];
}

std::vector<const StudyTrial*> trialsInOrder(std::span<const StudyTrial> trials) {
    std::vector<const StudyTrial*> order;
    for (const StudyTrial& trial : trials) {
        requireSound(trial);
        order.push_back(&trial);
    }
    std::ranges::stable_sort(order, {},
                             [](const StudyTrial* t) { return std::tie(t->participant, t->number, t->task); });
    return order;
}

std::map<std::string, std::vector<const StudyTrial*>> byParticipant(std::span<const StudyTrial> trials) {
    std::map<std::string, std::vector<const StudyTrial*>> people;
    for (const StudyTrial* trial : trialsInOrder(trials)) people[trial->participant].push_back(trial);
    return people;
}

}  // namespace oneshot
