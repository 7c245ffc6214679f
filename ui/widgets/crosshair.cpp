#include "ui/widgets/crosshair.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/report/chart_plot.h"
#include "ui/widgets/named_keys.h"

namespace oneshot::ui {
namespace {

constexpr int padding = 8;
constexpr int keyWidth = 14;  ///< of a curve's colour, with the room behind it
constexpr double markRadius = 3.5;

qsizetype pointsOf(const report::Series& series) {
    return series.visible ? std::min(series.x.size(), series.y.size()) : 0;
}

QString numberText(double value) {
    return value == std::floor(value) && std::abs(value) < 1e15 ? QLocale().toString(static_cast<qlonglong>(value))
                                                                : QLocale().toString(value, 'g', 5);
}

}  // namespace

std::vector<CurveValue> valuesAt(const report::CurveChart& chart, double x) {
    std::vector<CurveValue> values;
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        const report::Series& series = chart.series[i];
        const auto begin = series.x.cbegin(), end = begin + pointsOf(series);
        const auto after = std::upper_bound(begin, end, x) - begin;
        if (after > 0 && std::isfinite(series.y[after - 1])) values.push_back({i, after - 1});
    }
    return values;
}

std::optional<double> nextX(const report::CurveChart& chart, double x, int direction) {
    std::optional<double> next;
    for (const report::Series& series : chart.series) {
        const auto begin = series.x.cbegin(), end = begin + pointsOf(series);
        if (direction > 0) {
            const auto found = std::upper_bound(begin, end, x);
            if (found != end && (!next || *found < *next)) next = *found;
        } else {
            const auto found = std::lower_bound(begin, end, x);
            if (found != begin && (!next || *(found - 1) > *next)) next = *(found - 1);
        }
    }
    return next;
}

std::optional<double> nearestX(const report::CurveChart& chart, double x) {
    const std::optional<double> after = nextX(chart, x, 1);
    std::optional<double> before;
    for (const CurveValue& value : valuesAt(chart, x)) {
        const double at = chart.series[value.series].x[value.point];
        if (!before || at > *before) before = at;
    }
    if (!before || !after) return before ? before : after;
    return x - *before <= *after - x ? before : after;
}

Crosshair::Crosshair(report::ChartPlot& plot, const report::CurveChart& chart)
    : QWidget(&plot), plot_(plot), chart_(chart) {
    setObjectName(QStringLiteral("plot.crosshair"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setGeometry(plot.rect());
    plot.setFocusPolicy(Qt::StrongFocus);
    plot.setMouseTracking(true);
    nameKeys(&plot, tr("Left, Right, Home, End"), tr("Go along a chart and tell its values"));
    plot.installEventFilter(this);
    hide();
}

void Crosshair::showAt(std::optional<double> x) {
    x_ = x;
    setVisible(x_.has_value());
    raise();
    update();
}

bool Crosshair::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::MouseMove: {
            const auto* move = static_cast<QMouseEvent*>(event);
            const QPointF at = move->position();
            mouseY_ = at.y();
            const bool over = move->buttons() == Qt::NoButton && plot_.axisRect()->rect().contains(at.toPoint());
            showAt(over ? nearestX(chart_, plot_.xAxis->pixelToCoord(at.x())) : std::nullopt);
            break;
        }
        case QEvent::MouseButtonPress:
        case QEvent::Leave:
        case QEvent::FocusOut:
            showAt({});
            break;
        case QEvent::FocusIn:
            if (const Qt::FocusReason why = static_cast<QFocusEvent*>(event)->reason();
                why == Qt::TabFocusReason || why == Qt::BacktabFocusReason)
                goByKey(Qt::Key_End);  // else nobody sees where the focus is
            break;
        case QEvent::Resize:
            setGeometry(plot_.rect());
            break;
        case QEvent::KeyPress:
            if (static_cast<QKeyEvent*>(event)->modifiers() == Qt::NoModifier &&
                goByKey(static_cast<QKeyEvent*>(event)->key()))
                return true;
            break;
        default:
            break;
    }
    return QWidget::eventFilter(watched, event);
}

/// Returns whether the key means something here.
bool Crosshair::goByKey(int key) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    std::optional<double> to;
    if (key == Qt::Key_Home)
        to = nextX(chart_, -infinity, 1);
    else if (key == Qt::Key_End || (key == Qt::Key_Left && !x_) || (key == Qt::Key_Right && !x_))
        to = nextX(chart_, infinity, -1);
    else if (key == Qt::Key_Left || key == Qt::Key_Right)
        to = nextX(chart_, *x_, key == Qt::Key_Left ? -1 : 1).value_or(*x_);
    else if (key != Qt::Key_Escape || !x_)
        return false;
    mouseY_ = 0;
    showAt(to);
    if (!x_) return key == Qt::Key_Escape;  // without a point the key is somebody else's
    plot_.setAccessibleDescription(text().join(QStringLiteral("; ")));
    QAccessibleEvent changed(&plot_, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    return true;
}

QString Crosshair::valueText(const CurveValue& value) const {
    const report::Series& series = chart_.series[value.series];
    const qsizetype i = value.point;
    const auto number = [&](double y) {
        return chart_.yRange ? QLocale().toString(y, 'f', 1) : QLocale().toString(y, 'g', 4);
    };
    QString words = number(series.y[i]);
    if (!series.name.isEmpty()) words.prepend(series.name + QStringLiteral(": "));
    if (i < std::min(series.low.size(), series.high.size()))
        words += tr(" (%1 to %2)").arg(number(series.low[i]), number(series.high[i]));
    if (series.x[i] != *x_) words += tr(" at %1").arg(numberText(series.x[i]));
    return words;
}

QString Crosshair::headText() const {
    QString head = chart_.xLabel + u' ' + numberText(*x_);
    head[0] = head[0].toUpper();
    return head;
}

QStringList Crosshair::text() const {
    if (!x_) return {};
    QStringList lines{headText()};
    for (const CurveValue& value : valuesAt(chart_, *x_)) lines += valueText(value);
    return lines;
}

QStringList Crosshair::boxText() const {
    QStringList lines;
    if (x_)
        for (const Line& line : boxLines()) lines += line.text;
    return lines;
}

QRect Crosshair::boxArea() const {
    return rect().adjusted(0, plot_.axisRect()->rect().top() + 4, -1, -4);
}

/// In the order of the curves.
std::vector<CurveValue> Crosshair::nearestValues(std::size_t count) const {
    std::vector<CurveValue> values = valuesAt(chart_, *x_);
    if (values.size() <= count) return values;
    const auto distance = [this](const CurveValue& value) {
        return std::abs(plot_.yAxis->coordToPixel(chart_.series[value.series].y[value.point]) - mouseY_);
    };
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(count), {}, distance);
    values.resize(count);
    std::ranges::sort(values, {}, &CurveValue::series);
    return values;
}

std::vector<Crosshair::Line> Crosshair::boxLines() const {
    const std::size_t all = valuesAt(chart_, *x_).size();
    const int room = (boxArea().height() - padding) / QFontMetrics(font()).height() - 1;  // below the head
    const std::size_t shown = static_cast<int>(all) <= room ? all : static_cast<std::size_t>(std::max(1, room - 1));
    std::vector<Line> lines{{headText()}};
    for (const CurveValue& value : nearestValues(shown))
        lines.push_back({valueText(value), &chart_.series[value.series]});
    if (shown < all) lines.push_back({tr("and %1 more").arg(all - shown)});
    return lines;
}

void Crosshair::paintEvent(QPaintEvent*) {
    if (!x_ || valuesAt(chart_, *x_).empty()) return;
    const QRect area = plot_.axisRect()->rect();
    const double at = plot_.xAxis->coordToPixel(*x_);
    if (!(at >= area.left() && at <= area.right() + 1)) return;  // the person zoomed to another section
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const report::ChartTheme theme = report::ChartTheme::window(palette(), font());
    painter.setPen(QPen(theme.mutedText, 1));
    painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()));
    paintMarks(painter, theme);
    paintBox(painter, theme);
}

void Crosshair::paintMarks(QPainter& painter, const report::ChartTheme& theme) const {
    painter.setPen(QPen(theme.background, 1.2));
    for (const CurveValue& value : valuesAt(chart_, *x_)) {
        const report::Series& series = chart_.series[value.series];
        const QPointF at(plot_.xAxis->coordToPixel(series.x[value.point]),
                         plot_.yAxis->coordToPixel(series.y[value.point]));
        if (!plot_.axisRect()->rect().contains(at.toPoint())) continue;
        painter.setBrush(theme.colour(series.style));
        painter.drawEllipse(at, markRadius, markRadius);
    }
}

void Crosshair::paintBox(QPainter& painter, const report::ChartTheme& theme) const {
    const std::vector<Line> lines = boxLines();
    const QRect area = boxArea();
    const QFontMetrics metrics(font());
    int width = 0;
    for (const Line& line : lines) width = std::max(width, metrics.horizontalAdvance(line.text));
    QRect box(0, area.top(), std::min(width + keyWidth + 2 * padding, area.width()),
              static_cast<int>(lines.size()) * metrics.height() + padding);
    const int at = qRound(plot_.xAxis->coordToPixel(*x_));
    const int room = area.right() - box.width();
    box.moveLeft(at + 12 <= room ? at + 12 : std::max(0, std::min(at - 12 - box.width(), room)));
    painter.setPen(QPen(theme.grid, 1));
    painter.setBrush(theme.background);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    int baseline = box.top() + padding / 2 + metrics.ascent();
    for (const Line& line : lines) {
        if (line.series) {
            const double middle = baseline - metrics.ascent() / 2.0 + 1;
            painter.setPen(QPen(theme.colour(line.series->style), line.series->faint ? 1 : 3));
            painter.drawLine(QPointF(box.left() + padding, middle), QPointF(box.left() + padding + 8, middle));
        }
        const int indent = padding + (line.series ? keyWidth : 0);
        painter.setPen(line.series ? theme.text : theme.mutedText);
        painter.drawText(box.left() + indent, baseline,
                         metrics.elidedText(line.text, Qt::ElideMiddle, box.width() - indent - padding));
        baseline += metrics.height();
    }
}

}  // namespace oneshot::ui
