#include "ui/session/challenge/challenge_results.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "core/study/people_accuracy.h"

namespace oneshot::session {
namespace {

/// Names of sampled tasks do not tell their ways and shots, nor whether they are within an alphabet.
auto taskOf(const TrialRecord& trial) {
    return std::tuple(trial.dataSha256, trial.taskId, trial.query, trial.ways, trial.shots, trial.withinAlphabet);
}

double quantileOrNone(const std::vector<double>& values, double share) {
    return values.empty() ? 0 : quantile(values, share);
}

/// Mean of differences, -100..100: by that of accuracies, which spans 0..100.
Estimate meanDifference(std::vector<double> points) {
    for (double& value : points) value = (value + 100) / 2;
    const Interval interval = meanInterval95(points);
    return {2 * meanOf(points) - 100, {2 * interval.low - 100, 2 * interval.high - 100}};
}

ChallengeScore scoreOf(const std::vector<const TrialRecord*>& trials) {
    ChallengeScore score;
    std::map<QString, PairedAnswers> participants;
    std::map<std::pair<decltype(taskOf(*trials[0])), QString>, bool> modelAnswers;
    for (const TrialRecord* trial : trials) {
        score.answers.add(trial->correct(), trial->modelCorrect());
        score.timeouts += trial->answer.way < 0;
        participants[trial->participant].add(trial->correct(), trial->modelCorrect());
        modelAnswers.emplace(std::pair(taskOf(*trial), trial->modelFingerprint), trial->modelCorrect());
    }
    score.participants = static_cast<int>(participants.size());
    if (trials.empty()) return score;
    const Accuracy model{static_cast<int>(std::ranges::count_if(modelAnswers, [](const auto& a) { return a.second; })),
                         static_cast<int>(modelAnswers.size())};
    score.model = {model.percent(), model.confidence95()};
    std::vector<Accuracy> persons;
    for (const auto& [code, answers] : participants) persons.push_back(answers.first());
    score.person = pooledAccuracy(persons);
    if (score.participants == 1) {
        score.difference = {score.answers.differencePercent(), score.answers.difference95()};
        score.p = score.answers.mcNemarP();
        return score;
    }
    std::vector<double> differences;
    PairedAnswers signs;  // the sign test over participants is McNemar's with one trial for each of them
    for (const auto& [code, answers] : participants) {
        differences.push_back(answers.differencePercent());
        if (answers.onlyFirst != answers.onlySecond)
            signs.add(answers.onlyFirst > answers.onlySecond, answers.onlyFirst < answers.onlySecond);
    }
    score.difference = meanDifference(differences);
    score.p = signs.mcNemarP();
    return score;
}

}  // namespace

ChallengeResults resultsOf(std::span<const TrialRecord> trials, Excluded excluded) {
    ChallengeResults results;
    std::vector<int> order(trials.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](int i) { return trials[i].answeredUtc; });
    std::set<std::pair<QString, decltype(taskOf(trials[0]))>> met;
    for (const int i : order) {
        const bool again = !met.emplace(trials[i].participant, taskOf(trials[i])).second;
        if (trials[i].practice) continue;
        if (trials[i].excluded && excluded == Excluded::LeftOut)
            ++results.excluded;
        else if (again)
            ++results.repeated;
        else
            results.counted.push_back(i);
    }
    std::ranges::sort(results.counted);

    std::vector<const TrialRecord*> all, unreadable, unseen;
    std::vector<double> times, rightTimes, wrongTimes;
    std::set<QString> models, sources;
    std::set<std::tuple<int, int, bool>> kinds;
    for (const int i : results.counted) {
        const TrialRecord& trial = trials[i];
        all.push_back(&trial);
        if (!trial.readable) unreadable.push_back(&trial);
        if (!trial.seenByModel) unseen.push_back(&trial);
        models.insert(trial.modelFingerprint);
        sources.insert(trial.dataSha256);
        kinds.emplace(trial.ways, trial.shots, trial.withinAlphabet);
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
    results.all = scoreOf(all);
    results.unreadable = scoreOf(unreadable);
    results.unseen = scoreOf(unseen);
    results.models = static_cast<int>(models.size());
    results.kinds = static_cast<int>(kinds.size());
    results.sources = static_cast<int>(sources.size());
    results.times = {quantileOrNone(times, 0.5),      quantileOrNone(times, 0.25),     quantileOrNone(times, 0.75),
                     quantileOrNone(rightTimes, 0.5), quantileOrNone(wrongTimes, 0.5), static_cast<int>(times.size())};
    return results;
}

std::optional<PeopleComparison> comparisonOf(std::span<const TrialRecord> trials, Excluded excluded) {
    const ChallengeResults results = resultsOf(trials, excluded);
    if (results.counted.empty() || results.models > 1 || results.kinds > 1) return {};
    const TrialRecord& any = trials[results.counted.front()];
    const QString question =
        QStringLiteral("%1-way %2-shot %3, %4 · fingerprint %5")
            .arg(any.ways)
            .arg(any.shots)
            .arg(any.withinAlphabet ? QStringLiteral("within one alphabet") : QStringLiteral("across alphabets"),
                 any.source, any.dataSha256.left(12));
    return PeopleComparison{question.toStdString(), any.modelFingerprint.left(12).toStdString(),
                            results.all.participants, results.all.answers};
}

}  // namespace oneshot::session
