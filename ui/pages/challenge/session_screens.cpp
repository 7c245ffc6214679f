#include "ui/pages/challenge/session_screens.h"

#include <QKeyEvent>
#include <QProgressBar>
#include <utility>

#include "ui/pages/challenge/disturbance_watch.h"
#include "ui/pages/challenge/example_trial.h"
#include "ui/pages/challenge/result_figures.h"
#include "ui/pages/challenge/session_notice.h"
#include "ui/pages/challenge/trial_screen.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/named_keys.h"

namespace oneshot::ui {

using session::ChallengeSession;
using State = ChallengeSession::State;

namespace {

const QKeySequence back(Qt::CTRL | Qt::SHIFT | Qt::Key_E);

}  // namespace

QString SessionScreens::backKeys() {
    return back.toString(QKeySequence::NativeText);
}

SessionScreens::SessionScreens(ChallengeSession& session)
    : session_(session),
      disturbances_(new DisturbanceWatch(this)),
      trial_(new TrialScreen),
      consent_(new SessionNotice),
      preparing_(new SessionNotice),
      instruction_(new SessionNotice),
      practiceOver_(new SessionNotice),
      pause_(new SessionNotice),
      break_(new SessionNotice),
      fault_(new SessionNotice),
      displaced_(new SessionNotice),
      thanks_(new SessionNotice),
      example_(new ExampleTrial),
      progress_(new QProgressBar),
      breakFigures_(new ResultFigures(QStringLiteral("challenge.break."), false)) {
    setObjectName(QStringLiteral("challenge.screens"));
    thanks_->setObjectName(QStringLiteral("challenge.thanks"));
    nameKeys(this, backKeys(), tr("After a session: back to the results"));
    makeNotices();
    for (QWidget* screen : std::initializer_list<QWidget*>{preparing_, consent_, instruction_, trial_, practiceOver_,
                                                           pause_, break_, fault_, displaced_, thanks_})
        addWidget(screen);
    new HeldKeys(this, [this] { return isVisible(); });
    connect(&session_, &ChallengeSession::stateChanged, this, &SessionScreens::follow);
    connect(&session_, &ChallengeSession::progressed, progress_, &QProgressBar::setValue);
    connect(trial_, &TrialScreen::answered, this, &SessionScreens::answer);
    connect(trial_, &TrialScreen::interrupted, this, &SessionScreens::pause);
    connect(trial_, &TrialScreen::nextRequested, &session_, &ChallengeSession::next);
}

void SessionScreens::makeNotices() {
    consent_->addButton("challenge.agree", tr("I agree"), this, &SessionScreens::beginAgreed);
    consent_->addButton("challenge.decline", tr("I do not agree"), this, &SessionScreens::left);
    progress_->setTextVisible(false);
    progress_->setRange(0, 100);
    preparing_->addBelow(progress_);
    preparing_->addButton("challenge.cancel", tr("Cancel"), &session_, &ChallengeSession::leave);
    instruction_->addBelow(example_);
    instruction_->addButton("challenge.begin", tr("Begin"), &session_, &ChallengeSession::next);
    instruction_->addButton("challenge.instruction.leave", tr("Leave, resume later"), this, &SessionScreens::leave);
    practiceOver_->addButton("challenge.practice-over.next", tr("Begin"), &session_, &ChallengeSession::next);
    pause_->addButton("challenge.go-on", tr("Go on"), this, &SessionScreens::goOn);
    pause_->addButton("challenge.leave", tr("Leave, resume later"), this, &SessionScreens::leave);
    pause_->addButton("challenge.end", tr("End the session"), &session_, &ChallengeSession::end);
    break_->addBelow(breakFigures_);
    break_->addButton("challenge.break.next", tr("Go on"), &session_, &ChallengeSession::next);
    break_->addButton("challenge.break.leave", tr("Leave, resume later"), this, &SessionScreens::leave);
    fault_->showAsFault();
    fault_->addButton("challenge.retry", tr("Try again"), &session_, &ChallengeSession::retry);
    leaveFault_ = fault_->addButton("challenge.fault.leave", tr("Leave"), &session_, &ChallengeSession::leave);
    displaced_->addButton("challenge.displaced.leave", tr("Back to the sessions"), &session_, &ChallengeSession::leave);
}

void SessionScreens::begin(const session::ChallengeSettings& settings) {
    settings_ = settings;
    if (settings_.consent.isEmpty()) return beginAgreed();
    session_.checkStore([this] {
        consent_->say(tr("Before the session"), settings_.consent);
        setCurrentWidget(consent_);
        Q_EMIT opened();
    });
}

void SessionScreens::beginAgreed() {
    resumed_ = leaving_ = false;
    session_.begin(settings_);
}

void SessionScreens::resume(qint64 session) {
    resumed_ = true;
    leaving_ = false;
    session_.resume(session);
}

void SessionScreens::follow(State state) {
    if (state == State::Preparing) showPreparing();
    if (state == State::Instruction) showInstruction();
    if (state == State::Ready) showTrial();
    if (state == State::Answered) showAnswer();
    if (state == State::PracticeOver) showPracticeOver();
    if (state == State::Break) showBreak();
    if (state == State::Halted) showFault();
    if (state == State::Displaced) showDisplaced();
    const bool leaves = state == State::Idle && std::exchange(leaving_, false);
    if (leaves && window()->isFullScreen())  // in the page the experimenter is there
        showThanks(tr("Your answers so far are stored. You can go on later."));
    if (state == State::Ended) showThanks(tr("That was all; your answers are stored."));
}

void SessionScreens::showPreparing() {
    preparing_->say(tr("One moment"), tr("The data are read and the model answers the tasks; its answers stay hidden "
                                         "until you have answered."));
    progress_->setValue(0);
    setCurrentWidget(preparing_);
    Q_EMIT opened();
}

void SessionScreens::showInstruction() {
    instruction_->say(resumed_ ? tr("You go on here") : tr("What you will do"), instruction());
    example_->setVisible(session_.example().has_value());
    if (session_.example()) example_->setTask(session_.dataset(), *session_.example());
    disturbances_->take();  // what was before is no part of the session
    setCurrentWidget(instruction_);
}

void SessionScreens::answer(session::TrialAnswer answer) {
    answer.disturbances = disturbances_->take();
    session_.answer(answer);
}

void SessionScreens::useFrames(bool use) {
    trial_->view()->useFrames(use);
}

QString SessionScreens::instruction() const {
    const session::ChallengeSettings& settings = session_.settings();
    const session::ChallengeTrial& trial = session_.trial();
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
    if (resumed_)
        lines += tr("Next: %1.").arg(TrialScreen::placeOf(trial));
    else if (settings.practice > 0)
        lines += tr("First comes practice, which does not count: %1. Then come %2.")
                     .arg(session::counted(settings.practice, tr("1 trial"), tr("%1 trials")),
                          session::counted(settings.trials, tr("1 that counts"), tr("%1 that count")));
    else
        lines += session::counted(settings.trials, tr("There is 1 trial."), tr("There are %1 trials."));
    if (session_.example()) lines += tr("Below is an example with the right answer marked. It is not one of yours.");
    return lines.join(u'\n') + QStringLiteral("\n\n") + tr("Press space to begin.");
}

void SessionScreens::showTrial() {
    const session::ChallengeSettings& settings = session_.settings();
    setCurrentWidget(trial_);
    trial_->setTrial(session_.dataset(), session_.trial(),
                     {settings.intervalMilliseconds, settings.fixationMilliseconds, settings.timeLimitSeconds}, score(),
                     std::exchange(resumed_, false));
    if (!isVisible() || !isActiveWindow()) pause();
}

void SessionScreens::showAnswer() {
    setCurrentWidget(trial_);
    if (session_.settings().feedback && session_.answered())
        trial_->showFeedback(*session_.answered(), session_.settings().tellsModel(), score());
    else
        QMetaObject::invokeMethod(&session_, &ChallengeSession::next, Qt::QueuedConnection);
}

void SessionScreens::showPracticeOver() {
    practiceOver_->say(
        tr("Practice is over"),
        session::counted(session_.settings().trials, tr("From now on it counts: 1 trial, done in the same way."),
                         tr("From now on it counts: %1 trials, done in the same way.")) +
            QStringLiteral("\n\n") + tr("Press space to begin."));
    setCurrentWidget(practiceOver_);
}

void SessionScreens::showBreak() {
    break_->say(tr("A break"), tr("%1 of %2 done. Rest as long as you like.")
                                       .arg(session_.trial().ordinal - 1)
                                       .arg(session::counted(session_.trial().count, tr("1 trial"), tr("%1 trials"))) +
                                   QStringLiteral("\n\n") + tr("Press space to go on."));
    breakFigures_->setVisible(session_.settings().tellsModel());
    breakFigures_->setResults(session::resultsOf(session_.records(), session::Excluded::Counted));
    setCurrentWidget(break_);
}

void SessionScreens::showFault() {
    const bool answer = session_.answerPending();
    fault_->say(answer ? tr("Your answer could not be stored") : tr("The end of the session could not be stored"),
                session_.problem() + QStringLiteral("\n\n") +
                    (answer ? tr("If you leave, it is tried once more. Where that fails too, this answer is lost, and "
                                 "its trial is shown again when the session is resumed.")
                            : tr("All answers so far are stored. If you leave, it is tried once more. Where that fails "
                                 "too, the session stays open and can be resumed or ended later.")));
    leaveFault_->setText(answer ? tr("Leave without this answer") : tr("Leave"));
    setCurrentWidget(fault_);
}

void SessionScreens::showDisplaced() {
    const QString answer =
        session_.answerPending()
            ? tr("Your answer to trial %1 was given here after that, so it is not kept. ").arg(session_.trial().ordinal)
            : QString();
    displaced_->say(tr("The session is in another window now"),
                    tr("Session %1 was resumed, or ended, in another window of the program, so it is over in this "
                       "one. %2All answers before are stored. Go on in the other window; or go back to the sessions "
                       "and resume it here, if it is still open.")
                        .arg(session_.id())
                        .arg(answer));
    setCurrentWidget(displaced_);
}

void SessionScreens::pause() {
    trial_->view()->cover();
    pause_->say(tr("Paused"), (trial_->view()->shownBefore()
                                   ? tr("The trial is hidden. Go on, and it is shown anew with its time from zero; "
                                        "that it was seen before is noted with it.")
                                   : tr("The next trial has not been shown. It begins when you go on.")) +
                                  QStringLiteral("\n\n") + tr("Press space to go on."));
    setCurrentWidget(pause_);
}

void SessionScreens::showThanks(const QString& text) {
    // Who does a session in the window, with everything around it, is often alone with it.
    const bool alone = !window()->isFullScreen();
    thanks_->say(
        tr("Thank you"),
        text + u' ' + (alone ? tr("%1 shows the results.").arg(backKeys()) : tr("Please tell the experimenter.")));
    setCurrentWidget(thanks_);
}

bool SessionScreens::isWaiting() const {
    return currentWidget() == thanks_;
}

void SessionScreens::goBack() {
    setCurrentWidget(preparing_);  // nobody waits any more
    Q_EMIT left();
}

void SessionScreens::leave() {
    leaving_ = true;
    session_.leave();
}

void SessionScreens::goOn() {
    setCurrentWidget(trial_);
    trial_->begin();
}

/// What the answers so far came to, in words; empty where that is told at the end only.
QString SessionScreens::score() const {
    if (!session_.settings().feedback) return {};
    const PairedAnswers answers = session::resultsOf(session_.records(), session::Excluded::Counted).all.answers;
    if (answers.total() == 0) return {};
    if (!session_.settings().tellsModel()) return tr("You %1 of %2").arg(answers.first().right).arg(answers.total());
    return tr("You %1 of %3 · model %2 of %3")
        .arg(answers.first().right)
        .arg(answers.second().right)
        .arg(answers.total());
}

bool SessionScreens::mayClose() {
    if (session_.state() != State::Halted) return true;
    if (findChild<QMessageBox*>(QStringLiteral("challenge.close"))) return false;
    ask(this,
        {.name = QStringLiteral("challenge.close"),
         .title = tr("Not everything is stored"),
         .text = tr("The challenge has something that could not be stored. Close all the same?"),
         .details = tr("It is tried once more while closing. Where that fails too, it is lost; the session can be "
                       "resumed later."),
         .yes = tr("Close"),
         .yesName = QStringLiteral("challenge.close.yes"),
         .no = tr("Stay"),
         .noName = QStringLiteral("challenge.close.no")},
        [this] {
            session_.leave();
            Q_EMIT closeAgreed();
        });
    return false;
}

void SessionScreens::askToLeave() {
    if (isWaiting()) return;
    if (currentWidget() == trial_ && trial_->view()->running()) return trial_->view()->interrupt();
    if (findChild<QMessageBox*>(QStringLiteral("challenge.stop"))) return;
    ask(this,
        {.name = QStringLiteral("challenge.stop"),
         .title = tr("Leave the session?"),
         .text = tr("Leave the session?"),
         .details = tr("What is stored stays, and the session can be resumed later."),
         .yes = tr("Leave, resume later"),
         .yesName = QStringLiteral("challenge.stop.yes"),
         .no = tr("Stay"),
         .noName = QStringLiteral("challenge.stop.no")},
        [this] { currentWidget() == consent_ ? Q_EMIT left() : leave(); });
}

/// Space in a part that does not take it itself, as a button does.
void SessionScreens::keyPressEvent(QKeyEvent* event) {
    const QWidget* shown = currentWidget();
    const bool space = event->key() == Qt::Key_Space;
    if (shown == pause_ && (space || event->key() == Qt::Key_Escape))
        goOn();
    else if (space && (shown == instruction_ || shown == practiceOver_ || shown == break_))
        session_.next();
    else if (isWaiting() && QKeySequence(event->keyCombination()) == back)
        goBack();
    else
        QStackedWidget::keyPressEvent(event);
}

}  // namespace oneshot::ui
