#include "ui/pages/runs/parallel_chart.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/pages/runs/run_words.h"
#include "ui/pages/runs/search_trial_model.h"
#include "ui/report/curve_chart.h"

namespace oneshot::ui {
namespace {

constexpr int nearby = 7, edge = 10;  // px
constexpr int completedStyle = 0, hopelessStyle = 1, bestStyle = 2;

double distance(QPointF point, QPointF from, QPointF to) {
    const QPointF line = to - from, away = point - from;
    const double length = QPointF::dotProduct(line, line);
    const double along = length > 0 ? std::clamp(QPointF::dotProduct(away, line) / length, 0.0, 1.0) : 0;
    const QPointF rest = away - along * line;
    return std::hypot(rest.x(), rest.y());
}

QString tipOf(const Search& search, const SearchTrial& trial) {
    QString text = ParallelChart::tr("Trial %1, %2").arg(trial.number).arg(stateText(trial.state));
    for (std::size_t i = 0; i < search.ranges.size(); ++i)
        text += QStringLiteral("\n%1: %2").arg(settingTitle(search.ranges[i].key), valueText(trial.values[i]));
    if (trial.accuracy) text += u'\n' + accuracyText(*trial.accuracy);
    return text;
}

}  // namespace

ParallelChart::ParallelChart() {
    setAccessibleName(tr("Trials across their settings and accuracy"));
}

void ParallelChart::setSearch(session::SearchFactsPtr facts) {
    facts_ = std::move(facts);
    double low = 100, high = 0;
    if (facts_)
        for (const SearchTrial& trial : facts_->search.trials)
            if (trial.accuracy) {
                low = std::min(low, trial.accuracyPercent());
                high = std::max(high, trial.accuracyPercent());
            }
    lowAccuracy_ = low < high ? std::floor(low / 10) * 10 : 0;
    highAccuracy_ = low < high ? std::ceil(high / 10) * 10 : 100;
    update();
}

void ParallelChart::setChosen(int trial) {
    chosen_ = trial;
    update();
}

QString ParallelChart::nameOf(int axis) const {
    if (axis == axes() - 1) return tr("accuracy");
    const SearchRange& range = facts_->search.ranges[static_cast<std::size_t>(axis)];
    return settingTitle(range.key) + (range.logarithmic ? tr(" (log)") : QString());
}

QRectF ParallelChart::area() const {
    const int line = fontMetrics().height();
    // Half of the names of the outer axes stand beside them.
    const int widest =
        std::max(fontMetrics().horizontalAdvance(nameOf(0)), fontMetrics().horizontalAdvance(nameOf(axes() - 1)));
    const int sideMargin = std::min(widest / 2 + edge, width() / 4);
    return QRectF(rect()).adjusted(sideMargin, 2 * line + 8, -sideMargin, -2 * line - 12);
}

double ParallelChart::xOf(int axis) const {
    return area().left() + area().width() * axis / (axes() - 1);
}

double ParallelChart::positionOf(const SearchTrial& trial, int axis) const {
    if (axis == axes() - 1) return (trial.accuracyPercent() - lowAccuracy_) / (highAccuracy_ - lowAccuracy_);
    const SearchRange& range = facts_->search.ranges[static_cast<std::size_t>(axis)];
    const double value = trial.values[static_cast<std::size_t>(axis)];
    return range.logarithmic ? std::log(value / range.low) / std::log(range.high / range.low)
                             : (value - range.low) / (range.high - range.low);
}

std::vector<QPointF> ParallelChart::lineOf(const SearchTrial& trial) const {
    std::vector<QPointF> points;
    const QRectF room = area();
    for (int axis = 0; axis < axes() - (trial.accuracy ? 0 : 1); ++axis)
        points.emplace_back(xOf(axis), room.bottom() - room.height() * positionOf(trial, axis));
    return points;
}

void ParallelChart::paintAxes(QPainter& painter) const {
    const auto theme = report::ChartTheme::window(palette(), font());
    const QRectF room = area();
    const int line = fontMetrics().height();
    for (int axis = 0; axis < axes(); ++axis) {
        const bool last = axis == axes() - 1;
        const double x = xOf(axis);
        painter.setPen(QPen(theme.mutedText, 1));
        painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()));
        QString low = tr("%1 %").arg(lowAccuracy_), high = tr("%1 %").arg(highAccuracy_);
        if (!last) {
            const SearchRange& range = facts_->search.ranges[static_cast<std::size_t>(axis)];
            low = valueText(range.low);
            high = valueText(range.high);
        }
        const QRectF box(x - room.width() / 2, 0, room.width(), line);
        painter.drawText(box.translated(0, room.top() - line - 3), Qt::AlignHCenter, high);
        painter.drawText(box.translated(0, room.bottom() + 3), Qt::AlignHCenter, low);
        painter.setPen(theme.text);
        const QString name = fontMetrics().elidedText(nameOf(axis), Qt::ElideRight,
                                                      static_cast<int>(room.width() / std::max(1, axes() - 1)));
        painter.drawText(box.translated(0, room.top() - 2 * line - 4), Qt::AlignHCenter, name);
    }
}

void ParallelChart::paintTrial(QPainter& painter, const SearchTrial& trial) const {
    const auto theme = report::ChartTheme::window(palette(), font());
    const bool best = &trial == facts_->search.best(), chosen = trial.number == chosen_;
    QColor colour = theme.mutedText;
    Qt::PenStyle dash = Qt::DotLine;
    if (trial.state == TrialState::Completed) {
        colour = theme.colour(best ? bestStyle : completedStyle);
        dash = Qt::SolidLine;
    } else if (trial.state == TrialState::Hopeless) {
        colour = theme.colour(hopelessStyle);
        dash = Qt::DashLine;
    }
    if (!best && !chosen) colour.setAlphaF(0.6F);
    const QPen pen(colour, best || chosen ? 3 : 1.4, dash);
    const std::vector<QPointF> points = lineOf(trial);
    painter.setBrush(Qt::NoBrush);
    if (chosen) {  // a halo, whatever the line's own colour
        QColor halo = theme.text;
        halo.setAlphaF(0.25F);
        painter.setPen(QPen(halo, 9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(points.data(), static_cast<int>(points.size()));
    }
    painter.setPen(pen);
    painter.drawPolyline(points.data(), static_cast<int>(points.size()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (const QPointF& point : points) painter.drawEllipse(point, best || chosen ? 4 : 2.5, best || chosen ? 4 : 2.5);
}

void ParallelChart::paintLegend(QPainter& painter) const {
    const auto theme = report::ChartTheme::window(palette(), font());
    const int line = fontMetrics().height();
    double x = 14;
    const double y = height() - line / 2.0 - 4;
    const auto entry = [&](const QString& name, const QColor& colour, Qt::PenStyle dash, double width) {
        painter.setPen(QPen(colour, width, dash));
        painter.drawLine(QPointF(x, y), QPointF(x + 30, y));
        painter.setPen(theme.text);
        const double wide = fontMetrics().horizontalAdvance(name);
        painter.drawText(QRectF(x + 36, y - line / 2.0, wide + 2, line), Qt::AlignVCenter, name);
        x += 36 + wide + 22;
    };
    entry(tr("best"), theme.colour(bestStyle), Qt::SolidLine, 3);
    entry(tr("completed"), theme.colour(completedStyle), Qt::SolidLine, 1.4);
    entry(tr("stopped early"), theme.colour(hopelessStyle), Qt::DashLine, 1.4);
    entry(tr("failed or unfinished"), theme.mutedText, Qt::DotLine, 1.4);
}

void ParallelChart::paintEvent(QPaintEvent*) {
    if (!facts_ || facts_->search.ranges.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    const SearchTrial *best = facts_->search.best(), *chosen = nullptr;
    for (const SearchTrial& trial : facts_->search.trials) {
        if (trial.number == chosen_) chosen = &trial;
        if (&trial != best && &trial != chosen) paintTrial(painter, trial);
    }
    if (best && best != chosen) paintTrial(painter, *best);
    if (chosen) paintTrial(painter, *chosen);
    paintLegend(painter);
}

const SearchTrial* ParallelChart::trialAt(QPointF place) const {
    const SearchTrial* nearest = nullptr;
    double least = nearby;
    if (!facts_ || facts_->search.ranges.empty()) return nullptr;
    for (const SearchTrial& trial : facts_->search.trials) {
        const std::vector<QPointF> points = lineOf(trial);
        for (std::size_t i = 0; i + 1 < points.size(); ++i)
            if (const double away = distance(place, points[i], points[i + 1]); away < least) {
                least = away;
                nearest = &trial;
            }
    }
    return nearest;
}

void ParallelChart::mousePressEvent(QMouseEvent* event) {
    if (const SearchTrial* trial = trialAt(event->position())) Q_EMIT clicked(trial->number);
}

bool ParallelChart::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const SearchTrial* trial = trialAt(help->pos());
    QToolTip::showText(help->globalPos(), trial ? tipOf(facts_->search, *trial) : QString(), this);
    return true;
}

}  // namespace oneshot::ui
