#include "ui/pages/train/run_figures.h"

#include <QLocale>
#include <cmath>

#include "ui/widgets/figure.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

RunFigures::RunFigures(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_StyledBackground);
    setStyleRole(this, "card");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 9, 14, 9);
    layout->setSpacing(16);
    const auto add = [layout](const char* objectName, const QString& caption) {
        auto* figure = new Figure(QLatin1String(objectName), caption);
        layout->addLayout(figure, 1);
        return figure;
    };
    step_ = add("train.figure.step", tr("Step"));
    rate_ = add("train.figure.rate", tr("Speed"));
    elapsed_ = add("train.figure.elapsed", tr("Elapsed"));
    remaining_ = add("train.figure.remaining", tr("Remaining"));
    last_ = add("train.figure.last", tr("Accuracy"));
    best_ = add("train.figure.best", tr("Best"));
    clear();
}

void RunFigures::clear() {
    for (Figure* figure : {step_, rate_, elapsed_, remaining_, last_, best_}) figure->set(Figure::none);
    setSeenCharacters(false);
}

void RunFigures::setProgress(const Progress& progress) {
    const QLocale locale;
    step_->set(locale.toString(static_cast<qlonglong>(progress.step)),
               progress.totalSteps > 0 ? tr("of %1").arg(locale.toString(static_cast<qlonglong>(progress.totalSteps)))
                                       : tr("planning"));
    rate_->set(locale.toString(std::round(progress.imagesPerSecond), 'f', 0), tr("images a second"));
    elapsed_->set(durationText(progress.seconds));
    remaining_->set(progress.remainingSeconds < 0 ? Figure::none : durationText(progress.remainingSeconds));
}

void RunFigures::setLast(const ValidationPoint& point) {
    const Interval interval = point.accuracy.confidence95();
    last_->set(percentText(point.accuracy.percent()),
               tr("95 %: %1 – %2").arg(interval.low, 0, 'f', 1).arg(interval.high, 0, 'f', 1));
}

void RunFigures::setBest(const ValidationPoint& point) {
    best_->set(percentText(point.accuracy.percent()),
               tr("at step %1").arg(QLocale().toString(static_cast<qlonglong>(point.step))));
}

void RunFigures::setSeenCharacters(bool seen) {
    const QString tip = seen ? tr("Nothing is held out: these are characters that it learns from") : QString();
    last_->setCaption(seen ? tr("Accuracy · seen") : tr("Accuracy"), tip);
    best_->setCaption(seen ? tr("Best · seen") : tr("Best"), tip);
}

}  // namespace oneshot::ui
