#include "ui/pages/challenge/session_screens.h"

#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <utility>

#include "ui/pages/challenge/disturbance_watch.h"
#include "ui/pages/challenge/example_trial.h"
#include "ui/pages/challenge/question_form.h"
#include "ui/pages/challenge/result_figures.h"
#include "ui/pages/challenge/session_notice.h"
#include "ui/pages/challenge/session_words.h"
#include "ui/pages/challenge/trial_screen.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/common/words.h"
#include "ui/session/studies/study_settings.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/named_keys.h"

namespace oneshot::ui {

using session::ChallengeSession;
using State = ChallengeSession::State;

namespace {

const QKeySequence back(Qt::CTRL | Qt::SHIFT | Qt::Key_E);

QStringList alphabetsOf(const session::DatasetPtr& dataset) {
    QStringList names;
    if (dataset)
        for (const Alphabet& alphabet : dataset->alphabets)
            if (!alphabet.name.empty()) names += QString::fromStdString(alphabet.name);
    return names;
}

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
      questions_(new QuestionForm),
      example_(new ExampleTrial),
      progress_(new QProgressBar),
      breakFigures_(new ResultFigures(QStringLiteral("challenge.break."), false)),
      wayBack_(textLabel("challenge.thanks.way-back")) {
    setObjectName(QStringLiteral("challenge.screens"));
    thanks_->setObjectName(QStringLiteral("challenge.thanks"));
    nameKeys(this, backKeys(), tr("After a session: back to the results"));
    makeNotices();
    for (QWidget* screen : std::initializer_list<QWidget*>{preparing_, consent_, questions_, instruction_, trial_,
                                                           practiceOver_, pause_, break_, fault_, displaced_, thanks_})
        addWidget(screen);
    new HeldKeys(this, [this] { return isVisible() && currentWidget() != questions_; });  // a text may need them
    connect(&session_, &ChallengeSession::stateChanged, this, &SessionScreens::follow);
    connect(&session_, &ChallengeSession::progressed, progress_, &QProgressBar::setValue);
    connect(trial_, &TrialScreen::answered, this, &SessionScreens::answer);
    connect(trial_, &TrialScreen::interrupted, this, &SessionScreens::pause);
    connect(trial_, &TrialScreen::nextRequested, &session_, &ChallengeSession::next);
    connect(questions_, &QuestionForm::leaveRequested, this, &SessionScreens::leave);
    connect(questions_, &QuestionForm::answered, this, [this](const QString& answers) {
        answersQuestions_ = true;
        session_.answerQuestions(answers);
    });
    connect(&reader_, &session::Worker::failed, this, &SessionScreens::askForConsent);  // as plain text, then
}

void SessionScreens::makeNotices() {
    consent_->addButton("challenge.agree", tr("I agree"), this, &SessionScreens::beginAgreed);
    consent_->addButton("challenge.decline", tr("I do not agree"), this, &SessionScreens::decline);
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
    thanks_->addBelow(wayBack_);
    displaced_->addButton("challenge.displaced.leave", tr("Back to the sessions"), &session_, &ChallengeSession::leave);
}

void SessionScreens::begin(const session::ChallengeSettings& settings) {
    settings_ = settings;
    study_.reset();
    if (settings_.consent.isEmpty()) return beginAgreed();
    session_.checkStore(
        [this] {
            if (!settings_.study.isUsed()) return askForConsent();
            reader_.run([use = settings_.study](const session::Worker::Control&) { return session::studyOf(use); },
                        [this](const std::shared_ptr<const Study>& study) {
                            study_ = study;
                            askForConsent();
                        });
        },
        settings_.study);
}

void SessionScreens::askForConsent() {
    say(consent_, &StudyTexts::consent, tr("Before the session"), settings_.consent);
    setCurrentWidget(consent_);
    Q_EMIT opened();
}

void SessionScreens::beginAgreed() {
    resumed_ = leaving_ = false;
    session_.begin(settings_);
}

void SessionScreens::decline() {
    if (!window()->isFullScreen()) return Q_EMIT left();  // in the page the experimenter is there
    showThanks(tr("You do not take part, and nothing of you is stored."), false);
}

void SessionScreens::resume(qint64 session) {
    resumed_ = true;
    leaving_ = false;
    study_.reset();
    session_.resume(session);
}

void SessionScreens::follow(State state) {
    if (session_.study()) study_ = session_.study();
    if (state == State::Preparing) showPreparing();
    if (state == State::QuestionsBefore) showQuestions(study_->questionsBefore);
    if (state == State::QuestionsAfter) showQuestions(study_->questionsAfter);
    if (state == State::Instruction) showInstruction();
    if (state == State::Ready) showTrial();
    if (state == State::Answered) showAnswer();
    if (state == State::PracticeOver) showPracticeOver();
    if (state == State::Break) showBreak();
    if (state == State::Halted) showFault();
    if (state == State::Displaced) showDisplaced();
    const bool leaves = state == State::Idle && std::exchange(leaving_, false);
    if (leaves && window()->isFullScreen())  // in the page the experimenter is there
        showThanks(tr("Your answers so far are stored. You can go on later."), false);
    if (state == State::Ended) showThanks(tr("That was all; your answers are stored."), true);
}

void SessionScreens::say(SessionNotice* notice, std::string StudyTexts::*own, const QString& title,
                         const QString& words) {
    if (study_ && !QString::fromStdString(study_->texts.*own).trimmed().isEmpty())
        notice->say(*study_, study_->texts.*own);
    else
        notice->say(title, words);
}

void SessionScreens::showPreparing() {
    preparing_->say(tr("One moment"), tr("The data are read and the model answers the tasks; its answers stay hidden "
                                         "until you have answered."));
    progress_->setValue(0);
    setCurrentWidget(preparing_);
    Q_EMIT opened();
}

void SessionScreens::showQuestions(const std::vector<StudyQuestion>& questions) {
    questions_->ask(*study_, questions, alphabetsOf(session_.dataset()));
    setCurrentWidget(questions_);
}

void SessionScreens::showInstruction() {
    say(instruction_, &StudyTexts::instruction, resumed_ ? tr("You go on here") : tr("What you will do"),
        instructionWords(session_, resumed_));
    example_->setVisible(session_.example().has_value());
    if (session_.example()) example_->setTask(session_.dataset(), *session_.example());
    disturbances_->take();  // what was before is no part of the session
    setCurrentWidget(instruction_);
}

void SessionScreens::answer(session::TrialAnswer answer) {
    answer.disturbances = disturbances_->take();
    answersQuestions_ = false;
    session_.answer(answer);
}

void SessionScreens::useFrames(bool use) {
    trial_->view()->useFrames(use);
}

void SessionScreens::showTrial() {
    const session::ChallengeSettings& settings = session_.settings();
    setCurrentWidget(trial_);
    trial_->useWords(!study_ || isEnglish(*study_));
    trial_->setTrial(session_.dataset(), session_.trial(),
                     {settings.intervalMilliseconds, settings.fixationMilliseconds, settings.timeLimitSeconds},
                     scoreWords(session_), std::exchange(resumed_, false));
    if (!isVisible() || !isActiveWindow()) pause();
}

void SessionScreens::showAnswer() {
    setCurrentWidget(trial_);
    if (session_.settings().feedback && session_.answered())
        trial_->showFeedback(*session_.answered(), session_.settings().tellsModel(), scoreWords(session_));
    else
        QMetaObject::invokeMethod(&session_, &ChallengeSession::next, Qt::QueuedConnection);
}

void SessionScreens::showPracticeOver() {
    say(practiceOver_, &StudyTexts::practiceEnd, tr("Practice is over"),
        session::counted(session_.settings().trials, tr("From now on it counts: 1 trial, done in the same way."),
                         tr("From now on it counts: %1 trials, done in the same way.")) +
            QStringLiteral("\n\n") + tr("Press space to begin."));
    setCurrentWidget(practiceOver_);
}

void SessionScreens::showBreak() {
    say(break_, &StudyTexts::breaks, tr("A break"),
        tr("%1 of %2 done. Rest as long as you like.")
                .arg(session_.trial().ordinal - 1)
                .arg(session::counted(session_.trial().count, tr("1 trial"), tr("%1 trials"))) +
            QStringLiteral("\n\n") + tr("Press space to go on."));
    breakFigures_->setVisible(session_.settings().tellsModel() && (!study_ || study_->feedback.runningScore));
    breakFigures_->setResults(session::resultsOf(session_.records(), session::Excluded::Counted));
    setCurrentWidget(break_);
}

void SessionScreens::showFault() {
    const bool answer = session_.answerPending(), questions = answer && answersQuestions_;
    fault_->say(questions ? tr("Your answers could not be stored")
                : answer  ? tr("Your answer could not be stored")
                          : tr("The end of the session could not be stored"),
                haltedWords(session_, questions));
    leaveFault_->setText(questions ? tr("Leave without these answers")
                         : answer  ? tr("Leave without this answer")
                                   : tr("Leave"));
    setCurrentWidget(fault_);
}

void SessionScreens::showDisplaced() {
    displaced_->say(tr("The session is in another window now"), displacedWords(session_, answersQuestions_));
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

void SessionScreens::showThanks(const QString& text, bool isEnd) {
    // Who does a session in the window, with everything around it, is often alone with it.
    const bool alone = !window()->isFullScreen();
    const QString title = tr("Thank you"), words = alone ? text : text + u' ' + tr("Please tell the experimenter.");
    isEnd ? say(thanks_, &StudyTexts::thanks, title, words) : thanks_->say(title, words);
    wayBack_->setText(wayBack());
    wayBack_->setVisible(alone);
    typed_.clear();
    setCurrentWidget(thanks_);
}

QString SessionScreens::wayBack() const {
    if (study_ && !study_->returnCode.empty()) return tr("The study's code, typed here, shows the results.");
    return tr("%1 shows the results.").arg(backKeys());
}

/// A code is not shown as it is typed; what was typed before it does no harm.
bool SessionScreens::leadsBack(const QKeyEvent& event) {
    const QString code = study_ ? QString::fromStdString(study_->returnCode) : QString();
    if (code.isEmpty()) return QKeySequence(event.keyCombination()) == back;
    typed_ = (typed_ + event.text()).right(code.size());
    return typed_ == code;
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
        [this] { currentWidget() == consent_ ? decline() : leave(); });
}

/// Space in a part that does not take it itself, as a button does.
void SessionScreens::keyPressEvent(QKeyEvent* event) {
    const QWidget* shown = currentWidget();
    const bool space = event->key() == Qt::Key_Space;
    if (shown == pause_ && (space || event->key() == Qt::Key_Escape))
        goOn();
    else if (space && (shown == instruction_ || shown == practiceOver_ || shown == break_))
        session_.next();
    else if (!isWaiting())
        QStackedWidget::keyPressEvent(event);
    else if (leadsBack(*event))
        goBack();
}

}  // namespace oneshot::ui
