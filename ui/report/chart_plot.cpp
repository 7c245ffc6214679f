#include "ui/report/chart_plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace oneshot::report {

/// The reference lines with their names in the right margin, pushed apart where they would overlap.
class ReferenceLines : public QCPAbstractItem {
  public:
    explicit ReferenceLines(QCustomPlot* plot) : QCPAbstractItem(plot) {
        setClipToAxisRect(false);
        setSelectable(false);
    }

    void set(std::vector<ReferenceLine> lines, const ChartTheme& theme) {
        lines_ = std::move(lines);
        std::ranges::sort(lines_, std::greater(), &ReferenceLine::y);
        colour_ = theme.mutedText;
        font_ = theme.font;
    }

    /// Pixels that the names take to the right of the axes.
    int margin() const {
        int width = 0;
        for (const auto& line : lines_) width = std::max(width, QFontMetrics(font_).horizontalAdvance(line.name));
        return lines_.empty() ? 12 : width + 14;
    }

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }

  protected:
    void draw(QCPPainter* painter) override {
        const QRectF area = clipAxisRect()->rect();
        const QFontMetricsF metrics(font_);
        painter->setFont(font_);
        double freeFrom = area.top() - metrics.height();
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const double y = clipAxisRect()->axis(QCPAxis::atLeft)->coordToPixel(lines_[i].y);
            if (!(y >= area.top() - 0.5 && y <= area.bottom() + 0.5)) continue;
            painter->setPen(QPen(colour_, 1, dashes[i % dashes.size()]));
            painter->drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
            const double top = std::max(y - metrics.height() / 2, freeFrom);
            freeFrom = top + metrics.height();
            painter->setPen(colour_);
            painter->drawText(QPointF(area.right() + 8, top + metrics.ascent()), lines_[i].name);
        }
    }

  private:
    static constexpr std::array dashes{Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    std::vector<ReferenceLine> lines_;
    QColor colour_;
    QFont font_;
};

namespace {

constexpr std::array lineStyles{Qt::SolidLine, Qt::DashLine, Qt::DashDotLine, Qt::DotLine};
constexpr std::array markerShapes{QCPScatterStyle::ssDisc, QCPScatterStyle::ssSquare, QCPScatterStyle::ssTriangle,
                                  QCPScatterStyle::ssDiamond};
constexpr int fewPoints = 40;  ///< up to so many, each point's interval is also drawn as a bar

/// Ticks at whole numbers, for counts such as steps and ways.
class WholeNumberTicker : public QCPAxisTicker {
  protected:
    double getTickStep(const QCPRange& range) override {
        return std::max(1.0, std::floor(QCPAxisTicker::getTickStep(range)));  // 2.5 is the only one between
    }
};

/// Ticks no closer than their labels can stand, also in a low chart.
class VerticalTicker : public QCPAxisTicker {
  public:
    /// The axis owns the ticker.
    explicit VerticalTicker(const QCPAxis& axis) : axis_(axis) {}

  protected:
    double getTickStep(const QCPRange& range) override {
        const int height = axis_.axisRect()->height();  // 0 before the first layout
        const int labelHeight = QFontMetrics(axis_.tickLabelFont()).height();
        mTickCount = height > 0 ? std::clamp(height / (3 * labelHeight / 2), 1, usualTicks) : usualTicks;
        return QCPAxisTicker::getTickStep(range);
    }

  private:
    static constexpr int usualTicks = 5;
    const QCPAxis& axis_;
};

/// With room for the marks at both ends.
QCPRange padded(const QCPRange& range) {
    const double room = range.size() > 0 ? 0.04 * range.size() : 0.5;
    return {range.lower - room, range.upper + room};
}

QColor withAlpha(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

}  // namespace

ChartPlot::ChartPlot(QWidget* parent) : QCustomPlot(parent) {
    setAutoAddPlottableToLegend(false);
    setPlottingHints(QCP::phFastPolylines | QCP::phCacheLabels);
    // Above the axes the legend, left-aligned by an empty element that takes the rest of its row.
    plotLayout()->insertRow(0);
    legendRow_ = new QCPLayoutGrid;
    plotLayout()->addElement(0, 0, legendRow_);
    axisRect()->insetLayout()->take(legend);
    legendRow_->addElement(0, 0, legend);
    legend->setLayer(QStringLiteral("legend"));
    legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    legend->setBorderPen(Qt::NoPen);
    legend->setBrush(Qt::NoBrush);
    legend->setMargins({2, 2, 2, 2});
    legend->setColumnSpacing(14);
    legend->setIconSize(22, 12);
    legend->setSelectableParts(QCPLegend::spNone);
    legendRow_->addElement(0, 1, new QCPLayoutElement(this));
    legendRow_->setColumnStretchFactor(0, 0.001);
    plotLayout()->setRowStretchFactor(0, 0.001);
    plotLayout()->setRowSpacing(0);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom | QCP::msTop);
    axisRect()->setMinimumMargins({58, 8, 0, 0});  // so that charts above each other line up
    addLayer(QStringLiteral("references"), layer(QStringLiteral("main")), limBelow);
    references_ = new ReferenceLines(this);
    references_->setLayer(QStringLiteral("references"));
}

void ChartPlot::build(const CurveChart& chart, const ChartTheme& theme) {
    theme_ = theme;
    scatter_ = chart.scatter;
    clearPlottables();
    legend->clearItems();
    applyTheme(theme);

    if (theme.title) setTitle(chart.title, chart.subtitle);
    xAxis->setLabel(chart.xLabel);
    yAxis->setLabel(chart.yLabel);
    references_->set(chart.references, theme);
    setMinimumRightMargin(minimumRightMargin_);

    curves_.clear();
    const bool several = chart.series.size() > 1;
    for (const Series& series : chart.series) {
        curves_.push_back(addCurve(series, theme));
        if (scatter_) curves_.back().line->setLineStyle(QCPGraph::lsNone);
        if (several) curves_.back().line->addToLegend();
    }
    // QCustomPlot cuts off an item's lowest row of pixels, two on a dense screen, where underscores are.
    for (int i = 0; i < legend->itemCount(); ++i)
        if (auto* item = legend->item(i)) item->setMargins({0, 0, 0, 4});  // a wrapped legend has empty places
    legend->setVisible(several);
    legendRow_->setMaximumSize(QWIDGETSIZE_MAX, several ? QWIDGETSIZE_MAX : 0);
    wrapLegend(viewport().width());
    setLogAxes(chart.logX, chart.logY);
    update(chart);
    showWhole(chart);
    if (chart.section) {
        xAxis->setRange(chart.section->left(), chart.section->right());
        yAxis->setRange(chart.section->top(), chart.section->bottom());
    }
}

void ChartPlot::setMinimumRightMargin(int pixels) {
    minimumRightMargin_ = pixels;
    axisRect()->setMargins({0, 0, std::max(references_->margin(), pixels), 0});
}

void ChartPlot::applyTheme(const ChartTheme& theme) {
    setBackground(QBrush(theme.background));
    legend->setFont(theme.font);
    legend->setTextColor(theme.text);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setLabelFont(theme.font);
        axis->setTickLabelFont(theme.font);
        axis->setLabelColor(theme.mutedText);
        axis->setTickLabelColor(theme.mutedText);
        axis->setBasePen(QPen(theme.grid.darker(115)));
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLength(0);
        axis->setSubTickLength(0);
        axis->setLabelPadding(4);
        axis->setTickLabelPadding(6);
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->setNumberPrecision(6);
        axis->grid()->setPen(QPen(theme.grid, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setSubGridVisible(false);
    }
    yAxis->setBasePen(Qt::NoPen);
    xAxis->grid()->setVisible(false);
}

QCPTextElement* ChartPlot::addHeading() {
    auto* heading = new QCPTextElement(this);
    heading->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter);
    heading->setMargins({2, 4, 0, 2});
    plotLayout()->insertRow(0);
    plotLayout()->addElement(0, 0, heading);
    plotLayout()->setRowStretchFactor(0, 0.001);
    return heading;
}

void ChartPlot::setTitle(const QString& title, const QString& subtitle) {
    if (!subtitle_ && !subtitle.isEmpty()) subtitle_ = addHeading();
    if (subtitle_) {
        subtitle_->setFont(theme_.font);
        subtitle_->setTextColor(theme_.mutedText);
        subtitle_->setText(subtitle);
    }
    if (!title_) title_ = addHeading();
    QFont bold = theme_.font;
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    title_->setFont(bold);
    title_->setTextColor(theme_.text);
    title_->setText(title);
}

ChartPlot::Curve ChartPlot::addCurve(const Series& series, const ChartTheme& theme) {
    const QColor colour = theme.colour(series.style);
    Curve curve;
    if (!series.low.isEmpty() || !series.high.isEmpty() || series.markers) {
        curve.low = addGraph();
        curve.high = addGraph();
        curve.low->setPen(Qt::NoPen);
        curve.high->setPen(Qt::NoPen);
        curve.high->setBrush(withAlpha(colour, 0.16));
        curve.high->setChannelFillGraph(curve.low);
    }
    curve.line = addGraph();
    curve.line->setName(series.name);
    curve.line->setPen(
        series.faint ? QPen(withAlpha(colour, 0.4), 1)
                     : QPen(colour, 2, lineStyles[series.style % lineStyles.size()], Qt::RoundCap, Qt::RoundJoin));
    if (series.markers)
        curve.line->setScatterStyle(
            QCPScatterStyle(markerShapes[series.style % markerShapes.size()], colour, theme.background, 7));
    if (curve.low) {
        curve.bars = new QCPErrorBars(xAxis, yAxis);
        curve.bars->setDataPlottable(curve.line);
        curve.bars->setPen(QPen(withAlpha(colour, 0.6), 1.2));
        curve.bars->setWhiskerWidth(5);
    }
    return curve;
}

void ChartPlot::update(const CurveChart& chart) {
    // Only what was appended is copied; QCustomPlot's adaptive sampling draws at most a few points per pixel column.
    const auto take = [](QCPGraph* graph, const Series& series, const QList<double>& values) {
        const int known = graph->dataCount();
        const auto count = std::min(series.x.size(), values.size()) - known;
        if (count > 0) graph->addData(series.x.mid(known, count), values.mid(known, count), true);
    };
    for (std::size_t i = 0; i < curves_.size(); ++i) {
        const Series& series = chart.series[i];
        const Curve& curve = curves_[i];
        take(curve.line, series, series.y);
        curve.line->setVisible(series.visible);
        if (QCPPlottableLegendItem* item = legend->itemWithPlottable(curve.line))
            item->setTextColor(series.visible ? theme_.text : withAlpha(theme_.mutedText, 0.5));
        if (!curve.low) continue;
        take(curve.low, series, series.low);
        take(curve.high, series, series.high);
        QList<double> below, above;
        if (series.low.size() <= fewPoints)
            for (qsizetype k = 0; k < series.low.size(); ++k) {
                below.append(series.y[k] - series.low[k]);
                above.append(series.high[k] - series.y[k]);
            }
        curve.bars->setData(below, above);
        curve.low->setVisible(series.visible);
        curve.high->setVisible(series.visible);
        curve.bars->setVisible(series.visible);
    }
}

void ChartPlot::showWhole(const CurveChart& chart) {
    QCPRange x(NAN, NAN), y(NAN, NAN);
    for (const Series& series : chart.series) {
        if (!series.visible) continue;
        const auto n = std::min(series.x.size(), series.y.size());
        for (qsizetype i = 0; i < n; ++i) {
            if ((chart.logX && series.x[i] <= 0) || (chart.logY && series.y[i] <= 0) || !std::isfinite(series.y[i]))
                continue;
            x.expand(series.x[i]);
            y.expand(series.y[i]);
        }
    }
    if (std::isnan(x.lower)) {
        x = QCPRange(chart.logX ? 1 : 0, chart.xEnd > 0 ? chart.xEnd : 100);
        y = QCPRange(chart.logY ? 0.1 : 0, 1);
    } else {
        for (const ReferenceLine& line : chart.references)
            if (!chart.logY || line.y > 0) y.expand(line.y);
    }
    x.upper = std::max(x.upper, chart.xEnd);
    if (chart.logX)
        xAxis->setRange(x.lower, std::max(x.upper, x.lower * 10));
    else if (chart.scatter)
        xAxis->setRange(padded(x));
    else
        xAxis->setRange(std::min(x.lower, 0.0), std::max(x.upper, x.lower + 1) * 1.01);
    if (chart.logY) {
        const double factor = std::max(std::pow(y.upper / y.lower, 0.05), 1.1);
        yAxis->setRange(y.lower / factor, y.upper * factor);
    } else if (chart.yRange) {
        yAxis->setRange(chart.yRange->first, chart.yRange->second);
    } else {
        const double padding = std::max((y.upper - std::min(y.lower, 0.0)) * 0.06, 1e-9);
        yAxis->setRange(y.lower >= 0 ? 0 : y.lower - padding, y.upper + padding);
    }
}

void ChartPlot::setLogAxes(bool logX, bool logY) {
    const auto set = [](QCPAxis* axis, bool logarithmic, QCPAxisTicker* linear) {
        const QSharedPointer<QCPAxisTicker> ticker(linear);
        axis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        axis->setTicker(logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog) : ticker);
    };
    set(xAxis, logX, scatter_ ? new QCPAxisTicker : new WholeNumberTicker);
    set(yAxis, logY, new VerticalTicker(*yAxis));
}

/// Arranges the names in one row if they fit, else in as many columns as the widest name allows.
void ChartPlot::wrapLegend(int room) {
    int widest = 1, total = 0;
    for (int i = 0; i < legend->itemCount(); ++i) {
        const QCPAbstractLegendItem* item = legend->item(i);
        if (!item) continue;  // a place that the last row leaves free
        const int width = item->minimumOuterSizeHint().width() + legend->columnSpacing();
        widest = std::max(widest, width);
        total += width;
    }
    const int columns = total <= room ? 0 : std::max(1, room / widest);
    if (columns != legend->wrap()) {
        legend->setWrap(columns);
        legend->setFillOrder(QCPLayoutGrid::foColumnsFirst, true);
    }
    if (const int needed = minimumSizeHint().height(); needed != std::exchange(neededHeight_, needed)) updateGeometry();
}

QSize ChartPlot::minimumSizeHint() const {
    constexpr int leastAxes = 50, aroundLabels = 26;  // px
    const int labels = 2 * QFontMetrics(theme_.font).height() + aroundLabels;
    return {0,
            leastAxes + labels + (isLaidOut_ && legend->visible() ? legendRow_->minimumOuterSizeHint().height() : 0)};
}

void ChartPlot::resizeEvent(QResizeEvent* event) {
    isLaidOut_ = true;
    wrapLegend(event->size().width());
    QCustomPlot::resizeEvent(event);
}

int ChartPlot::seriesOf(const QCPAbstractLegendItem* item) const {
    for (std::size_t i = 0; i < curves_.size(); ++i)
        if (item && legend->itemWithPlottable(curves_[i].line) == item) return static_cast<int>(i);
    return -1;
}

void paintChart(const CurveChart& chart, QSize size, QCPPainter& painter) {
    ChartPlot plot;
    plot.setViewport(QRect(QPoint(0, 0), size));
    plot.plotLayout()->setMargins({12, 10, 8, 8});
    plot.build(chart, ChartTheme::print());
    plot.replot();  // settles layout and tick labels before the one drawing that counts
    painter.setMode(QCPPainter::pmVectorized);
    plot.toPainter(&painter, size.width(), size.height());
}

}  // namespace oneshot::report
