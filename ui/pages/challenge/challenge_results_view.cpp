#include "ui/pages/challenge/challenge_results_view.h"

#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/pages/challenge/challenge_chart.h"
#include "ui/pages/challenge/challenge_words.h"
#include "ui/pages/challenge/missed_tasks_panel.h"
#include "ui/pages/challenge/result_figures.h"
#include "ui/pages/challenge/result_sheet.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

ChallengeResultsView::ChallengeResultsView(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      drawings_(workspace),
      figures_(new ResultFigures(QStringLiteral("challenge."))),
      plot_(new CurvePlot),
      times_(new CurvePlot),
      withheld_(new QLabel),
      missed_(new MissedTasksPanel(drawings_)) {
    setObjectName(QStringLiteral("challenge.results"));
    withheld_->setObjectName(QStringLiteral("challenge.withheld"));
    withheld_->setWordWrap(true);
    plot_->setObjectName(QStringLiteral("challenge.plot"));
    times_->setObjectName(QStringLiteral("challenge.plot.times"));
    auto* figuresCard = new QFrame;
    setStyleRole(figuresCard, "card");
    auto* figuresLayout = new QVBoxLayout(figuresCard);
    figuresLayout->setContentsMargins(14, 9, 14, 9);
    figuresLayout->addWidget(withheld_);
    figuresLayout->addWidget(figures_);
    auto* plots = new QHBoxLayout;
    plots->setSpacing(12);
    plots->addWidget(plot_, 2);
    plots->addWidget(times_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(figuresCard);
    layout->addLayout(plots, 3);
    layout->addWidget(missed_, 2);
    connect(missed_, &MissedTasksPanel::tasksRequested, this, &ChallengeResultsView::tasksRequested);
    setTrials({}, {});
}

void ChallengeResultsView::setTrials(std::vector<session::SessionRecord> sessions,
                                     std::vector<session::TrialRecord> trials) {
    sessions_ = std::move(sessions);
    trials_ = std::move(trials);
    withholdOpenSessions();
    results_ = session::resultsOf(trials_);
    figures_->setResults(results_);
    report::CurveChart chart = challengeChart(trials_, results_);
    chart.references = publishedFigures(trials_);
    plot_->setToolTip(chart.references.empty() ? QString() : sourcesOfPublishedFigures());
    plot_->setChart(std::move(chart));
    times_->setChart(responseTimeChart(trials_, results_));
    missed_->setTrials(trials_, results_);
}

/// Leaves out the sessions of which nothing may be told yet, and says how far they are.
void ChallengeResultsView::withholdOpenSessions() {
    QStringList withheld;
    std::erase_if(sessions_, [&](const session::SessionRecord& session) {
        if (!isWithheld(session)) return false;
        std::erase_if(trials_, [&](const session::TrialRecord& trial) { return trial.session == session.id; });
        withheld += tr("%1: %2 of %3 answered.")
                        .arg(session.settings.participant)
                        .arg(session.answered)
                        .arg(session.settings.practice + session.settings.trials);
        return true;
    });
    if (!withheld.isEmpty()) withheld += tr("Without feedback, nothing is told before the session's end.");
    withheld_->setText(withheld.join(u' '));
    withheld_->setVisible(!withheld.isEmpty());
    const bool allWithheld = !withheld.isEmpty() && trials_.empty();
    figures_->setVisible(!allWithheld);
    plot_->setEmptyText(allWithheld ? tr("At the session's end") : tr("No trial yet"));
    times_->setEmptyText(allWithheld ? tr("At the session's end") : tr("From 8 answers on"));
}

report::ChallengeSheet ChallengeResultsView::sheet() const {
    return resultSheet(sessions_, trials_, results_, drawings_);
}

void ChallengeResultsView::offerTasks(bool on) {
    missed_->offerTasks(on);
}

}  // namespace oneshot::ui
