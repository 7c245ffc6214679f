#include "ui/session/challenge/study_trials.h"

#include <QRegularExpression>
#include <algorithm>
#include <map>

namespace oneshot::session {
namespace {

/// "Alphabet/character" of drawings as drawingName() names them, joined by "+".
std::string characterOf(const QString& drawings) {
    static const QRegularExpression first(QStringLiteral("^(.+?)(?: by |, drawing )\\d+(?:\\+.*)?$"),
                                          QRegularExpression::DotMatchesEverythingOption);
    const auto match = first.match(drawings);
    return (match.hasMatch() ? match.captured(1) : drawings).toStdString();
}

std::string taskName(const TrialRecord& trial) {
    return QStringList{trial.dataSha256,
                       trial.taskId,
                       trial.query,
                       QString::number(trial.ways),
                       QString::number(trial.shots),
                       trial.withinAlphabet ? QStringLiteral("within") : QStringLiteral("across")}
        .join(u'\n')
        .toStdString();
}

}  // namespace

std::vector<StudyTrial> studyTrialsOf(std::span<const TrialRecord> trials, const ChallengeResults& results) {
    std::vector<int> order = results.counted;
    std::ranges::stable_sort(order, {}, [&](int i) { return trials[i].answeredUtc; });
    std::map<QString, int> done;  // by participant
    std::vector<StudyTrial> taken;
    for (const int i : order) {
        const TrialRecord& trial = trials[i];
        const int number = ++done[trial.participant];
        const auto ways = trial.support.size();
        if (trial.correctWay < 0 || trial.correctWay >= ways || trial.answer.way >= ways) continue;
        StudyTrial& made = taken.emplace_back();
        made.participant = trial.participant.toStdString();
        made.task = taskName(trial);
        made.number = number;
        made.alphabet = trial.alphabet.toStdString();
        for (const QString& drawings : trial.support) made.characters.push_back(characterOf(drawings));
        made.rightWay = trial.correctWay;
        made.way = trial.answer.way;
        made.milliseconds = trial.answer.milliseconds;
        const auto add = [&](const QString& fingerprint, const ModelAnswer& answer) {
            if (answer.way >= ways) return;
            const bool scoresFit = std::ssize(answer.scores) == ways;
            made.models[fingerprint.toStdString()] = {answer.way, scoresFit ? answer.scores : std::vector<float>()};
        };
        for (const auto& [id, answer] : trial.otherAnswers) add(answer.fingerprint, answer);
        add(trial.modelFingerprint, {trial.modelWay, trial.modelScores});
    }
    return taken;
}

}  // namespace oneshot::session
