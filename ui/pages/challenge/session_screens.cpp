#include "ui/pages/challenge/session_screens.h"

#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/pages/challenge/result_figures.h"
#include "ui/pages/challenge/trial_screen.h"
#include "ui/pages/challenge/trial_view.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

using session::ChallengeSession;
using State = ChallengeSession::State;

class SessionScreens::Notice : public QWidget {
  public:
    Notice() {
        title_->setFont(scaled(title_->font(), 1.5, true));
        title_->setWordWrap(true);
        text_->setWordWrap(true);
        text_->setTextFormat(Qt::PlainText);
        text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        QFrame* frame = card(column_, {sideMargin, 24, sideMargin, 20});
        frame->setFixedWidth(textWidth + 2 * sideMargin);
        setLayout(rowLayout(-1, {Filler{}, {frame, 0, Qt::AlignVCenter}, Filler{}}));
    }

    void say(const QString& title, const QString& text) {
        title_->setText(title);
        text_->setText(text);
        scroll_->setFixedHeight(std::min(text_->heightForWidth(textWidth - scrollBarWidth), maxTextHeight));
    }
    void showAsFault() { setStyleRole(text_, "fault"); }
    /// Adds it between text and buttons.
    void addBelow(QWidget* widget) { column_->insertWidget(column_->count() - 1, widget); }
    /// The first one is what Enter does.
    template <typename Receiver, typename Slot>
    QPushButton* addButton(const char* objectName, const QString& text, Receiver* receiver, Slot slot) {
        auto* button = new QPushButton(text);
        button->setObjectName(QLatin1String(objectName));
        button->setAutoDefault(true);
        setStyleRole(button, "primary", !first_);
        if (!first_) first_ = button;
        buttons_->insertWidget(1, button);  // the first one at the right end
        connect(button, &QPushButton::clicked, receiver, slot);
        return button;
    }

  protected:
    void showEvent(QShowEvent*) override {
        if (first_) first_->setFocus();
    }

  private:
    static constexpr int textWidth = 640, sideMargin = 28, maxTextHeight = 360, scrollBarWidth = 12;  // px

    QLabel *title_ = new QLabel, *text_ = new QLabel;
    QScrollArea* scroll_ = scrolled(text_, Qt::ScrollBarAsNeeded);  ///< a consent may be long
    QHBoxLayout* buttons_ = rowLayout(8, {Filler{}});
    QVBoxLayout* column_ = columnLayout(14, {title_, scroll_, buttons_});
    QPushButton* first_ = nullptr;
};

SessionScreens::SessionScreens(ChallengeSession& session, QWidget* overview)
    : session_(session),
      overview_(overview),
      trial_(new TrialScreen),
      consent_(new Notice),
      preparing_(new Notice),
      pause_(new Notice),
      break_(new Notice),
      fault_(new Notice),
      displaced_(new Notice),
      progress_(new QProgressBar),
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
    consent_->addButton("challenge.agree", tr("I agree"), this, &SessionScreens::beginAgreed);
    consent_->addButton("challenge.decline", tr("I do not agree"), this, &SessionScreens::declined);
    progress_->setTextVisible(false);
    progress_->setRange(0, 100);
    preparing_->addBelow(progress_);
    preparing_->addButton("challenge.cancel", tr("Cancel"), &session_, &ChallengeSession::leave);
    pause_->addButton("challenge.go-on", tr("Go on"), this, &SessionScreens::goOn);
    pause_->addButton("challenge.leave", tr("Leave, resume later"), &session_, &ChallengeSession::leave);
    pause_->addButton("challenge.end", tr("End the session"), &session_, &ChallengeSession::end);
    break_->addBelow(breakFigures_);
    break_->addButton("challenge.break.next", tr("Go on"), &session_, &ChallengeSession::next);
    break_->addButton("challenge.break.leave", tr("Leave, resume later"), &session_, &ChallengeSession::leave);
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
    if (state == State::Preparing) showPreparing();
    if (state == State::Ready) showTrial();
    if (state == State::Answered) showAnswer();
    if (state == State::Break) showBreak();
    if (state == State::Halted) showFault();
    if (state == State::Displaced) showDisplaced();
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
            window()->close();
        });
    return false;
}

void SessionScreens::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && currentWidget() == pause_)
        goOn();
    else
        QStackedWidget::keyPressEvent(event);
}

}  // namespace oneshot::ui
