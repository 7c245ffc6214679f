#include "ui/pages/challenge/people_view.h"

#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/pages/challenge/challenge_words.h"
#include "ui/pages/challenge/people_words.h"
#include "ui/session/challenge/study_trials.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {

PeopleView::PeopleView()
    : people_(new QStandardItemModel(this)),
      table_(rowTable("challenge.people.table", tr("Accuracy of each person"), people_)),
      blocks_(new CurvePlot),
      speeds_(new CurvePlot),
      note_(textLabel("challenge.people.note")),
      figures_(textLabel("challenge.people.figures", nullptr)),
      methods_(textLabel("challenge.people.methods")) {
    setObjectName(QStringLiteral("challenge.people"));
    blocks_->setObjectName(QStringLiteral("challenge.people.blocks"));
    speeds_->setObjectName(QStringLiteral("challenge.people.speeds"));
    for (CurvePlot* plot : {blocks_, speeds_}) plot->setMinimumHeight(15 * fontMetrics().height());
    speeds_->setEmptyText(tr("From 8 answers on"));
    methods_->setText(peopleMethods());
    methods_->setFont(scaled(methods_->font(), 0.9));
    people_->setSortRole(Qt::UserRole);
    table_->setWordWrap(false);
    table_->setSortingEnabled(true);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->sortByColumn(0, Qt::AscendingOrder);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->setMinimumHeight(5 * table_->verticalHeader()->defaultSectionSize());

    QFrame* list = card(columnLayout(6, {cardTitle(tr("People")), note_, {table_, 1}}), {14, 9, 14, 9});
    QLayout* charts = columnLayout(12, {{blocks_, 1}, {speeds_, 1}, columnLayout(6, {figures_, methods_})});
    parts_ = rowLayout(12, {{list, 2}, {charts, 3}});
    setLayout(parts_);
    connect(&worker_, &session::Worker::failed, this, [this](const QString& why) {
        showNote(note_, why, true);
        blocks_->setEmptyText(tr("Not analysed"));
    });
    take({}, false);
}

void PeopleView::setTrials(std::vector<session::TrialRecord> trials, session::Excluded excluded) {
    if (trials == trials_ && excluded == excluded_) return;
    trials_ = std::move(trials);
    excluded_ = excluded;
    worker_.cancel();
    isStale_ = !trials_.empty();
    take({}, isStale_);
    startIfSeen();
}

void PeopleView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    startIfSeen();
}

void PeopleView::startIfSeen() {
    if (!isStale_ || !isVisible()) return;
    isStale_ = false;
    worker_.run([trials = trials_, excluded = excluded_](const auto&) { return analysed(trials, excluded); },
                [this](const Results& results) { take(results, false); });
}

/// On the worker's thread. Up to eight blocks, of five trials at least.
PeopleView::Results PeopleView::analysed(const std::vector<session::TrialRecord>& records, session::Excluded excluded) {
    const std::vector<StudyTrial> trials = session::studyTrialsOf(records, session::resultsOf(records, excluded));
    int last = 0;
    for (const StudyTrial& trial : trials) last = std::max(last, trial.number);
    return {peopleAccuracy(trials), accuracyByBlock(trials, std::max(5, (last + 7) / 8)), learningTrend(trials),
            speedByOutcome(trials), conditionalAccuracy(trials)};
}

void PeopleView::take(const Results& results, bool isPending) {
    const bool any = !results.accuracy.persons.empty();
    showNote(note_, any ? QString() : isPending ? tr("Being analysed…") : tr("No trial yet that counts."), false);
    fillTable(results);
    table_->setVisible(any);
    blocks_->setEmptyText(isPending ? tr("Being analysed…") : tr("No trial yet"));
    blocks_->setChart(blockChart(results.blocks));
    speeds_->setChart(conditionalChart(results.conditional));
    figures_->setText(
        tr("Learning: %1.\nResponse times: %2.").arg(learningText(results.trend), speedText(results.speed)));
    figures_->setVisible(any);
    methods_->setVisible(any);
}

void PeopleView::fillTable(const Results& results) {
    people_->setRowCount(0);
    people_->setHorizontalHeaderLabels({tr("Participant"), tr("Accuracy"), tr("Trials")});
    const auto item = [](const QString& text, const QVariant& sortedBy) {
        auto* made = new QStandardItem(text);
        made->setData(sortedBy, Qt::UserRole);
        return made;
    };
    const auto accuracyText = [](double percent, const Interval& interval) {
        return tr("%1 (%2)").arg(percentText(percent), intervalText(interval));
    };
    for (const PersonAccuracy& person : results.accuracy.persons) {
        const QString name = QString::fromStdString(person.participant);
        const Accuracy& own = person.accuracy;
        people_->appendRow({item(name, name), item(accuracyText(own.percent(), own.confidence95()), own.percent()),
                            item(QString::number(own.total), own.total)});
    }
    people_->sort(table_->horizontalHeader()->sortIndicatorSection(), table_->horizontalHeader()->sortIndicatorOrder());
}

void PeopleView::setBeside(bool beside) {
    turn(parts_, beside);
}

}  // namespace oneshot::ui
