#include <QMouseEvent>
#include <QtTest>

#include "tests/support/curve_stand.h"
#include "tests/support/test_program.h"
#include "ui/widgets/crosshair.h"

using namespace oneshot;
using report::ChartPlot;
using report::CurveChart;
using test::fill;
using test::shown;
using test::twoCurves;
using ui::CurvePlot;

class TestCrosshair : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// At the mouse's place the nearest point counts, and of a curve without one there its last one before.
    void theCrosshairTellsAllCurves() {
        CurveChart chart = twoCurves();
        chart.series[0].append(1, 0.5);
        chart.series[0].append(2, 0.25);
        chart.series[0].append(3, 0.125);
        chart.series[1].append(2, 40, 35.5, 45);
        QCOMPARE(ui::nearestX(chart, 1.2), 1.0);
        QCOMPARE(ui::nearestX(chart, -7), 1.0);
        QCOMPARE(ui::nearestX(chart, 99), 3.0);
        QCOMPARE(ui::nextX(chart, 1, 1), 2.0);
        QCOMPARE(ui::nextX(chart, 3, 1), std::nullopt);
        QCOMPARE(ui::nextX(chart, 3, -1), 2.0);
        QCOMPARE(ui::valuesAt(chart, 1).size(), std::size_t(1));
        QCOMPARE(ui::valuesAt(chart, 3).size(), std::size_t(2));
        chart.series[0].visible = false;
        QCOMPARE(ui::nearestX(chart, 1.2), 2.0);
        QCOMPARE(ui::valuesAt(chart, 3).size(), std::size_t(1));
        chart.series[0].visible = true;

        CurvePlot plot;
        plot.setChart(chart);
        ChartPlot* shownChart = shown(plot);
        QVERIFY(shownChart);
        QTRY_COMPARE(shownChart->graph(0)->dataCount(), 3);
        auto* crosshair = plot.findChild<ui::Crosshair*>();
        QVERIFY(crosshair && !crosshair->isVisible());
        const QPoint inside(qRound(shownChart->xAxis->coordToPixel(2.9)), shownChart->axisRect()->center().y());
        QMouseEvent move(QEvent::MouseMove, inside, shownChart->mapToGlobal(inside), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QApplication::sendEvent(shownChart, &move);
        QVERIFY(crosshair->isVisible());
        QCOMPARE(crosshair->text(), (QStringList{QStringLiteral("Training step 3"), QStringLiteral("first, raw: 0.125"),
                                                 QStringLiteral("second: 40 (35.5 to 45) at 2")}));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(shownChart, &leave);
        QVERIFY(!crosshair->isVisible());
    }

    /// Of more curves than there is room for, those nearest to the mouse.
    void theBoxStaysWithinThePlot() {
        CurveChart chart = twoCurves();
        chart.series.resize(40);
        for (std::size_t i = 0; i < 40; ++i) {
            chart.series[i] = {};
            chart.series[i].name = QStringLiteral("curve %1").arg(i);
            for (const double x : {1, 2}) chart.series[i].append(x, static_cast<double>(i));
        }
        CurvePlot plot;
        plot.setChart(chart);
        ChartPlot* shownChart = shown(plot);
        QVERIFY(shownChart);
        QTRY_COMPARE(shownChart->graph(0)->dataCount(), 2);
        auto* crosshair = plot.findChild<ui::Crosshair*>();
        const QPoint at(qRound(shownChart->xAxis->coordToPixel(1.9)), qRound(shownChart->yAxis->coordToPixel(27)));
        QMouseEvent move(QEvent::MouseMove, at, shownChart->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QApplication::sendEvent(shownChart, &move);
        QCOMPARE(crosshair->text().size(), 41);
        const QStringList lines = crosshair->boxText();
        QVERIFY(lines.size() >= 3 && lines.size() < 41);
        QVERIFY(lines.size() * crosshair->fontMetrics().height() < shownChart->height());
        QVERIFY(lines.contains(QStringLiteral("curve 27: 27")));
        QVERIFY(!lines.contains(QStringLiteral("curve 0: 0")));
        QCOMPARE(lines.back(), QStringLiteral("and %1 more").arg(40 - (lines.size() - 2)));

        chart.series.resize(2);
        plot.setChart(chart);
        crosshair->showAt(2);
        QCOMPARE(crosshair->boxText(), crosshair->text());
    }

    void theCrosshairGoesByKeys() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        auto* crosshair = plot.findChild<ui::Crosshair*>();
        QTest::keyClick(chart, Qt::Key_Left);
        QVERIFY(!crosshair->x());  // there is no point
        fill(plot, 5);
        QVERIFY(chart->focusPolicy() & Qt::TabFocus);
        for (const auto& [key, x] : std::initializer_list<std::pair<Qt::Key, double>>{{Qt::Key_Left, 5},
                                                                                      {Qt::Key_Left, 4},
                                                                                      {Qt::Key_Home, 1},
                                                                                      {Qt::Key_Left, 1},
                                                                                      {Qt::Key_Right, 2},
                                                                                      {Qt::Key_End, 5}}) {
            QTest::keyClick(chart, key);
            QCOMPARE(crosshair->x(), x);
        }
        QVERIFY(chart->accessibleDescription().startsWith(QStringLiteral("Training step 5; first, raw: ")));
        QTest::keyClick(chart, Qt::Key_Escape);
        QVERIFY(!crosshair->x());
    }
};

ONESHOT_TEST(TestCrosshair)
#include "tst_crosshair.moc"
