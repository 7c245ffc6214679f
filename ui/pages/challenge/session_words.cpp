#include "ui/pages/challenge/session_words.h"

#include <QLocale>
#include <QObject>
#include <QStringList>

#include "ui/pages/challenge/trial_screen.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/challenge/challenge_session.h"
#include "ui/session/common/words.h"

namespace oneshot::ui {
namespace {

constexpr auto tr = [](const char* text) { return QObject::tr(text); };

}  // namespace

bool isEnglish(const Study& study) {
    return QLocale(QString::fromStdString(study.language)).language() == QLocale::English;
}

QString instructionWords(const session::ChallengeSession& session, bool resumed) {
    const session::ChallengeSettings& settings = session.settings();
    const session::ChallengeTrial& trial = session.trial();
    const int ways = static_cast<int>(trial.task.ways.size());
    QStringList lines{
        tr("You see a drawing, and beside it %1 numbered characters. %2").arg(ways).arg(TrialScreen::question()),
        ways > 10 ? tr("Answer by typing both digits of its number; or choose it with the arrows and press Enter; or "
                       "click it.")
                  : tr("Answer by typing its number; or choose it with the arrows and press Enter; or click it.")};
    lines += tr("Your time runs from when they appear until you answer.");
    if (settings.timeLimitSeconds > 0)
        lines.last() +=
            u' ' + tr("You have %1 s; without an answer by then it counts as wrong.").arg(settings.timeLimitSeconds);
    if (settings.fixationMilliseconds > 0) lines += tr("Before that a cross shows where to look.");
    lines += tr("Esc pauses: everything is hidden, and the trial begins anew when you go on.");
    if (resumed)
        lines += tr("Next: %1.").arg(TrialScreen::placeOf(trial));
    else if (settings.practice > 0)
        lines += tr("First comes practice, which does not count: %1. Then come %2.")
                     .arg(session::counted(settings.practice, tr("1 trial"), tr("%1 trials")),
                          session::counted(settings.trials, tr("1 that counts"), tr("%1 that count")));
    else
        lines += session::counted(settings.trials, tr("There is 1 trial."), tr("There are %1 trials."));
    if (session.example()) lines += tr("Below is an example with the right answer marked. It is not one of yours.");
    return lines.join(u'\n') + QStringLiteral("\n\n") + tr("Press space to begin.");
}

QString scoreWords(const session::ChallengeSession& session) {
    const std::shared_ptr<const Study>& study = session.study();
    if (!(study ? study->feedback.runningScore : session.settings().feedback)) return {};
    const PairedAnswers answers = session::resultsOf(session.records(), session::Excluded::Counted).all.answers;
    if (answers.total() == 0) return {};
    if (study && !isEnglish(*study)) return QStringLiteral("✓ %1 / %2").arg(answers.first().right).arg(answers.total());
    if (!session.settings().tellsModel()) return tr("You %1 of %2").arg(answers.first().right).arg(answers.total());
    return tr("You %1 of %3 · model %2 of %3")
        .arg(answers.first().right)
        .arg(answers.second().right)
        .arg(answers.total());
}

QString haltedWords(const session::ChallengeSession& session, bool questions) {
    const QString what =
        questions ? tr("If you leave, it is tried once more. Where that fails too, the questions are asked again when "
                       "the session is resumed.")
        : session.answerPending()
            ? tr("If you leave, it is tried once more. Where that fails too, this answer is lost, and its trial is "
                 "shown again when the session is resumed.")
            : tr("All answers so far are stored. If you leave, it is tried once more. Where that fails too, the "
                 "session stays open and can be resumed or ended later.");
    return session.problem() + QStringLiteral("\n\n") + what;
}

QString displacedWords(const session::ChallengeSession& session, bool questions) {
    QString answer;
    if (session.answerPending())
        answer = questions ? tr("Your answers to the questions were given here after that, so they are not kept. ")
                           : tr("Your answer to trial %1 was given here after that, so it is not kept. ")
                                 .arg(session.trial().ordinal);
    return tr("Session %1 was resumed, or ended, in another window of the program, so it is over in this one. %2All "
              "answers before are stored. Go on in the other window; or go back to the sessions and resume it here, "
              "if it is still open.")
        .arg(session.id())
        .arg(answer);
}

}  // namespace oneshot::ui
