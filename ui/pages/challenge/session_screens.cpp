#include "ui/pages/challenge/session_screens.h"

#include <QKeyEvent>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <utility>

#include "ui/pages/challenge/notice.h"
#include "ui/pages/challenge/result_figures.h"
#include "ui/pages/challenge/trial_screen.h"
#include "ui/pages/challenge/trial_view.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/keys.h"

namespace oneshot::ui {

using session::ChallengeSession;
using State = ChallengeSession::State;

SessionScreens::SessionScreens(ChallengeSession& session, QWidget* overview, QWidget* parent)
    : QStackedWidget(parent),
      session_(session),
      overview_(overview),
      trial_(new TrialScreen),
      consent_(new Notice),
      preparing_(new Notice),
      pause_(new Notice),
      break_(new Notice),
      fault_(new Notice),
      displaced_(new Notice),
      progress_(preparing_->addBar()),
      breakFigures_(new ResultFigures(QStringLiteral("challenge.break."))) {
    makeNotices();
    for (QWidget* screen :
         std::initializer_list<QWidget*>{overview_, consent_, preparing_, trial_, pause_, break_, fault_, displaced_})
        addWidget(screen);
    new HeldKeys(this, [this] { return isVisible() && currentWidget() != overview_; });
    connect(&session_, &ChallengeSession::stateChanged, this, &SessionScreens::follow);
    connect(&session_, &ChallengeSession::progressed, progress_, &QProgressBar::setValue);
    connect(trial_, &TrialScreen::answered, &session_, &ChallengeSession::answer);
    connect(trial_, &TrialScreen::interrupted, this, &SessionScreens::pause);
    connect(trial_, &TrialScreen::nextRequested, &session_, &ChallengeSession::next);
}

void SessionScreens::makeNotices() {
    const auto add = [](Notice* notice, const char* objectName, const QString& text, auto* receiver, auto slot) {
        QPushButton* button = notice->addButton(objectName, text);
        connect(button, &QPushButton::clicked, receiver, slot);
        return button;
    };
    add(consent_, "challenge.agree", tr("I agree"), this, &SessionScreens::beginAgreed);
    add(consent_, "challenge.decline", tr("I do not agree"), this, &SessionScreens::declined);
    add(preparing_, "challenge.cancel", tr("Cancel"), &session_, &ChallengeSession::leave);
    add(pause_, "challenge.go-on", tr("Go on"), this, &SessionScreens::goOn);
    add(pause_, "challenge.leave", tr("Leave, resume later"), &session_, &ChallengeSession::leave);
    add(pause_, "challenge.end", tr("End the session"), &session_, &ChallengeSession::end);
    break_->addBelow(breakFigures_);
    add(break_, "challenge.break.next", tr("Go on"), &session_, &ChallengeSession::next);
    add(break_, "challenge.break.leave", tr("Leave, resume later"), &session_, &ChallengeSession::leave);
    fault_->setFault(true);
    add(fault_, "challenge.retry", tr("Try again"), &session_, &ChallengeSession::retry);
    leaveFault_ = add(fault_, "challenge.fault.leave", tr("Leave"), &session_, &ChallengeSession::leave);
    add(displaced_, "challenge.displaced.leave", tr("Back to the sessions"), &session_, &ChallengeSession::leave);
}

void SessionScreens::begin(const session::ChallengeSettings& settings) {
    settings_ = settings;
    if (settings_.consent.isEmpty()) return beginAgreed();
    session_.checkStore([this] {
        consent_->say(tr("Before the session"), settings_.consent);
        setCurrentWidget(consent_);
    });
}

void SessionScreens::beginAgreed() {
    resumed_ = false;
    session_.begin(settings_);
}

void SessionScreens::resume(qint64 session) {
    resumed_ = true;
    session_.resume(session);
}

void SessionScreens::showOverview() {
    setCurrentWidget(overview_);
}

void SessionScreens::follow(State state) {
    switch (state) {
        case State::Preparing:
            return showPreparing();
        case State::Ready:
            return showTrial();
        case State::Answered:
            return showAnswer();
        case State::Break:
            return showBreak();
        case State::Halted:
            return showFault();
        case State::Displaced:
            return showDisplaced();
        case State::Saving:
        case State::Idle:
        case State::Ended:
            return;
    }
}

void SessionScreens::showPreparing() {
    preparing_->say(tr("One moment"), tr("The data are read and the model answers the tasks; its answers stay hidden "
                                         "until you have answered."));
    progress_->setValue(0);
    setCurrentWidget(preparing_);
}

void SessionScreens::showTrial() {
    setCurrentWidget(trial_);
    trial_->setTrial(session_.dataset(), session_.trial(), session_.settings().timeLimitSeconds, score(),
                     std::exchange(resumed_, false));
    if (!isVisible() || !isActiveWindow()) pause();
}

void SessionScreens::showAnswer() {
    setCurrentWidget(trial_);
    if (session_.settings().feedback && session_.answered())
        trial_->showFeedback(*session_.answered(), score());
    else
        QMetaObject::invokeMethod(&session_, &ChallengeSession::next, Qt::QueuedConnection);
}

void SessionScreens::showBreak() {
    break_->say(tr("A break"), tr("%1 of %2 done. Rest as long as you like.")
                                   .arg(session_.records().size())
                                   .arg(session::counted(session_.trial().total, tr("1 trial"), tr("%1 trials"))));
    breakFigures_->setVisible(session_.settings().feedback);
    breakFigures_->setResults(session::resultsOf(session_.records()));
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
            ? tr("Your answer to trial %1 was given here after that, so it is not kept. ").arg(session_.trial().number)
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
    pause_->say(tr("Paused"), trial_->view()->shownBefore()
                                  ? tr("The trial is hidden. Go on, and it is shown anew with its time from zero; that "
                                       "it was seen before is noted with it.")
                                  : tr("The next trial has not been shown. It begins when you go on."));
    setCurrentWidget(pause_);
}

void SessionScreens::goOn() {
    setCurrentWidget(trial_);
    trial_->begin();
}

/// What the answers so far came to, in words; empty where that is told at the end only.
QString SessionScreens::score() const {
    if (!session_.settings().feedback) return {};
    const PairedAnswers answers = session::resultsOf(session_.records()).all.answers;
    if (answers.total() == 0) return {};
    return tr("You %1 of %3 · model %2 of %3")
        .arg(answers.first().right)
        .arg(answers.second().right)
        .arg(answers.total());
}

bool SessionScreens::mayClose() {
    if (session_.state() != State::Halted) return true;
    if (findChild<QMessageBox*>(QStringLiteral("challenge.close"))) return false;
    auto* question = new QMessageBox(QMessageBox::Question, tr("Not everything is stored"),
                                     tr("The challenge has something that could not be stored. Close all the same?"),
                                     QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("challenge.close"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        tr("It is tried once more while closing. Where that fails too, it is lost; the session "
           "can be resumed later."));
    QPushButton* close = question->addButton(tr("Close"), QMessageBox::AcceptRole);
    close->setObjectName(QStringLiteral("challenge.close.yes"));
    QPushButton* stay = question->addButton(tr("Stay"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("challenge.close.no"));
    question->setEscapeButton(stay);
    question->setDefaultButton(stay);
    connect(close, &QPushButton::clicked, this, [this] {
        session_.leave();
        window()->close();
    });
    question->open();
    return false;
}

void SessionScreens::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && currentWidget() == pause_)
        goOn();
    else
        QStackedWidget::keyPressEvent(event);
}

}  // namespace oneshot::ui
