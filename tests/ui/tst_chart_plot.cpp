#include <QSet>
#include <QtTest>
#include <cmath>

#include "tests/support/curve_stand.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using report::ChartPlot;
using report::CurveChart;
using test::shown;
using test::twoCurves;
using ui::CurvePlot;

class TestChartPlot : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void axesOfStepsShowWholeSteps() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        for (const double upper : {1.0, 3.0, 9.0, 10.0, 12.0, 24.0, 120.0}) {
            chart->xAxis->setRange(0, upper);
            chart->replot();
            QVERIFY(!chart->xAxis->ticker().isNull());
            for (const double tick : chart->xAxis->tickVector()) QCOMPARE(tick, std::round(tick));
        }
    }

    /// Marks without lines, over an axis of fractions that just holds them.
    void scatteredPoints() {
        CurveChart chart;
        chart.scatter = true;
        chart.series.resize(1);
        chart.series[0].markers = true;
        for (const double x : {-0.9, -0.2, -0.2, 0.3}) chart.series[0].append(x, 50 * x);
        CurvePlot plot;
        plot.setChart(chart);
        ChartPlot* shownChart = shown(plot);
        QVERIFY(shownChart);
        const QCPGraph* points = shownChart->graph(shownChart->graphCount() - 1);
        QCOMPARE(points->dataCount(), 4);
        QCOMPARE(points->lineStyle(), QCPGraph::lsNone);
        QVERIFY(!points->scatterStyle().isNone());
        const QCPRange range = shownChart->xAxis->range();
        QVERIFY(range.lower < -0.9 && range.lower > -1 && range.upper > 0.3 && range.upper < 0.4);
        shownChart->replot();
        int fractions = 0;
        for (const double tick : shownChart->xAxis->tickVector()) fractions += tick != std::round(tick);
        QVERIFY(fractions >= 2);

        plot.setChart(twoCurves());
        QCOMPARE(shownChart->graph(0)->lineStyle(), QCPGraph::lsLine);
    }

    void labelsOfALowChartDoNotTouch() {
        CurvePlot plot;
        CurveChart percents = twoCurves();
        percents.yRange = {0, 100};
        plot.setChart(percents);
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        for (const int height : {400, 160, 110}) {
            chart->setFixedHeight(height);
            for (int round = 0; round < 2; ++round) chart->replot(QCustomPlot::rpImmediateRefresh);  // settles margins
            const QCPAxis& axis = *chart->yAxis;
            const int labelHeight = QFontMetrics(axis.tickLabelFont()).height();
            const QVector<double> ticks = axis.tickVector();
            QVERIFY(ticks.size() >= 2);
            for (qsizetype i = 1; i < ticks.size(); ++i) {
                const double apart = std::abs(axis.coordToPixel(ticks[i]) - axis.coordToPixel(ticks[i - 1]));
                QVERIFY2(apart >= labelHeight, qPrintable(QString::number(height)));
            }
        }
    }

    /// Of as many learners as can be asked at once.
    void noTwoCurvesLookTheSame() {
        for (const report::ChartTheme& theme :
             {report::ChartTheme::print(), report::ChartTheme::window(QPalette(Qt::black), QFont()),
              report::ChartTheme::window(QPalette(Qt::white), QFont())}) {
            QSet<QRgb> colours;
            for (int style = 0; style < 7; ++style) colours.insert(theme.colour(style).rgb());
            QCOMPARE(colours.size(), 7);
        }
        CurveChart chart = twoCurves();
        chart.series.resize(20);
        for (std::size_t i = 0; i < chart.series.size(); ++i) {
            chart.series[i] = {QString::number(i), {1, 2}, {1, 2}, {}, {}, static_cast<int>(i)};
        }
        CurvePlot plot;
        plot.setChart(chart);
        ChartPlot* shownChart = shown(plot);
        QVERIFY(shownChart);
        QSet<std::pair<QRgb, int>> looks;
        for (int i = 0; i < 20; ++i)
            looks.insert(
                {shownChart->graph(i)->pen().color().rgb(), static_cast<int>(shownChart->graph(i)->pen().style())});
        QCOMPARE(looks.size(), 20);
    }
};

ONESHOT_TEST(TestChartPlot)
#include "tst_chart_plot.moc"
