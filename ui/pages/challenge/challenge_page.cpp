#include "ui/pages/challenge/challenge_page.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QMessageBox>
#include <QMetaMethod>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <functional>

#include "core/runs/run_directory.h"
#include "ui/pages/challenge/challenge_results_view.h"
#include "ui/pages/challenge/challenge_setup.h"
#include "ui/pages/challenge/notice.h"
#include "ui/pages/challenge/result_figures.h"
#include "ui/pages/challenge/session_list_model.h"
#include "ui/pages/challenge/trial_screen.h"
#include "ui/pages/challenge/trial_view.h"
#include "ui/session/common/counted.h"
#include "ui/session/trials/trial_export.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/save_dialog.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

namespace {

constexpr int highestTable = 116;  // px

}  // namespace

using session::ChallengeSession;
using State = ChallengeSession::State;

ChallengePage::ChallengePage(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      session_(workspace, homeFolder() / "workbench.sqlite"),
      stack_(new QStackedWidget),
      trial_(new TrialScreen) {
    setObjectName(QStringLiteral("page.challenge"));
    overview_ = makeOverview();
    makeNotices();
    for (QWidget* page :
         std::initializer_list<QWidget*>{overview_, consent_, preparing_, trial_, pause_, break_, fault_, displaced_})
        stack_->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->addWidget(stack_);

    new HeldKeys(this, [this] { return isVisible() && stack_->currentWidget() != overview_; });
    connect(&session_, &ChallengeSession::stateChanged, this, &ChallengePage::follow);
    connect(&session_, &ChallengeSession::progressed, preparingBar_, &QProgressBar::setValue);
    connect(&session_, &ChallengeSession::listed, this, &ChallengePage::take);
    connect(&session_, &ChallengeSession::listingFailed, this, [this](const QString& why) {
        sessionsNote_->setText(why);
        setStyleRole(sessionsNote_, "muted", false);
        setStyleRole(sessionsNote_, "fault");
        sessionsNote_->show();
        table_->setVisible(sessions_->rowCount() > 0);
    });
    connect(trial_, &TrialScreen::answered, &session_, &ChallengeSession::answer);
    connect(trial_, &TrialScreen::interrupted, this, &ChallengePage::pause);
    connect(trial_, &TrialScreen::nextRequested, &session_, &ChallengeSession::next);
    connect(&writer_, &session::Worker::failed, this, [this](const QString& why) { exported(why, true); });
    connect(setup_, &ChallengeSetup::changed, this, &ChallengePage::showStart);
    connect(results_, &ChallengeResultsView::tasksRequested, this, &ChallengePage::tasksRequested);
    showStart();
    showChosen();
}

void ChallengePage::start() {
    if (!start_->isEnabled()) return;
    settings_ = setup_->settings();
    if (settings_.consent.isEmpty()) return begin();
    say({}, false);
    session_.checkStore([this] {
        consent_->say(tr("Before the session"), settings_.consent);
        stack_->setCurrentWidget(consent_);
    });
}

void ChallengePage::begin() {
    say({}, false);
    takenUp_ = false;
    session_.begin(settings_);
}

void ChallengePage::resume() {
    const auto chosen = chosenSessions();
    if (chosen.size() != 1 || !resume_->isEnabled()) return;
    say({}, false);
    wanted_ = chosen.front().id;
    takenUp_ = true;
    session_.resume(chosen.front().id);
}

void ChallengePage::follow(State state) {
    switch (state) {
        case State::Preparing:
            preparing_->say(tr("One moment"), tr("The data are read and the model answers the tasks; its answers stay "
                                                 "hidden until you have answered."));
            preparingBar_->setValue(0);
            stack_->setCurrentWidget(preparing_);
            break;
        case State::Ready:
            stack_->setCurrentWidget(trial_);
            trial_->setTrial(session_.dataset(), session_.trial(), session_.settings().timeLimitSeconds, score(),
                             std::exchange(takenUp_, false));
            if (!isVisible() || !isActiveWindow()) pause();
            break;
        case State::Saving:
            break;
        case State::Answered:
            stack_->setCurrentWidget(trial_);
            if (session_.settings().feedback && session_.answered())
                trial_->showFeedback(*session_.answered(), score());
            else
                QMetaObject::invokeMethod(&session_, &ChallengeSession::next, Qt::QueuedConnection);
            break;
        case State::Break:
            break_->say(tr("A break"),
                        tr("%1 of %2 done. Rest as long as you like.")
                            .arg(session_.records().size())
                            .arg(session::counted(session_.trial().total, tr("1 trial"), tr("%1 trials"))));
            breakFigures_->setVisible(session_.settings().feedback);
            breakFigures_->setResults(session::resultsOf(session_.records()));
            stack_->setCurrentWidget(break_);
            break;
        case State::Halted:
            showFault();
            break;
        case State::Displaced:
            showDisplaced();
            break;
        case State::Idle:
        case State::Ended:
            wanted_ = session_.id();
            if (state == State::Ended) {
                setup_->nextSeed();
                setup_->newParticipant();
            }
            say(session_.problem(), true);
            showOverview();
            break;
    }
}

QString ChallengePage::score() const {
    if (!session_.settings().feedback) return {};
    const PairedAnswers answers = session::resultsOf(session_.records()).all.answers;
    if (answers.total() == 0) return {};
    return tr("You %1 of %3 · model %2 of %3")
        .arg(answers.first().right)
        .arg(answers.second().right)
        .arg(answers.total());
}

void ChallengePage::pause() {
    trial_->view()->cover();
    pause_->say(tr("Paused"), trial_->view()->shownBefore()
                                  ? tr("The trial is hidden. Go on, and it is shown anew with its time from zero; that "
                                       "it was seen before is noted with it.")
                                  : tr("The next trial has not been shown. It begins when you go on."));
    stack_->setCurrentWidget(pause_);
}

void ChallengePage::showFault() {
    const bool answer = session_.answerPending();
    fault_->say(answer ? tr("Your answer could not be stored") : tr("The end of the session could not be stored"),
                session_.problem() + QStringLiteral("\n\n") +
                    (answer ? tr("If you leave, it is tried once more. Where that fails too, this answer is lost, and "
                                 "its trial is shown again when the session is resumed.")
                            : tr("All answers so far are stored. If you leave, it is tried once more. Where that fails "
                                 "too, the session stays open and can be resumed or ended later.")));
    leaveFault_->setText(answer ? tr("Leave without this answer") : tr("Leave"));
    stack_->setCurrentWidget(fault_);
}

void ChallengePage::showDisplaced() {
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
    stack_->setCurrentWidget(displaced_);
}

bool ChallengePage::mayClose() {
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

void ChallengePage::goOn() {
    stack_->setCurrentWidget(trial_);
    trial_->begin();
}

void ChallengePage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && stack_->currentWidget() == pause_)
        goOn();
    else
        QWidget::keyPressEvent(event);
}

void ChallengePage::showOverview() {
    stack_->setCurrentWidget(overview_);
    session_.list();
    start_->setFocus();
}

void ChallengePage::showEvent(QShowEvent*) {
    session_.list();  // another window may have added some
}

void ChallengePage::showStart() {
    start_->setEnabled(setup_->problem().isEmpty());
    start_->setToolTip(setup_->problem());
    if (status_->property("fault").toBool()) return;  // why the last session could not go on is still to be read
    say({}, false);
}

void ChallengePage::say(const QString& text, bool fault) {
    const bool failed = fault && !text.isEmpty();
    setStyleRole(status_, "fault", failed);
    setStyleRole(status_, "muted", !failed);
    if (!text.isEmpty())
        status_->setText(text);
    else if (setup_->problem().isEmpty())
        status_->setText(tr("You and the model answer the same tasks; your times and answers are kept"));
    else
        status_->setText(tr("Cannot start yet. %1").arg(setup_->problem()));
}

void ChallengePage::take(const std::vector<session::SessionRecord>& sessions,
                         const std::vector<session::TrialRecord>& trials) {
    if (!std::exchange(listed_, true) && !sessions.empty()) setup_->takeManner(sessions.front().settings);
    QList<qint64> chosen;
    for (const auto& session : chosenSessions()) chosen += session.id;
    if (wanted_ != 0) chosen = {std::exchange(wanted_, 0)};
    sessions_->setSessions(sessions, trials);
    if (chosen.isEmpty() && !sessions.empty()) chosen = {sessions.front().id};
    QItemSelection selection;
    for (const qint64 id : chosen)
        if (const int row = sessions_->rowOf(id); row >= 0)
            selection.select(sessions_->index(row, 0), sessions_->index(row, 0));
    table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    sessionsNote_->setVisible(sessions.empty());
    table_->setVisible(!sessions.empty());
    const int rows = sessions_->rowCount() * table_->verticalHeader()->defaultSectionSize();
    table_->setFixedHeight(std::min(table_->horizontalHeader()->sizeHint().height() + rows + 2, highestTable));
    sessionsNote_->setText(tr("No session yet. Each one is kept here, to be looked at, exported, or gone on with."));
    setStyleRole(sessionsNote_, "fault", false);
    setStyleRole(sessionsNote_, "muted");
    if (selection.isEmpty()) showChosen();  // else the selection has told of itself
}

std::vector<session::SessionRecord> ChallengePage::chosenSessions() const {
    std::vector<session::SessionRecord> chosen;
    for (int row = 0; row < sessions_->rowCount(); ++row)
        if (table_->selectionModel()->isRowSelected(row, {})) chosen.push_back(sessions_->session(row));
    return chosen;
}

std::vector<session::TrialRecord> ChallengePage::chosenTrials() const {
    std::vector<session::TrialRecord> trials;
    for (const auto& session : chosenSessions()) {
        const auto& own = sessions_->trials(sessions_->rowOf(session.id));
        trials.insert(trials.end(), own.begin(), own.end());
    }
    return trials;
}

void ChallengePage::showChosen() {
    auto sessions = chosenSessions();
    auto trials = chosenTrials();
    resume_->setEnabled(sessions.size() == 1 && sessions.front().state == session::SessionRecord::State::Open);
    export_->setEnabled(!trials.empty() && !writer_.busy());
    results_->setTrials(std::move(sessions), std::move(trials));
    sheet_->setEnabled(results_->tells());
}

void ChallengePage::askWhereToExport(const QString& suffix, const QString& filter) {
    askWhereToSave(this, {QStringLiteral("challenge.export"), tr("Export"), QStringLiteral("trials.") + suffix, filter},
                   [this](const QString& path, bool forExcel) { exportTo(path, forExcel); });
}

void ChallengePage::exportTo(const QString& path, bool forExcel) {
    if (writer_.busy()) return;
    std::function<void()> write;
    if (path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive))
        write = [path, sheet = results_->sheet()] { report::saveSheet(sheet, path); };
    else
        write = [path, trials = chosenTrials(), sessions = chosenSessions(), forExcel] {
            session::writeTrials(path, trials, sessions, forExcel);
        };
    export_->setEnabled(false);
    say(tr("Writing %1").arg(path), false);
    writer_.run(
        [write](const session::Worker::Control&) {
            write();
            return true;
        },
        [this, path](bool) { exported(tr("Exported to %1").arg(path), false); });
}

void ChallengePage::exported(const QString& text, bool fault) {
    say(text, fault);
    export_->setEnabled(!chosenTrials().empty());
}

void ChallengePage::connectNotify(const QMetaMethod& signal) {
    if (signal == QMetaMethod::fromSignal(&ChallengePage::tasksRequested)) results_->offerTasks(true);
}

}  // namespace oneshot::ui
