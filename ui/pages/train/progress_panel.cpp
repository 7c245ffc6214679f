#include "ui/pages/train/progress_panel.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLocale>
#include <QResizeEvent>
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "ui/widgets/curve_plot.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {
namespace {

QString wholeNumber(std::int64_t number) {
    return QLocale().toString(static_cast<qlonglong>(number));
}

/// Two halves beside each other, or one below the other where there is no room for that.
class FoldingRow : public QWidget {
  public:
    FoldingRow(int spacing, const std::array<QHBoxLayout*, 2>& halves)
        : rows_(new QBoxLayout(QBoxLayout::LeftToRight, this)), halves_(halves) {
        rows_->setContentsMargins({});
        rows_->setSpacing(spacing);
        for (QHBoxLayout* half : halves_) rows_->addLayout(half, 1);
    }

    QSize minimumSizeHint() const override {
        return {std::max(halves_[0]->minimumSize().width(), halves_[1]->minimumSize().width()),
                rows_->minimumSize().height()};
    }

  protected:
    void resizeEvent(QResizeEvent* event) override {
        turn(rows_, !isNarrow());
        QWidget::resizeEvent(event);
    }
    bool event(QEvent* event) override {
        // A part has become wider. One that becomes narrower changes nothing, so that rows do not come and go.
        if (event->type() == QEvent::LayoutRequest && isNarrow()) turn(rows_, false);
        return QWidget::event(event);
    }

  private:
    bool isNarrow() const {
        return width() < halves_[0]->minimumSize().width() + rows_->spacing() + halves_[1]->minimumSize().width();
    }

    QBoxLayout* rows_;
    std::array<QHBoxLayout*, 2> halves_;
};

QWidget* figureRows(std::span<Figure* const> figures) {
    constexpr int spacing = 16;
    std::array<QHBoxLayout*, 2> halves{rowLayout(spacing, {}), rowLayout(spacing, {})};
    for (std::size_t i = 0; i < figures.size(); ++i) halves[2 * i / figures.size()]->addLayout(figures[i], 1);
    return new FoldingRow(spacing, halves);
}

/// At least ten lines high, and more where a wrapped legend needs it.
class HighPlot : public CurvePlot {
  public:
    QSize minimumSizeHint() const override {
        return CurvePlot::minimumSizeHint().expandedTo({0, 10 * fontMetrics().height()});
    }
};

CurvePlot* plot(const char* objectName, report::CurveChart chart) {
    auto* made = new HighPlot;
    made->setObjectName(QLatin1String(objectName));
    made->setChart(std::move(chart));
    return made;
}

}  // namespace

ProgressPanel::ProgressPanel(QWidget* parent)
    : QWidget(parent),
      figures_{new Figure(QStringLiteral("train.figure.step"), tr("Step")),
               new Figure(QStringLiteral("train.figure.rate"), tr("Speed")),
               new Figure(QStringLiteral("train.figure.elapsed"), tr("Elapsed")),
               new Figure(QStringLiteral("train.figure.remaining"), tr("Remaining")),
               new Figure(QStringLiteral("train.figure.last")),
               new Figure(QStringLiteral("train.figure.best"))},
      accuracy_(plot("train.plot.accuracy", emptyAccuracyChart())),
      loss_(plot("train.plot.loss", emptyLossChart())),
      presentations_(plot("train.plot.presentations", emptyPresentationChart())) {
    QFrame* figureCard = card(columnLayout(0, {figureRows(figures_)}), {14, 9, 14, 9});
    auto* others = new FoldingRow(12, {rowLayout(0, {{loss_, 1}}), rowLayout(0, {{presentations_, 1}})});
    setLayout(columnLayout(12, {figureCard, {accuracy_, 5}, {others, 4}}));
}

void ProgressPanel::clear(const TrainingConfig& next) {
    facts_.reset();
    last_.reset();
    evaluated_ = false;
    smoothedLoss_ = DebiasedAverage(smoothing_);
    for (Figure* figure : figures_) figure->set(Figure::none);
    captionAccuracies(false);
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
    for (const ValidationPoint& point : update.earlyEvaluations) takeEarly(point);
    for (const ValidationPoint& point : update.evaluations) takeEvaluation(point);
    if (!update.evaluations.empty() && !update.evaluations.back().byPresentation.empty())
        presentations_->setPoints(0, presentationSeries(update.evaluations.back().byPresentation));
    if (update.progress) takeProgress(*update.progress);
}

void ProgressPanel::takeFacts(const session::RunFacts& facts) {
    facts_ = facts;
    captionAccuracies(facts.protocol.seenCharacters);
    series_ = AccuracySeries(facts.protocol);
    report::CurveChart chart = emptyAccuracyChart(facts.protocol);
    const auto isNamed = [](const report::Series& one, const report::Series& other) { return one.name == other.name; };
    if (!std::ranges::equal(chart.series, accuracy_->chart().series, isNamed)) {
        chart.logX = accuracy_->chart().logX;
        chart.logY = accuracy_->chart().logY;
        chart.xEnd = accuracy_->chart().xEnd;
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
    if (point.seen && series_.seen > 0) accuracy_->append(series_.seen, step, point.seen->percent());
    showLast(point);
    if (evaluated_ && !point.best) return;
    evaluated_ = true;
    figures_[Best]->set(percentText(point.accuracy.percent()), tr("at step %1").arg(wholeNumber(point.step)));
}

/// Counts for nothing: it draws the beginning of the curve, and is the figure until there is another.
void ProgressPanel::takeEarly(const ValidationPoint& point) {
    if (series_.early < 0) return;
    const Interval interval = point.accuracy.confidence95();
    accuracy_->append(series_.early, static_cast<double>(point.step), point.accuracy.percent(), interval.low,
                      interval.high);
    if (!evaluated_) showLast(point);
}

void ProgressPanel::showLast(const ValidationPoint& point) {
    const Interval interval = point.accuracy.confidence95();
    figures_[Last]->set(percentText(point.accuracy.percent()),
                        tr("95 %: %1 – %2").arg(interval.low, 0, 'f', 1).arg(interval.high, 0, 'f', 1));
}

void ProgressPanel::takeProgress(const Progress& progress) {
    last_ = progress;
    figures_[Step]->set(wholeNumber(progress.step),
                        progress.totalSteps > 0 ? tr("of %1").arg(wholeNumber(progress.totalSteps)) : tr("planning"));
    figures_[Rate]->set(QLocale().toString(std::round(progress.imagesPerSecond), 'f', 0), tr("images a second"));
    figures_[Elapsed]->set(durationText(progress.seconds));
    figures_[Remaining]->set(progress.remainingSeconds < 0 ? Figure::none : durationText(progress.remainingSeconds));
}

void ProgressPanel::captionAccuracies(bool ofSeen) {
    const QString tip = ofSeen ? tr("Nothing is held out: these are characters that it learns from") : QString();
    figures_[Last]->setCaption(ofSeen ? tr("Accuracy · seen") : tr("Accuracy"), tip);
    figures_[Best]->setCaption(ofSeen ? tr("Best · seen") : tr("Best"), tip);
}

void ProgressPanel::comparePeople(bool compare) {
    if (!facts_) return;
    facts_->omniglot = compare;
    accuracy_->setReferences(accuracyReferences(*facts_));
}

void ProgressPanel::end() {
    if (last_) setLastStep(static_cast<double>(last_->step));
}

void ProgressPanel::setEmptyText(const QString& text) {
    for (CurvePlot* plot : {accuracy_, loss_, presentations_}) plot->setEmptyText(text);
}

void ProgressPanel::setSmoothing(double weight) {
    smoothing_ = weight;
    smoothedLoss_ = DebiasedAverage(weight);
    const report::Series& losses = loss_->chart().series[0];
    report::Series smoothed = loss_->chart().series[1];
    smoothed.x = losses.x;
    smoothed.y.clear();
    for (const double loss : losses.y) smoothed.y.append(smoothedLoss_.add(loss));
    loss_->setPoints(1, std::move(smoothed));
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
