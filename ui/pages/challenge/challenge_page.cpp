#include "ui/pages/challenge/challenge_page.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "core/runs/run_directory.h"
#include "ui/pages/challenge/challenge_results_view.h"
#include "ui/pages/challenge/challenge_setup.h"
#include "ui/pages/challenge/participant_window.h"
#include "ui/pages/challenge/session_screens.h"
#include "ui/pages/challenge/sessions_panel.h"
#include "ui/pages/challenge/trial_exporter.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

using session::ChallengeSession;
using State = ChallengeSession::State;

ChallengePage::ChallengePage(session::Workspace& workspace)
    : session_(workspace, homeFolder() / "workbench.sqlite"),
      status_(textLabel("challenge.status")),
      start_(new QPushButton(lineIcon("start", QPalette::HighlightedText), tr("Start"))),
      setup_(new ChallengeSetup(workspace)),
      results_(new ChallengeResultsView(workspace)),
      exporter_(new TrialExporter(workspace, [this] { return results_->sheet(); })),
      sessions_(new SessionsPanel(exporter_)),
      screens_(new SessionScreens(session_)),
      stack_(new QStackedWidget),
      overview_(makeOverview()),
      away_(new QLabel(tr("The session is in a window of its own"))) {
    setObjectName(QStringLiteral("page.challenge"));
    setup_->setObjectName(QStringLiteral("challenge.setup"));
    away_->setAlignment(Qt::AlignCenter);
    for (QWidget* part : std::initializer_list<QWidget*>{overview_, away_, screens_}) stack_->addWidget(part);
    setLayout(columnLayout(0, {stack_}, pageMargins));

    connect(start_, &QPushButton::clicked, this, &ChallengePage::start);
    connect(setup_, &ChallengeSetup::changed, this, &ChallengePage::showReadiness);
    connect(setup_, &ChallengeSetup::choicesChanged, this, &ChallengePage::choicesChanged);
    connect(setup_, &ChallengeSetup::studyChanged, this, &ChallengePage::askNextParticipant);
    connect(sessions_, &SessionsPanel::resumeRequested, this, &ChallengePage::resume);
    connect(sessions_, &SessionsPanel::chosenChanged, this, &ChallengePage::showChosen);
    connect(exporter_, &TrialExporter::told, this, &ChallengePage::say);
    connect(results_, &ChallengeResultsView::tasksRequested, this, &ChallengePage::tasksRequested);
    connect(results_, &ChallengeResultsView::unblindRequested, this, &ChallengePage::askToUnblind);
    connect(screens_, &SessionScreens::opened, this, &ChallengePage::showScreens);
    connect(screens_, &SessionScreens::left, this, &ChallengePage::showOverview);
    connect(screens_, &SessionScreens::closeAgreed, this, [this] { window()->close(); });
    connect(&session_, &ChallengeSession::stateChanged, this, &ChallengePage::follow);
    connect(&session_, &ChallengeSession::listed, this, &ChallengePage::takeSessions);
    connect(&session_, &ChallengeSession::listingFailed, sessions_, &SessionsPanel::showFault);
    followSessionsPanel();
    showReadiness();
}

ChallengePage::~ChallengePage() {
    delete window_;  // and what a participant sees in it, before the session goes
}

void ChallengePage::followSessionsPanel() {
    connect(sessions_, &SessionsPanel::noteEdited, &session_, &ChallengeSession::setNote);
    connect(sessions_, &SessionsPanel::exclusionEdited, &session_, &ChallengeSession::setExclusion);
    connect(sessions_, &SessionsPanel::deletionRequested, &session_, &ChallengeSession::deleteSessions);
    connect(sessions_, &SessionsPanel::participantDeletionRequested, &session_, &ChallengeSession::deleteParticipant);
    connect(&session_, &ChallengeSession::changeFailed, this, [this](const QString& why) { say(why, true); });
    connect(&session_, &ChallengeSession::deleted, this, [this](const session::TrialStore::Erasure& erasure) {
        for (const QString& code : erasure.participants) Q_EMIT participantDeleted(code);
        const QString done = tr("Deleted: %1 with %2.")
                                 .arg(session::counted(erasure.sessions, tr("1 session"), tr("%1 sessions")),
                                      session::counted(erasure.trials, tr("1 trial"), tr("%1 trials")));
        say(erasure.leftover.isEmpty() ? done : done + u' ' + erasure.leftover, !erasure.leftover.isEmpty());
    });
}

QLayout* ChallengePage::makeHeader() {
    start_->setObjectName(QStringLiteral("challenge.start"));
    setStyleRole(start_, "primary");
    QLayout* texts = columnLayout(2, {pageTitle(tr("Challenge")), status_});
    return rowLayout(8, {{texts, 1}, {start_, 0, Qt::AlignTop}});
}

QWidget* ChallengePage::makeOverview() {
    constexpr int minWidth = 330;  // px, of a column
    auto* results = new QWidget;
    results->setLayout(columnLayout(12, {sessions_, {results_, 1}}));
    QScrollArea* left = scrolled(setup_, Qt::ScrollBarAsNeeded);
    QScrollArea* right = scrolled(results, Qt::ScrollBarAsNeeded);
    right->setObjectName(QStringLiteral("challenge.scroll"));
    for (QScrollArea* column : {left, right}) column->setMinimumWidth(minWidth);
    // The form and its scroll bar fit at first, with large fonts too.
    const int formWidth = setup_->minimumSizeHint().width() + left->verticalScrollBar()->sizeHint().width();
    QSplitter* columns =
        splitter("challenge.splitter", Qt::Horizontal, {{left, std::max(344, formWidth)}, {right, 900, 1}});
    auto* overview = new QWidget;
    overview->setLayout(columnLayout(10, {makeHeader(), {columns, 1}}));
    return overview;
}

void ChallengePage::start() {
    say(tr("Looking at what is asked"), false);
    const session::ChallengeSettings settings = setup_->settings();
    session_.countLearnt(settings, [this, settings](const session::LearntTasks& learnt) {
        say({}, false);
        if (learnt.tasks > 0)
            warnOfLearnt(learnt, [this, settings] { screens_->begin(settings); });
        else
            screens_->begin(settings);
    });
}

/// Before the participant is asked for anything: it is the experimenter's question.
void ChallengePage::warnOfLearnt(const session::LearntTasks& learnt, const std::function<void()>& begin) {
    ask(this,
        {.name = QStringLiteral("challenge.learnt.question"),
         .title = tr("The model has learnt what is asked"),
         .text = tr("The model has learnt from %1 of the %2 characters that are asked, and %3 of the %4 tasks hold one "
                    "of them. Begin all the same?")
                     .arg(learnt.characters)
                     .arg(learnt.allCharacters)
                     .arg(learnt.tasks)
                     .arg(learnt.allTasks),
         .details =
             tr("Its answers to these tasks are not one-shot answers. They are marked in the trials, and results "
                "are also told without them. Data that were held out, or another model, avoid it."),
         .yes = tr("Begin all the same"),
         .yesName = QStringLiteral("challenge.learnt.question.begin"),
         .no = tr("Cancel"),
         .noName = QStringLiteral("challenge.learnt.question.cancel"),
         .icon = QMessageBox::Warning},
        begin);
}

void ChallengePage::resume(qint64 session) {
    say({}, false);
    toChoose_ = session;
    screens_->resume(session);
}

void ChallengePage::follow(State state) {
    if (state != State::Idle && state != State::Ended) return;
    toChoose_ = session_.id();
    say(session_.problem(), true);
    if (state == State::Idle && !screens_->isWaiting()) return showOverview();
    if (state == State::Ended) setup_->prepareNext();
    session_.list();  // to be seen once the participant is gone
}

void ChallengePage::showScreens() {
    if (window_ || stack_->currentWidget() == screens_) return;
    if (!setup_->wantsFullScreen()) return stack_->setCurrentWidget(screens_);
    stack_->setCurrentWidget(away_);
    window_ = new ParticipantWindow(screens_, window());
    connect(window_, &ParticipantWindow::closeRequested, screens_, &SessionScreens::askToLeave);
    screens_->useFrames(true);  // before it is shown, or it would be made anew
    window_->open();
}

void ChallengePage::showOverview() {
    if (window_) {
        window_->hide();
        screens_->useFrames(false);
        stack_->addWidget(screens_);
        window_->deleteLater();  // not at once: it may be handling the key that led here
        window_.clear();
        window()->activateWindow();
    }
    stack_->setCurrentWidget(overview_);
    session_.list();
    start_->setFocus();
}

void ChallengePage::showEvent(QShowEvent*) {
    session_.list();  // another window may have added some
    setup_->listStudies();
}

void ChallengePage::askNextParticipant() {
    const session::StudyUse study = setup_->study();
    if (!study.isUsed()) return;
    session_.askNextParticipant(study, [this, study](int number) {
        if (setup_->study() == study) setup_->showNextParticipant(number);
    });
}

void ChallengePage::showReadiness() {
    const QString problem = setup_->problem();
    start_->setEnabled(problem.isEmpty());
    start_->setToolTip(problem);
    if (!status_->property("fault").toBool()) say({}, false);  // a fault is still to be read
}

void ChallengePage::say(const QString& text, bool isFault) {
    setFault(status_, isFault && !text.isEmpty());
    if (!text.isEmpty())
        status_->setText(text);
    else if (const QString problem = setup_->problem(); !problem.isEmpty())
        status_->setText(tr("Cannot start yet. %1").arg(problem));
    else
        status_->setText(tr("You and the model answer the same tasks; your times and answers are kept"));
}

void ChallengePage::takeSessions(const std::vector<session::SessionRecord>& sessions,
                                 const std::vector<session::TrialRecord>& trials) {
    if (std::exchange(mayAdopt_, false) && !sessions.empty()) setup_->adopt(sessions.front().settings);
    studies_.setSessions(sessions);
    setup_->setStudies(studies_);
    askNextParticipant();
    sessions_->setSessions(sessions, trials, studies_, std::exchange(toChoose_, 0));
}

void ChallengePage::showChosen() {
    const auto sessions = sessions_->chosenSessions();
    const auto trials = sessions_->chosenTrials();
    results_->setTrials(sessions, trials, sessions_->excluded(), studies_);
    exporter_->setTrials(sessions, trials, results_->hasTrials(), sessions_->excluded(), studies_);
}

void ChallengePage::askToUnblind(const std::vector<qint64>& sessions, const QString& studies) {
    ask(this,
        {.name = QStringLiteral("challenge.unblind.question"),
         .title = tr("Unblind the study"),
         .text = tr("Unblind %1?").arg(studies),
         .details = tr("Its accuracies, charts and analyses are shown here from now on. The time is noted with its "
                       "sessions, so that it can be reported, and cannot be taken back."),
         .yes = tr("Unblind"),
         .yesName = QStringLiteral("challenge.unblind.yes"),
         .no = tr("Stay blind"),
         .noName = QStringLiteral("challenge.unblind.no"),
         .icon = QMessageBox::Warning},
        [this, sessions] { session_.setUnblinded(sessions); });
}

bool ChallengePage::mayClose() {
    return screens_->mayClose();
}

QString ChallengePage::choices() const {
    return setup_->choices();
}

void ChallengePage::openStudy(const QString& path) {
    setup_->openStudy(path);
}

void ChallengePage::restoreChoices(const QString& choices) {
    if (choices.isEmpty()) return;
    mayAdopt_ = false;
    setup_->restoreChoices(choices);
}

}  // namespace oneshot::ui
