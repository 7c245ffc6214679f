#include "core/study/people_accuracy.h"

#include <cassert>
#include <set>

namespace oneshot {
namespace {

/// The slope of the least squares line of percents right by number; nothing where all numbers are equal.
std::optional<double> slopeOf(const std::vector<const StudyTrial*>& trials) {
    double numbers = 0, percents = 0;
    for (const StudyTrial* trial : trials) {
        numbers += trial->number;
        percents += trial->correct() ? 100 : 0;
    }
    const auto count = static_cast<double>(trials.size());
    double squares = 0, products = 0;
    for (const StudyTrial* trial : trials) {
        const double away = trial->number - numbers / count;
        squares += away * away;
        products += away * ((trial->correct() ? 100 : 0) - percents / count);
    }
    if (squares == 0) return {};
    return products / squares;
}

}  // namespace

Estimate pooledAccuracy(std::span<const Accuracy> persons) {
    Estimate pooled = accuracyOfPersons(persons);
    const bool alike = pooled.percent == 0 || pooled.percent == 100;
    if (persons.size() > 1 && alike) pooled.interval95 = groupedInterval95(persons);
    return pooled;
}

PeopleAccuracy peopleAccuracy(std::span<const StudyTrial> trials) {
    PeopleAccuracy result;
    std::vector<Accuracy> all;
    for (const auto& [participant, own] : byParticipant(trials)) {
        Accuracy accuracy;
        for (const StudyTrial* trial : own) accuracy = {accuracy.right + trial->correct(), accuracy.total + 1};
        result.persons.push_back({participant, accuracy});
        all.push_back(accuracy);
    }
    result.pooled = pooledAccuracy(all);
    return result;
}

std::vector<TrialBlock> accuracyByBlock(std::span<const StudyTrial> trials, int trialsPerBlock) {
    assert(trialsPerBlock > 0);
    struct Block {
        std::set<int> numbers;
        std::map<std::string, Accuracy> persons;
    };
    std::map<int, Block> blocks;
    for (const StudyTrial* trial : trialsInOrder(trials)) {
        Block& block = blocks[(trial->number - 1) / trialsPerBlock];
        block.numbers.insert(trial->number);
        Accuracy& own = block.persons[trial->participant];
        own = {own.right + trial->correct(), own.total + 1};
    }
    std::vector<TrialBlock> result;
    for (const auto& [place, block] : blocks) {
        std::vector<Accuracy> all;
        for (const auto& [participant, own] : block.persons) all.push_back(own);
        result.push_back(
            {*block.numbers.begin(), *block.numbers.rbegin(), static_cast<int>(all.size()), pooledAccuracy(all)});
    }
    return result;
}

LearningTrend learningTrend(std::span<const StudyTrial> trials) {
    LearningTrend trend;
    std::vector<double> slopes;
    for (const auto& [participant, own] : byParticipant(trials))
        if (const auto slope = slopeOf(own)) {
            trend.persons.push_back({participant, *slope});
            slopes.push_back(*slope);
        }
    if (!slopes.empty()) trend.slope = meanOf(slopes);
    trend.interval95 = studentInterval95(slopes);
    return trend;
}

}  // namespace oneshot
