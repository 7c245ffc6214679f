#include "ui/pages/challenge/challenge_page.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>
#include <utility>

#include "core/runs/run_directory.h"
#include "ui/pages/challenge/challenge_results_view.h"
#include "ui/pages/challenge/challenge_setup.h"
#include "ui/pages/challenge/session_screens.h"
#include "ui/pages/challenge/sessions_panel.h"
#include "ui/pages/challenge/trial_exporter.h"
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
      screens_(new SessionScreens(session_, makeOverview())) {
    setObjectName(QStringLiteral("page.challenge"));
    setup_->setObjectName(QStringLiteral("challenge.setup"));
    setLayout(columnLayout(0, {screens_}, pageMargins));

    connect(start_, &QPushButton::clicked, this, &ChallengePage::start);
    connect(setup_, &ChallengeSetup::changed, this, &ChallengePage::showReadiness);
    connect(sessions_, &SessionsPanel::resumeRequested, this, &ChallengePage::resume);
    connect(sessions_, &SessionsPanel::chosenChanged, this, &ChallengePage::showChosen);
    connect(exporter_, &TrialExporter::told, this, &ChallengePage::say);
    connect(results_, &ChallengeResultsView::tasksRequested, this, &ChallengePage::tasksRequested);
    connect(screens_, &SessionScreens::declined, this, &ChallengePage::showOverview);
    connect(&session_, &ChallengeSession::stateChanged, this, &ChallengePage::follow);
    connect(&session_, &ChallengeSession::listed, this, &ChallengePage::takeSessions);
    connect(&session_, &ChallengeSession::listingFailed, sessions_, &SessionsPanel::showFault);
    showReadiness();
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
    QSplitter* columns = splitter("challenge.splitter", Qt::Horizontal, {{left, 344}, {right, 900, 1}});
    auto* overview = new QWidget;
    overview->setLayout(columnLayout(10, {makeHeader(), {columns, 1}}));
    return overview;
}

void ChallengePage::start() {
    say({}, false);
    screens_->begin(setup_->settings());
}

void ChallengePage::resume(qint64 session) {
    say({}, false);
    toChoose_ = session;
    screens_->resume(session);
}

void ChallengePage::follow(State state) {
    if (state != State::Idle && state != State::Ended) return;
    toChoose_ = session_.id();
    if (state == State::Ended) setup_->prepareNext();
    say(session_.problem(), true);
    showOverview();
}

void ChallengePage::showOverview() {
    screens_->showOverview();
    session_.list();
    start_->setFocus();
}

void ChallengePage::showEvent(QShowEvent*) {
    session_.list();  // another window may have added some
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

}  // namespace oneshot::ui
