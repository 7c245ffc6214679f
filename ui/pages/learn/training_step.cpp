#include "ui/pages/learn/training_step.h"

#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

#include "ui/pages/learn/drawing_tile.h"
#include "ui/pages/learn/learn_page.h"
#include "ui/pages/learn/task_cells.h"
#include "ui/session/common/words.h"
#include "ui/session/workspace/workspace.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/support_grid.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using End = session::GlyphTraining::End;

QString wholeNumber(std::int64_t number) {
    return QLocale().toString(static_cast<qlonglong>(number));
}

report::CurveChart accuracyChart() {
    report::CurveChart chart;
    chart.title = TrainingStep::tr("One-shot accuracy");
    chart.xLabel = TrainingStep::tr("training step");
    chart.yLabel = TrainingStep::tr("percent");
    chart.yRange = {0, 100};
    chart.series.resize(2);
    chart.series[0].name = TrainingStep::tr("accuracy");
    chart.series[0].markers = true;
    chart.series[1].name = TrainingStep::tr("the task below");
    chart.series[1].style = 1;
    return chart;
}

report::CurveChart lossChart() {
    report::CurveChart chart;
    chart.title = TrainingStep::tr("Loss");
    chart.xLabel = TrainingStep::tr("training step");
    chart.yLabel = TrainingStep::tr("loss");
    chart.series.resize(2);
    chart.series[0].name = TrainingStep::tr("each step");
    chart.series[0].faint = true;
    chart.series[1].name = TrainingStep::tr("smoothed");
    return chart;
}

CurvePlot* plot(const char* objectName, report::CurveChart chart) {
    auto* made = new CurvePlot;
    made->setObjectName(QLatin1String(objectName));
    made->setChart(std::move(chart));
    made->setEmptyText(TrainingStep::tr("Press Start"));
    made->setMinimumSize(made->fontMetrics().averageCharWidth() * 40, made->fontMetrics().height() * 10);
    made->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);  // it takes what there is
    return made;
}

report::ReferenceLine referenceLine(const QString& name, double percent) {
    return {QStringLiteral("%1 %2").arg(name, QString::number(percent, 'f', 1)), percent};
}

}  // namespace

TrainingStep::TrainingStep(session::Workspace& workspace)
    : LearnStep(LearnPage::titleOf(3),
                tr("A network with random weights learns from built-in glyphs for a minute, here and now. Its loss "
                   "falls; its accuracy rises, on characters that it never learns from. One such task is asked again "
                   "and again: see how its answer changes. This network is not saved.")),
      workspace_(workspace) {
    makeControls();
    makePicture();
    setLead(start_);
    connect(&training_, &session::GlyphTraining::updated, this, &TrainingStep::take);
    connect(&training_, &session::GlyphTraining::ended, this, &TrainingStep::tellEnd);
    connect(&workspace.training(), &session::TrainingSession::stateChanged, this, [this] {
        if (workspace_.training().active()) training_.stop();
        showState();
    });
    showState();
}

void TrainingStep::makeControls() {
    start_ = new QPushButton;
    start_->setObjectName(QStringLiteral("learn.training.start"));
    setStyleRole(start_, "primary");
    connect(start_, &QPushButton::clicked, this, &TrainingStep::press);
    status_ = textLabel("learn.training.status");
    busy_ = textLabel("learn.training.busy");
    busy_->setText(
        tr("A training is running on Train. Two at once would slow each other down: look at that one, or "
           "stop it first."));
    look_ = new QPushButton(tr("Look at it on Train"));
    look_->setObjectName(QStringLiteral("learn.training.look"));
    connect(look_, &QPushButton::clicked, this, [this] { Q_EMIT pageRequested(QStringLiteral("train")); });
    accuracy_ = new Figure(QStringLiteral("learn.training.accuracy"), {}, true);
    accuracy_->setCaption(tr("Accuracy"), explanation("chance"));
    accuracy_->set(Figure::none);
    beside()->addWidget(start_, 0, Qt::AlignLeft);
    beside()->addWidget(status_);
    beside()->addWidget(busy_);
    beside()->addWidget(look_, 0, Qt::AlignLeft);
    beside()->addLayout(accuracy_);
}

void TrainingStep::makePicture() {
    accuracyPlot_ = plot("learn.training.plot.accuracy", accuracyChart());
    lossPlot_ = plot("learn.training.plot.loss", lossChart());
    lossPlot_->lineUpRightWith(*accuracyPlot_);
    query_ = new DrawingTile("learn.training.query", tr("Query"));
    ways_ = new SupportGrid;
    ways_->setObjectName(QStringLiteral("learn.training.support"));
    ways_->setLearners({tr("this network")});
    ways_->setNumbered(true);
    ways_->setLargestSide(140);  // all beside each other where there is room
    ways_->setFixedHeight(query_->sizeHint().height() + 5 * fontMetrics().height());
    said_ = textLabel("learn.training.said", nullptr);
    said_->setMinimumHeight(2 * fontMetrics().lineSpacing());  // so that nothing moves when it tells something
    said_->setText(tr("Press Start: here stand a task and the network's answer to it, which changes as it learns."));
    auto* heading = cardTitle(tr("One task, asked after every evaluation"));
    explain(heading, "task");
    explain(query_, "query");
    plots_ = rowLayout(10, {{accuracyPlot_, 1}, {lossPlot_, 1}});
    picture()->addLayout(plots_, 1);
    picture()->addWidget(
        card(columnLayout(6, {heading, rowLayout(10, {{query_, 0, Qt::AlignTop}, {ways_, 1}}), said_})));
}

void TrainingStep::resizeEvent(QResizeEvent* event) {
    LearnStep::resizeEvent(event);
    const bool beside = width() >= fontMetrics().averageCharWidth() * 120;
    turn(plots_, beside);
}

void TrainingStep::press() {
    if (training_.active()) return training_.stop();
    if (workspace_.training().active()) return;
    clear();
    TrainingConfig config = recipe_;
    config.seed = ++seed_;
    training_.start(config);
    showState();
}

void TrainingStep::clear() {
    smoothedLoss_ = DebiasedAverage();
    task_.reset();
    step_ = changes_ = 0;
    hasAnswer_ = false;
    accuracy_->set(Figure::none);
    for (CurvePlot* plot : {accuracyPlot_, lossPlot_}) {
        plot->clear();
        plot->setEmptyText(tr("The glyphs are being drawn"));
    }
    setLastStep(0);
    query_->setDrawing({});
    ways_->setCells({});
    said_->clear();
}

void TrainingStep::take(const session::GlyphTrainingUpdate& update) {
    if (update.task) {
        task_ = update.task;
        query_->setDrawing(task_->dataset->drawings[task_->task.query].image);
        ways_->setCells(taskCells(*task_->dataset, task_->task));
    }
    if (update.protocol) takeProtocol(*update.protocol);
    for (const session::LossPoint& point : update.losses) {
        const auto step = static_cast<double>(point.step);
        lossPlot_->append(0, step, point.loss);
        lossPlot_->append(1, step, smoothedLoss_.add(point.loss));
    }
    for (const ValidationPoint& point : update.evaluations) {
        const Interval interval = point.accuracy.confidence95();
        accuracyPlot_->append(0, static_cast<double>(point.step), point.accuracy.percent(), interval.low,
                              interval.high);
    }
    for (const session::FollowedAnswer& answer : update.answers) takeAnswer(answer);
    if (!update.evaluations.empty()) {
        const Accuracy& last = update.evaluations.back().accuracy;
        const Interval interval = last.confidence95();
        accuracy_->set(percentText(last.percent()),
                       tr("95 %: %1 – %2, of %3")
                           .arg(interval.low, 0, 'f', 1)
                           .arg(interval.high, 0, 'f', 1)
                           .arg(session::counted(last.total, tr("1 task"), tr("%1 tasks"))));
    }
    if (update.progress) takeProgress(*update.progress);
}

void TrainingStep::takeProtocol(const ValidationProtocol& protocol) {
    accuracyPlot_->setSubtitle(tr("%1-way, new characters").arg(protocol.ways));
    accuracyPlot_->setReferences({referenceLine(tr("chance"), protocol.chancePercent()),
                                  referenceLine(tr("pixels"), protocol.nearestNeighbour.percent())});
}

void TrainingStep::takeProgress(const Progress& progress) {
    step_ = progress.step;
    if (progress.totalSteps > 0) setLastStep(static_cast<double>(progress.totalSteps));
    status_->setText(progress.remainingSeconds < 0
                         ? tr("Step %1").arg(wholeNumber(step_))
                         : tr("Step %1, %2 left").arg(wholeNumber(step_), durationText(progress.remainingSeconds)));
}

void TrainingStep::takeAnswer(const session::FollowedAnswer& followed) {
    const session::LearnerAnswer& answer = followed.answer;
    const int way = answer.outcome.predicted;
    if (std::exchange(hasAnswer_, true) && way != answered_) ++changes_;
    answered_ = way;
    const double percent = 100 * answer.probabilities[task_->task.answer];
    accuracyPlot_->append(1, static_cast<double>(followed.step), percent);
    std::vector<WayCell> cells = taskCells(*task_->dataset, task_->task);
    addAnswer(cells, *task_->dataset, task_->task, answer);
    ways_->setCells(std::move(cells));
    const QString chosen = way < 0                ? tr("it has no single answer")
                           : answer.outcome.right ? tr("it chooses number %1, which is right").arg(way + 1)
                                                  : tr("it chooses number %1, which is wrong").arg(way + 1);
    QStringList words{tr("After step %1 %2; the right one has probability %3 %.")
                          .arg(wholeNumber(followed.step), chosen, QLocale().toString(percent, 'f', 0))};
    if (!task_->byPixels.right) words += tr("By their pixels alone the nearest drawing is a wrong one.");
    if (changes_ > 0)
        words += session::counted(changes_, tr("Its answer has changed once."), tr("Its answer has changed %1 times."));
    said_->setText(words.join(u' '));
}

void TrainingStep::tellEnd() {
    const End end = training_.lastEnd();
    setLastStep(static_cast<double>(step_));
    if (end == End::Failed)
        showNote(status_, tr("The training failed: %1").arg(training_.problem()), true);
    else if (end == End::Completed)
        status_->setText(tr("The minute is over, after %1. Again begins with other random weights.")
                             .arg(session::counted(step_, tr("1 step"), tr("%1 steps"))));
    else
        status_->setText(tr("Stopped after step %1").arg(wholeNumber(step_)));
    showState();
    if (end != End::Failed && step_ > 0) Q_EMIT done();
}

void TrainingStep::showState() {
    const bool active = training_.active(), elsewhere = workspace_.training().active();
    if (active && step_ == 0) showNote(status_, tr("Drawing glyphs and making a network"), false);
    status_->setVisible(!status_->text().isEmpty());
    start_->setText(active ? tr("Stop") : training_.lastEnd() == End::None ? tr("Start") : tr("Again"));
    start_->setIcon(lineIcon(active ? "stop" : "start", QPalette::HighlightedText));
    start_->setEnabled(active || !elsewhere);
    busy_->setVisible(elsewhere);
    look_->setVisible(elsewhere);
}

void TrainingStep::setLastStep(double step) {
    if (std::exchange(lastStep_, step) == step) return;
    for (CurvePlot* plot : {accuracyPlot_, lossPlot_}) plot->setXEnd(step);
}

}  // namespace oneshot::ui
