#include "ui/pages/tasks/ways_view.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <limits>

#include "ui/fields/learner_list.h"
#include "ui/fields/thinking_field.h"
#include "ui/pages/tasks/settings_column.h"
#include "ui/pages/tasks/ways_chart.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

WaysView::WaysView(session::Workspace& workspace) : workspace_(workspace), study_(workspace) {
    setLayout(rowLayout(12, {makeSettings(), {makeResult(), 1}}));

    connect(&study_, &session::WaysStudy::curveReady, this, &WaysView::take);
    connect(&study_, &session::WaysStudy::progressed, bar_, &QProgressBar::setValue);
    connect(&study_, &session::WaysStudy::ended, this, &WaysView::showState);
    connect(&workspace_, &session::Workspace::datasetChanged, this, &WaysView::showState);
    connect(&workspace_, &session::Workspace::modelChanged, this, &WaysView::listLearners);
    connect(&workspace_.models(), &session::ModelLibrary::changed, this, &WaysView::listLearners);
    showState();
}

QWidget* WaysView::makeSettings() {
    auto* caption = new QLabel(tr("Learners"));
    setStyleRole(caption, "muted");
    learners_ = new LearnerList(QStringLiteral("tasks.ways.learners"));
    learners_->setAccessibleName(caption->text());
    connect(learners_, &LearnerList::changed, this, [this] {
        chosen_ = true;
        showState();
    });
    within_ = new QCheckBox(tr("Within one alphabet"));
    within_->setObjectName(QStringLiteral("tasks.ways.within"));
    within_->setToolTip(tr("All ways of a task from one alphabet: far harder than from all"));
    thinking_ = new ThinkingField(QStringLiteral("tasks.ways"));
    QVBoxLayout* column = columnLayout(8, {caption, {learners_, 1}, Gap{4}, within_, makeNumbers(), thinking_, Gap{4}});
    addProgress(column);
    return new SettingsColumn(column);
}

QFormLayout* WaysView::makeNumbers() {
    auto* form = new QFormLayout;
    form->setSpacing(7);
    const auto add = [form](const QString& caption, QSpinBox* box, const QString& name, const QString& tip) {
        form->addRow(fieldCaption(caption, box), box);
        box->setAccessibleName(name);
        box->setToolTip(tip);
        return box;
    };
    shots_ = add(tr("Shots"), spinBox("tasks.ways.shots", 1, 5, 1), tr("Drawings of each way"),
                 tr("Drawings of each character in the support set"));
    tasks_ = add(tr("Tasks per point"), spinBox("tasks.ways.tasks", 50, 10000, 400, 50), tr("Tasks per point"),
                 tr("Tasks for each number of ways: four times as many halve the intervals"));
    seed_ = add(tr("Seed"), spinBox("tasks.ways.seed", 0, std::numeric_limits<int>::max(), 1), tr("Seed of the tasks"),
                tr("The same seed gives the same tasks"));
    const int captions = form->labelForField(tasks_)->sizeHint().width();  // the widest, also of the numbers below
    for (QLabel* caption : thinking_->findChildren<QLabel*>()) caption->setMinimumWidth(captions);
    return form;
}

/// Adds the buttons that start and cancel, and the bar that shows the progress.
void WaysView::addProgress(QVBoxLayout* column) {
    start_ = new QPushButton(lineIcon("start", QPalette::HighlightedText), tr("Measure"));
    start_->setObjectName(QStringLiteral("tasks.ways.start"));
    setStyleRole(start_, "primary");
    cancel_ = new QPushButton(lineIcon("stop"), tr("Cancel"));
    cancel_->setObjectName(QStringLiteral("tasks.ways.cancel"));
    connect(start_, &QPushButton::clicked, this, &WaysView::start);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        study_.cancel();
        showState();
    });
    bar_ = new QProgressBar;
    bar_->setObjectName(QStringLiteral("tasks.ways.progress"));
    bar_->setAccessibleName(tr("Progress of the measurement"));
    bar_->setTextVisible(false);
    reason_ = new QLabel;
    reason_->setObjectName(QStringLiteral("tasks.ways.reason"));
    reason_->setWordWrap(true);
    setStyleRole(reason_, "muted");
    column->addLayout(rowLayout(8, {{start_, 1}, {cancel_, 1}}));
    column->addWidget(bar_);
    column->addWidget(reason_);
}

QLayout* WaysView::makeResult() {
    plot_ = new CurvePlot;
    plot_->setObjectName(QStringLiteral("tasks.ways.plot"));
    plot_->setChart(waysChart({}));
    sentences_ = textLabel("tasks.ways.sentences", nullptr);
    return columnLayout(12, {{plot_, 1}, card(columnLayout(0, {sentences_}))});
}

void WaysView::listLearners() {
    if (!isVisible()) return;  // showEvent catches up
    QList<session::ModelEntry> entries = workspace_.models().entries();
    entries.removeIf([](const session::ModelEntry& entry) {
        return entry.id == QStringLiteral("pixels-l2");  // always drawn
    });
    learners_->setEntries(entries, chosen_ ? learners_->ticked() : QStringList{workspace_.modelId()});
}

void WaysView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    listLearners();  // there may be new runs
}

void WaysView::start() {
    question_ = {.learners = learners_->ticked(),
                 .withinAlphabet = within_->isChecked(),
                 .shots = shots_->value(),
                 .tasks = tasks_->value(),
                 .seed = static_cast<std::uint64_t>(seed_->value()),
                 .thinking = thinking_->thinking()};
    curves_.clear();
    plot_->setChart(waysChart({}));
    plot_->setSubtitle(waysProtocol(question_));
    bar_->setValue(0);
    study_.start(question_);
    showState();
}

void WaysView::take(const session::WaysCurve& curve) {
    curves_.push_back(curve);
    plot_->renewChart(waysChart(curves_));
    showState();
}

void WaysView::showState() {
    const bool running = study_.running(), hasData = workspace_.dataset() != nullptr;
    const QWidget* focus = window()->focusWidget();
    start_->setEnabled(!running && hasData);
    cancel_->setEnabled(running);
    if (focus == start_ && running) cancel_->setFocus();  // a disabled button would hand it to whatever comes next
    if (focus == cancel_ && !running) start_->setFocus();
    if (!running) bar_->setValue(0);
    reason_->setVisible(!hasData);
    reason_->setText(tr("Choose a dataset first: the tasks are drawn from it."));
    plot_->setEmptyText(running ? tr("The first curve is on its way")
                                : tr("No curve yet – choose learners and measure"));
    const QStringList sentences = waysSentences(curves_, question_);
    sentences_->setText(sentences.isEmpty()
                            ? tr("How accuracy falls as the support set grows, on characters that a learner never saw "
                                 "and on those it learnt from, beside nearest neighbour on pixels and chance.")
                            : sentences.join(u'\n'));
}

}  // namespace oneshot::ui
