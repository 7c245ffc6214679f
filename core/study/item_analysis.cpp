#include "core/study/item_analysis.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <tuple>

namespace oneshot {
namespace {

/// Calls visit(trial, model's name or null for the person, way that was chosen) for every person's trial and, the first
/// time that a model meets a task, for the model.
void visitAnswers(std::span<const StudyTrial> trials,
                  const std::function<void(const StudyTrial&, const std::string* model, int way)>& visit) {
    std::set<std::pair<std::string, std::string>> met;
    for (const StudyTrial* trial : trialsInOrder(trials)) {
        visit(*trial, nullptr, trial->way);
        for (const auto& [model, answer] : trial->models)
            if (met.emplace(model, trial->task).second) visit(*trial, &model, answer.way);
    }
}

template <typename Name>
std::vector<ItemErrors> errorsBy(std::span<const StudyTrial> trials, Name nameOf) {
    std::map<std::string, ItemErrors> items;
    visitAnswers(trials, [&](const StudyTrial& trial, const std::string* model, int way) {
        ItemErrors& item = items[nameOf(trial)];
        ErrorRate& rate = model ? item.models[*model] : item.people;
        rate.wrong += way != trial.rightWay;
        ++rate.total;
    });
    std::vector<ItemErrors> sorted;
    for (auto& [name, item] : items) {
        item.name = name;
        sorted.push_back(std::move(item));
    }
    std::ranges::stable_sort(sorted, std::greater(), [](const ItemErrors& item) { return item.people.percent(); });
    return sorted;
}

}  // namespace

std::vector<ItemErrors> errorsByCharacter(std::span<const StudyTrial> trials) {
    return errorsBy(trials, [](const StudyTrial& trial) { return trial.characters[trial.rightWay]; });
}

std::vector<ItemErrors> errorsByAlphabet(std::span<const StudyTrial> trials) {
    return errorsBy(trials, [](const StudyTrial& trial) { return trial.alphabet; });
}

std::vector<CharacterConfusion> confusionsOf(std::span<const StudyTrial> trials) {
    std::map<std::pair<std::string, std::string>, CharacterConfusion> pairs;
    visitAnswers(trials, [&](const StudyTrial& trial, const std::string* model, int way) {
        const std::string& asked = trial.characters[trial.rightWay];
        const auto count = [&](const std::string& other, bool taken) {
            CharacterConfusion& pair = pairs[{asked, other}];
            CharacterConfusion::Count& own = model ? pair.models[*model] : pair.people;
            own.times += taken;
            ++own.together;
        };
        count({}, way < 0);
        for (int other = 0; other < std::ssize(trial.characters); ++other)
            if (other != trial.rightWay) count(trial.characters[other], other == way);
    });
    const auto ofModels = [](const CharacterConfusion& pair) {
        return std::accumulate(pair.models.begin(), pair.models.end(), 0,
                               [](int sum, const auto& model) { return sum + model.second.times; });
    };
    std::vector<CharacterConfusion> found;
    for (auto& [names, pair] : pairs) {
        if (pair.people.times + ofModels(pair) == 0) continue;
        std::tie(pair.asked, pair.answered) = names;
        found.push_back(std::move(pair));
    }
    std::ranges::stable_sort(found, std::greater(), [&](const CharacterConfusion& pair) {
        return std::pair(pair.people.times, ofModels(pair));
    });
    return found;
}

}  // namespace oneshot
