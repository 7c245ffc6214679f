#include "ui/session/challenge_results.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace oneshot::session {
namespace {

void add(ChallengeScore& score, const TrialRecord& trial) {
    score.answers.add(trial.correct(), trial.modelCorrect());
    score.timeouts += trial.answer.way < 0;
}

double quantileOrNone(const std::vector<double>& values, double share) {
    return values.empty() ? 0 : quantile(values, share);
}

double mean(const std::vector<double>& values) {
    return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

ChallengeResults resultsOf(std::span<const TrialRecord> trials) {
    ChallengeResults results;
    std::vector<double> times, rightTimes, wrongTimes;
    std::map<QString, PairedAnswers> participants;
    for (int i = 0; i < static_cast<int>(trials.size()); ++i) {
        const TrialRecord& trial = trials[i];
        if (trial.practice) continue;
        add(results.all, trial);
        if (!trial.readable) add(results.unreadable, trial);
        if (!trial.seenByModel) add(results.unseen, trial);
        participants[trial.participant].add(trial.correct(), trial.modelCorrect());
        if (!trial.correct() || !trial.modelCorrect()) {
            auto& beaten = trial.correct()        ? results.beatModel
                           : trial.modelCorrect() ? results.beatPerson
                                                  : results.beatBoth;
            beaten.push_back(i);
        }
        if (trial.answer.way >= 0) {
            times.push_back(trial.answer.milliseconds);
            (trial.correct() ? rightTimes : wrongTimes).push_back(trial.answer.milliseconds);
        }
    }
    results.times = {quantileOrNone(times, 0.5),      quantileOrNone(times, 0.25),     quantileOrNone(times, 0.75),
                     quantileOrNone(rightTimes, 0.5), quantileOrNone(wrongTimes, 0.5), static_cast<int>(times.size())};

    std::vector<double> persons, models;
    for (const auto& [code, answers] : participants) {
        persons.push_back(answers.first().percent());
        models.push_back(answers.second().percent());
    }
    results.participants = static_cast<int>(participants.size());
    results.meanPersonPercent = mean(persons);
    results.meanModelPercent = mean(models);
    results.meanPerson95 = meanInterval95(persons);
    results.meanModel95 = meanInterval95(models);
    return results;
}

}  // namespace oneshot::session
