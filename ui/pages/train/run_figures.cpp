#include "ui/pages/train/run_figures.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <cmath>

#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

const QString none = QStringLiteral("–");

}  // namespace

QString durationText(double seconds) {
    const auto whole = static_cast<long long>(std::llround(seconds));
    const QString tail = QStringLiteral(":%1").arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (whole < 3600) return QString::number(whole / 60) + tail;
    return QString::number(whole / 3600) + QStringLiteral(":%1").arg(whole / 60 % 60, 2, 10, QLatin1Char('0')) + tail;
}

QString percentText(double percent) {
    return QString::number(percent, 'f', 1) + QStringLiteral(" %");
}

RunFigures::RunFigures(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_StyledBackground);
    setStyleRole(this, "card");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 9, 14, 9);
    layout->setSpacing(16);
    step_ = add("train.figure.step", tr("Step"));
    rate_ = add("train.figure.rate", tr("Speed"));
    elapsed_ = add("train.figure.elapsed", tr("Elapsed"));
    remaining_ = add("train.figure.remaining", tr("Remaining"));
    last_ = add("train.figure.last", tr("Accuracy"));
    best_ = add("train.figure.best", tr("Best"));
    clear();
}

RunFigures::Figure RunFigures::add(const char* objectName, const QString& caption) {
    Figure figure{new QLabel(caption), new QLabel, new QLabel};
    setStyleRole(figure.caption, "muted");
    setStyleRole(figure.detail, "muted");
    QFont large = figure.value->font();
    large.setPointSizeF(large.pointSizeF() * 1.45);
    large.setBold(true);
    figure.value->setFont(large);
    figure.value->setObjectName(QLatin1String(objectName));
    figure.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont small = figure.detail->font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    figure.detail->setFont(small);
    auto* column = new QVBoxLayout;
    column->setSpacing(1);
    column->addWidget(figure.caption);
    column->addWidget(figure.value);
    column->addWidget(figure.detail);
    static_cast<QHBoxLayout*>(layout())->addLayout(column, 1);
    return figure;
}

void RunFigures::set(const Figure& figure, const QString& value, const QString& detail) {
    figure.value->setText(value);
    figure.value->setAccessibleName(figure.caption->text() + QStringLiteral(": ") + value + u' ' + detail);
    figure.detail->setText(detail);
}

void RunFigures::clear() {
    for (const Figure& figure : {step_, rate_, elapsed_, remaining_, last_, best_}) set(figure, none);
    setSeenCharacters(false);
}

void RunFigures::setProgress(const Progress& progress) {
    const QLocale locale;
    set(step_, locale.toString(static_cast<qlonglong>(progress.step)),
        progress.totalSteps > 0 ? tr("of %1").arg(locale.toString(static_cast<qlonglong>(progress.totalSteps)))
                                : tr("planning"));
    set(rate_, locale.toString(std::round(progress.imagesPerSecond), 'f', 0), tr("images a second"));
    set(elapsed_, durationText(progress.seconds));
    set(remaining_, progress.remainingSeconds < 0 ? none : durationText(progress.remainingSeconds));
}

void RunFigures::setLast(const ValidationPoint& point) {
    const Interval interval = point.accuracy.confidence95();
    set(last_, percentText(point.accuracy.percent()),
        tr("95 %: %1 – %2").arg(interval.low, 0, 'f', 1).arg(interval.high, 0, 'f', 1));
}

void RunFigures::setBest(const ValidationPoint& point) {
    set(best_, percentText(point.accuracy.percent()),
        tr("at step %1").arg(QLocale().toString(static_cast<qlonglong>(point.step))));
}

void RunFigures::setSeenCharacters(bool seen) {
    const QString tip = seen ? tr("Nothing is held out: these are characters that it learns from") : QString();
    last_.caption->setText(seen ? tr("Accuracy · seen") : tr("Accuracy"));
    best_.caption->setText(seen ? tr("Best · seen") : tr("Best"));
    last_.caption->setToolTip(tip);
    best_.caption->setToolTip(tip);
}

}  // namespace oneshot::ui
