#include "ui/pages/train/progress_panel.h"

#include <QHBoxLayout>

#include "ui/pages/train/run_figures.h"
#include "ui/pages/train/training_charts.h"
#include "ui/widgets/curve_plot.h"

namespace oneshot::ui {

ProgressPanel::ProgressPanel(QWidget* parent)
    : QWidget(parent),
      figures_(new RunFigures),
      accuracy_(new CurvePlot),
      loss_(new CurvePlot),
      presentations_(new CurvePlot) {
    accuracy_->setObjectName(QStringLiteral("train.plot.accuracy"));
    accuracy_->setChart(emptyAccuracyChart());
    loss_->setObjectName(QStringLiteral("train.plot.loss"));
    loss_->setChart(emptyLossChart());
    presentations_->setObjectName(QStringLiteral("train.plot.presentations"));
    presentations_->setChart(emptyPresentationChart());
    auto* lower = new QHBoxLayout;
    lower->setSpacing(12);
    lower->addWidget(loss_, 1);
    lower->addWidget(presentations_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(figures_);
    layout->addWidget(accuracy_, 5);
    layout->addLayout(lower, 4);
}

void ProgressPanel::clear(const TrainingConfig& next) {
    last_.reset();
    best_.reset();
    smoothedLoss_ = DebiasedAverage();
    figures_->clear();
    accuracy_->clear();
    accuracy_->setSubtitle({});
    loss_->clear();
    presentations_->clear();
    presentations_->setSubtitle({});
    const bool memory = next.network.comparison == WayComparison::Memory;
    if (memory) presentations_->setXEnd(next.batches.presentations + 0.5);  // room for the last mark
    showPresentations(memory);
    xEnd_ = 0;
}

void ProgressPanel::take(const session::TrainingUpdate& update) {
    if (update.facts) takeFacts(*update.facts);
    // Room to the right, so that the accuracy chart is not drawn anew for every step.
    if (!update.losses.empty() && static_cast<double>(update.losses.back().step) > xEnd_)
        setLastStep(static_cast<double>(update.losses.back().step) * 1.05);
    for (const session::LossPoint& point : update.losses) {
        const auto step = static_cast<double>(point.step);
        loss_->append(0, step, point.loss);
        loss_->append(1, step, smoothedLoss_.add(point.loss));
    }
    for (const ValidationPoint& point : update.evaluations) takeEvaluation(point);
    if (!update.evaluations.empty() && !update.evaluations.back().byPresentation.empty())
        presentations_->setPoints(0, presentationSeries(update.evaluations.back().byPresentation));
    if (update.progress) {
        last_ = update.progress;
        figures_->setProgress(*last_);
    }
}

void ProgressPanel::takeFacts(const session::RunFacts& facts) {
    figures_->setSeenCharacters(facts.protocol.seenCharacters);
    report::CurveChart chart = emptyAccuracyChart(facts.protocol.seenTasks > 0);
    if (chart.series.size() != accuracy_->chart().series.size()) {
        chart.logX = accuracy_->chart().logX;
        chart.logY = accuracy_->chart().logY;
        accuracy_->setChart(std::move(chart));
    }
    accuracy_->setReferences(accuracyReferences(facts));
    accuracy_->setSubtitle(protocolText(facts.protocol));
    const bool presentations = facts.protocol.episodes > 0;
    if (presentations) {
        presentations_->setReferences({presentationChance(facts.protocol)});
        presentations_->setSubtitle(presentationText(facts.protocol));
    }
    showPresentations(presentations);
}

void ProgressPanel::takeEvaluation(const ValidationPoint& point) {
    const auto step = static_cast<double>(point.step);
    const Interval interval = point.accuracy.confidence95();
    accuracy_->append(0, step, point.accuracy.percent(), interval.low, interval.high);
    if (point.seen) accuracy_->append(1, step, point.seen->percent());
    figures_->setLast(point);
    if (best_ && !point.best) return;
    best_ = point;
    figures_->setBest(point);
}

void ProgressPanel::end() {
    if (last_) setLastStep(static_cast<double>(last_->step));
}

void ProgressPanel::setEmptyText(const QString& text) {
    for (CurvePlot* plot : {accuracy_, loss_, presentations_}) plot->setEmptyText(text);
}

void ProgressPanel::showPresentations(bool shown) {
    presentations_->setVisible(shown);
    loss_->lineUpRightWith(shown ? *presentations_ : *accuracy_);
}

void ProgressPanel::setLastStep(double step) {
    xEnd_ = step;
    for (CurvePlot* plot : {accuracy_, loss_}) plot->setXEnd(step);
}

}  // namespace oneshot::ui
