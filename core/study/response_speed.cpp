#include "core/study/response_speed.h"

#include <algorithm>
#include <iterator>

#include "core/study/people_accuracy.h"

namespace oneshot {
namespace {

constexpr std::size_t minInBin = 4, maxBins = 5;

std::optional<double> meanIfAny(const std::vector<double>& values) {
    if (values.empty()) return {};
    return meanOf(values);
}

}  // namespace

SpeedByOutcome speedByOutcome(std::span<const StudyTrial> trials) {
    std::vector<double> right, wrong, differences;
    for (const auto& [participant, own] : byParticipant(trials)) {
        std::vector<double> ownRight, ownWrong;
        for (const StudyTrial* trial : own)
            if (trial->isTimed()) (trial->correct() ? ownRight : ownWrong).push_back(trial->milliseconds);
        if (!ownRight.empty()) right.push_back(quantile(ownRight, 0.5));
        if (!ownWrong.empty()) wrong.push_back(quantile(ownWrong, 0.5));
        if (!ownRight.empty() && !ownWrong.empty()) differences.push_back(wrong.back() - right.back());
    }
    return {meanIfAny(right), meanIfAny(wrong), static_cast<int>(differences.size()), meanIfAny(differences),
            studentInterval95(differences)};
}

ConditionalAccuracy conditionalAccuracy(std::span<const StudyTrial> trials) {
    ConditionalAccuracy result;
    std::vector<std::vector<const StudyTrial*>> people;
    std::size_t binCount = maxBins;
    for (const auto& [participant, own] : byParticipant(trials)) {
        std::vector<const StudyTrial*> timed;
        std::ranges::copy_if(own, std::back_inserter(timed), &StudyTrial::isTimed);
        if (timed.size() < 2 * minInBin) {
            ++result.leftOut;
            continue;
        }
        std::ranges::stable_sort(timed, {}, &StudyTrial::milliseconds);
        binCount = std::min(binCount, timed.size() / minInBin);
        people.push_back(std::move(timed));
    }
    result.persons = static_cast<int>(people.size());
    if (people.empty()) return result;
    for (std::size_t bin = 0; bin < binCount; ++bin) {
        std::vector<Accuracy> accuracies;
        std::vector<double> means;
        for (const auto& own : people) {
            Accuracy accuracy;
            std::vector<double> times;
            for (std::size_t i = 0; i < own.size(); ++i) {
                if (i * binCount / own.size() != bin) continue;
                times.push_back(own[i]->milliseconds);
                accuracy = {accuracy.right + own[i]->correct(), accuracy.total + 1};
            }
            accuracies.push_back(accuracy);
            means.push_back(meanOf(times));
        }
        result.bins.push_back({meanOf(means), pooledAccuracy(accuracies)});
    }
    return result;
}

}  // namespace oneshot
