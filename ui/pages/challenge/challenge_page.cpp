#include "ui/pages/challenge/challenge_page.h"

#include <QMetaMethod>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>
#include <utility>

#include "core/runs/run_directory.h"
#include "ui/pages/challenge/challenge_header.h"
#include "ui/pages/challenge/challenge_results_view.h"
#include "ui/pages/challenge/challenge_setup.h"
#include "ui/pages/challenge/session_screens.h"
#include "ui/pages/challenge/sessions_panel.h"
#include "ui/pages/challenge/trial_exporter.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

using session::ChallengeSession;
using State = ChallengeSession::State;

ChallengePage::ChallengePage(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      session_(workspace, homeFolder() / "workbench.sqlite"),
      header_(new ChallengeHeader),
      setup_(new ChallengeSetup(workspace)),
      results_(new ChallengeResultsView(workspace)),
      exporter_(new TrialExporter(workspace, [this] { return results_->sheet(); })),
      sessions_(new SessionsPanel(exporter_)),
      screens_(new SessionScreens(session_, makeOverview())) {
    setObjectName(QStringLiteral("page.challenge"));
    setFocusProxy(header_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->addWidget(screens_);

    connect(header_, &ChallengeHeader::startRequested, this, &ChallengePage::start);
    connect(setup_, &ChallengeSetup::changed, this, &ChallengePage::showProblem);
    connect(sessions_, &SessionsPanel::resumeRequested, this, &ChallengePage::resume);
    connect(sessions_, &SessionsPanel::chosenChanged, this, &ChallengePage::showChosen);
    connect(exporter_, &TrialExporter::told, header_, &ChallengeHeader::say);
    connect(results_, &ChallengeResultsView::tasksRequested, this, &ChallengePage::tasksRequested);
    connect(screens_, &SessionScreens::declined, this, &ChallengePage::showOverview);
    connect(&session_, &ChallengeSession::stateChanged, this, &ChallengePage::follow);
    connect(&session_, &ChallengeSession::listed, this, &ChallengePage::takeSessions);
    connect(&session_, &ChallengeSession::listingFailed, sessions_, &SessionsPanel::showFault);
    showProblem();
}

QWidget* ChallengePage::makeOverview() {
    auto* scroll = new QScrollArea;
    scroll->setWidget(setup_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(330);
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins({});
    column->setSpacing(12);
    column->addWidget(sessions_);
    column->addWidget(results_, 1);

    auto* overview = new QWidget;
    auto* layout = new QVBoxLayout(overview);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    layout->addWidget(header_);
    layout->addWidget(splitter("challenge.splitter", Qt::Horizontal, {{scroll, 344}, {right, 900, 1}}), 1);
    return overview;
}

void ChallengePage::start() {
    header_->say({}, false);
    screens_->begin(setup_->settings());
}

void ChallengePage::resume(qint64 session) {
    header_->say({}, false);
    toChoose_ = session;
    screens_->resume(session);
}

void ChallengePage::follow(State state) {
    if (state != State::Idle && state != State::Ended) return;
    toChoose_ = session_.id();
    if (state == State::Ended) {
        setup_->takeNextSeed();
        setup_->takeNewParticipant();
    }
    header_->say(session_.problem(), true);
    showOverview();
}

void ChallengePage::showOverview() {
    screens_->showOverview();
    session_.list();
    header_->focusProxy()->setFocus();  // Start, where a session can
}

void ChallengePage::showEvent(QShowEvent*) {
    session_.list();  // another window may have added some
}

void ChallengePage::showProblem() {
    header_->setProblem(setup_->problem());
}

void ChallengePage::takeSessions(const std::vector<session::SessionRecord>& sessions,
                                 const std::vector<session::TrialRecord>& trials) {
    if (!std::exchange(wasListed_, true) && !sessions.empty()) setup_->adopt(sessions.front().settings);
    sessions_->setSessions(sessions, trials, std::exchange(toChoose_, 0));
}

void ChallengePage::showChosen() {
    const auto sessions = sessions_->chosenSessions();
    const auto trials = sessions_->chosenTrials();
    results_->setTrials(sessions, trials);
    exporter_->setTrials(sessions, trials, results_->hasTrials());
}

bool ChallengePage::mayClose() {
    return screens_->mayClose();
}

void ChallengePage::exportTo(const QString& path, bool forExcel) {
    exporter_->exportTo(path, forExcel);
}

void ChallengePage::connectNotify(const QMetaMethod& signal) {
    if (signal == QMetaMethod::fromSignal(&ChallengePage::tasksRequested)) results_->offerTasks(true);
}

}  // namespace oneshot::ui
