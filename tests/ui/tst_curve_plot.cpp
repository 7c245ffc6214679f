#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDir>
#include <QImage>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTimer>
#include <QToolButton>
#include <QtTest>
#include <cmath>

#include "core/runs/debiased_average.h"
#include "tests/support/curve_stand.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "ui/report/qcustomplot.h"
#include "ui/widgets/theme.h"

using namespace oneshot;
using report::ChartPlot;
using report::CurveChart;
using test::fill;
using test::shown;
using test::twoCurves;
using ui::CurvePlot;

class TestCurvePlot : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    QString path(const char* name) const { return QString::fromStdString((folder_ / name).string()); }

  private Q_SLOTS:
    void initTestCase() { ui::applyTheme(ui::Theme::Light); }

    void smoothingLeavesAConstantConstant() {
        DebiasedAverage average(0.97);
        for (int i = 0; i < 1000; ++i) QVERIFY(std::abs(average.add(0.75) - 0.75) < 1e-12);
    }

    void smoothingFollowsAStepSlowly() {
        DebiasedAverage average(0.9);
        for (int i = 0; i < 500; ++i) average.add(1);
        QVERIFY(std::abs(average.add(0) - 0.9) < 1e-9);
    }

    void drawsWhatIsAppended() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        fill(plot, 60);
        QTRY_COMPARE(chart->graph(0)->dataCount(), 60);
        QVERIFY(chart->xAxis->range().contains(60));
        QVERIFY(chart->yAxis->range().contains(5));  // the reference lines too
        fill(plot, 0);
        plot.append(0, 61, 500);
        QTRY_COMPARE(chart->graph(0)->dataCount(), 61);
        QVERIFY(chart->yAxis->range().contains(500));
    }

    void saysWhereThereIsNoCurve() {
        CurvePlot plot;
        plot.setEmptyText(QStringLiteral("Nothing yet"));
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        QLabel* empty = nullptr;
        for (QLabel* label : plot.findChildren<QLabel*>())
            if (label->text() == QStringLiteral("Nothing yet")) empty = label;
        QVERIFY(empty);
        QVERIFY(empty->isVisible());
        QTRY_VERIFY(std::abs(empty->geometry().center().x() - chart->axisRect()->rect().center().x()) <= 1);
        plot.append(0, 1, 1);
        QTRY_VERIFY(!empty->isVisible());
    }

    void legendsShowWhatIsBelowTheLine() {
        CurveChart content = twoCurves();
        for (report::Series& series : content.series) series.name = QStringLiteral("gjpq_");
        CurvePlot plot;
        plot.setChart(content);
        fill(plot, 10);
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        const auto rowsWithInk = [](const QImage& image) {
            int rows = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y).lightness() < 160) {
                        ++rows;
                        break;
                    }
            return rows;
        };
        QImage paper(200, 60, QImage::Format_RGB32);
        paper.fill(Qt::white);
        QPainter painter(&paper);
        painter.setFont(chart->legend->font());
        painter.setPen(chart->legend->textColor());
        painter.drawText(10, 40, content.series[0].name);
        painter.end();
        const QRect item = chart->legend->item(0)->outerRect();
        const int icon = chart->legend->iconSize().width() + chart->legend->iconTextPadding();
        const QImage seen = chart->toPixmap().toImage().copy(item.adjusted(icon, 0, 0, 0));
        QCOMPARE(rowsWithInk(seen), rowsWithInk(paper));
    }

    /// Points that come faster than 25 times a second are drawn together, and then nothing is until more come.
    void manyPointsAreOneReplot() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        auto* timer = plot.findChild<QTimer*>(QStringLiteral("refresh"));
        QVERIFY(timer);
        QTRY_VERIFY(!timer->isActive());
        QSignalSpy replots(chart, &QCustomPlot::afterReplot);
        for (int i = 1; i <= 100000; ++i) plot.append(0, i, 1 + std::sin(i * 0.1) / i);
        QVERIFY(timer->isActive() && timer->interval() >= 40);
        QCOMPARE(replots.size(), 0);
        QTRY_COMPARE(chart->graph(0)->dataCount(), 100000);
        QTRY_COMPARE(replots.size(), 1);
        QCoreApplication::processEvents();
        QVERIFY(!timer->isActive());  // idle: no replot at all
        QCOMPARE(replots.size(), 1);
        QVERIFY(chart->graph(0)->adaptiveSampling());  // more points than pixels cost no more
    }

    void takesOtherPointsAndStaysWhereItWasZoomedTo() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        fill(plot, 20);
        QTRY_COMPARE(chart->graph(0)->dataCount(), 20);
        plot.setSeriesVisible(0, false);
        chart->xAxis->setRange(2, 4);
        report::Series points = twoCurves().series[0];
        points.append(1, 30);
        points.append(2, 70);
        plot.setPoints(0, points);
        QCOMPARE(chart->graph(0)->dataCount(), 2);
        QCOMPARE(plot.chart().series[0].y, (QList<double>{30, 70}));
        QCOMPARE(plot.chart().series[1].y.size(), 20);
        QVERIFY(!plot.chart().series[0].visible);
        QVERIFY(!plot.showsWhole());
        QCOMPARE(chart->xAxis->range().lower, 2.0);
        QCOMPARE(chart->xAxis->range().upper, 4.0);
    }

    void aLongSubtitleGivesWay() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        const int width = plot.minimumSizeHint().width();
        plot.setSubtitle(QString(400, u'm'));
        QCOMPARE(plot.minimumSizeHint().width(), width);
    }

    void zoomsByWheelAndComesBack() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        fill(plot, 100);
        QTRY_COMPARE(chart->graph(0)->dataCount(), 100);
        const QCPRange whole = chart->xAxis->range();
        const QPointF centre = chart->axisRect()->center();
        QWheelEvent wheel(centre, chart->mapToGlobal(centre), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(chart, &wheel);
        QVERIFY(!plot.showsWhole());
        const QCPRange zoomed = chart->xAxis->range();
        QVERIFY(zoomed.size() < whole.size());
        plot.append(0, 101, 1);  // new points do not move what a person looks at
        QTRY_COMPARE(chart->graph(0)->dataCount(), 101);
        QCOMPARE(chart->xAxis->range(), zoomed);
        QTest::mouseDClick(chart, Qt::LeftButton, {}, centre.toPoint());
        QTRY_VERIFY(chart->xAxis->range().contains(101) && chart->xAxis->range().size() >= whole.size());
        QVERIFY(plot.showsWhole());
    }

    void legendHidesACurve() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        fill(plot, 10);
        QTRY_COMPARE(chart->graph(0)->dataCount(), 10);
        QCOMPARE(chart->legend->itemCount(), 2);
        const QPoint entry = chart->legend->item(1)->outerRect().center();
        QTest::mouseClick(chart, Qt::LeftButton, {}, entry);
        QVERIFY(!plot.chart().series[1].visible);
        QTest::mouseClick(chart, Qt::LeftButton, {}, entry);
        QVERIFY(plot.chart().series[1].visible);
    }

    void legendTakesAsManyRowsAsItNeeds() {
        report::CurveChart chart = twoCurves();
        chart.series.resize(5);
        for (report::Series& series : chart.series) series.name = QStringLiteral("a name that is rather long");
        CurvePlot plot;
        plot.setChart(chart);
        ChartPlot* shownChart = shown(plot);
        QVERIFY(shownChart);
        const auto rows = [&](int width) {
            plot.resize(width, 400);
            QCoreApplication::processEvents();
            shownChart->replot();
            QSet<int> tops;
            for (int i = 0; i < shownChart->legend->itemCount(); ++i)
                if (const auto* item = shownChart->legend->item(i)) {
                    tops.insert(item->outerRect().top());
                    if (!shownChart->viewport().contains(item->outerRect())) return -1;
                }
            return static_cast<int>(tops.size());
        };
        QCOMPARE(rows(2000), 1);
        QCOMPARE(rows(560), 3);
        QCOMPARE(rows(2000), 1);
    }

    /// In a low chart the legend once lost the feet of its letters, and the axes all of their lines.
    void theLeastHeightLeavesRoomForAll() {
        report::CurveChart chart = twoCurves();
        chart.series.resize(5);
        for (report::Series& series : chart.series) series.name = QStringLiteral("a name that is rather long");
        CurvePlot plot;
        plot.setChart(chart);
        ChartPlot* shownChart = shown(plot);
        QVERIFY(shownChart);
        QList<int> heights;
        for (const int width : {2000, 560}) {
            plot.resize(width, 900);
            QCoreApplication::processEvents();
            heights += plot.minimumSizeHint().height();
            plot.resize(width, heights.last());
            QCoreApplication::processEvents();
            shownChart->replot();
            for (int i = 0; i < shownChart->legend->itemCount(); ++i)
                if (const auto* item = shownChart->legend->item(i))
                    QVERIFY(item->outerRect().height() >= item->minimumOuterSizeHint().height());
            QVERIFY2(shownChart->axisRect()->height() >= 40, QByteArray::number(shownChart->axisRect()->height()));
        }
        QVERIFY(heights[1] > heights[0]);  // for a legend of three rows
    }

    void theMenuOpensInsideThePlot() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        const QPoint centre = chart->rect().center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, centre, chart->mapToGlobal(centre));
        QApplication::sendEvent(chart, &event);
        auto* menu = plot.findChild<QMenu*>();
        QTRY_VERIFY(menu->isVisible());
        menu->close();
    }

    void togglesLogarithmicAxes() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        fill(plot, 100);
        plot.append(0, 101, 0);  // no logarithm: left out, not fatal
        plot.findChild<QAction*>(QStringLiteral("plot.log.y"))->trigger();
        plot.findChild<QAction*>(QStringLiteral("plot.log.x"))->trigger();
        QTRY_COMPARE(chart->graph(0)->dataCount(), 101);
        QCOMPARE(chart->yAxis->scaleType(), QCPAxis::stLogarithmic);
        QVERIFY(chart->yAxis->range().lower > 0);
        QVERIFY(chart->xAxis->range().lower > 0);
        plot.setLogAxes(false, false);
        QTRY_COMPARE(chart->yAxis->range().lower, 0.0);
    }

    void keepsThePersonsChoicesWhenCleared() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        fill(plot, 30);
        plot.setLogAxes(false, true);
        plot.setSeriesVisible(0, false);
        plot.clear();
        QVERIFY(!plot.chart().hasPoints());
        QVERIFY(plot.chart().references.empty());
        fill(plot, 20);
        QTRY_COMPARE(chart->graph(0)->dataCount(), 20);
        QCOMPARE(chart->yAxis->scaleType(), QCPAxis::stLogarithmic);
        QVERIFY(!chart->graph(0)->visible());
    }

    void linesUpWithAnother() {
        CurvePlot plot, other;
        CurveChart plain = twoCurves();
        plain.references.clear();
        plot.setChart(plain);
        other.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        ChartPlot* otherChart = shown(other);
        QVERIFY(chart && otherChart);
        fill(plot, 100);
        fill(other, 20);
        plot.lineUpRightWith(other);
        for (CurvePlot* each : {&plot, &other}) each->setXEnd(120);
        QTRY_COMPARE(chart->axisRect()->right(), otherChart->axisRect()->right());
        QTRY_COMPARE(chart->xAxis->range(), otherChart->xAxis->range());
    }

    void copiesWhatIsShown() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        fill(plot, 100);
        QTRY_COMPARE(chart->graph(0)->dataCount(), 100);
        plot.copyImage();
        const QImage whole = QApplication::clipboard()->image();
        chart->xAxis->setRange(40, 50);
        QVERIFY(!plot.showsWhole());
        plot.copyImage();
        QVERIFY(QApplication::clipboard()->image() != whole);
        plot.showWhole();
        plot.copyImage();
        QVERIFY(QApplication::clipboard()->image() == whole);
    }

    void savesEveryFormat() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        fill(plot, 30);
        for (const char* name : {"chart.png", "chart.svg", "chart.pdf", "chart.csv"}) plot.saveAs(path(name));
        const QImage picture(path("chart.png"));
        QVERIFY(picture.width() >= 700);
        QVERIFY(QSvgRenderer(path("chart.svg")).isValid());
        const test::Bytes svg = test::readFile(folder_ / "chart.svg");
        QVERIFY(std::string(svg.begin(), svg.end()).find("nearest neighbour") != std::string::npos);
        const test::Bytes pdf = test::readFile(folder_ / "chart.pdf");
        QVERIFY(std::string(pdf.begin(), pdf.begin() + 4) == "%PDF");
        const test::Bytes csv = test::readFile(folder_ / "chart.csv");
        const QStringList rows =
            QString::fromUtf8(QByteArray(reinterpret_cast<const char*>(csv.data()), static_cast<qsizetype>(csv.size())))
                .split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(rows.size(), 61);
        QCOMPARE(rows[0], QStringLiteral("series,x,y,low,high"));
        QVERIFY(rows[1].startsWith(QStringLiteral("\"first, raw\",1,")));
        QVERIFY(rows[1].endsWith(QStringLiteral(",,")));
        QCOMPARE(rows[60].split(u',').size(), 5);
        plot.saveAs(path("chart.csv"), true);
        test::Bytes marked{0xef, 0xbb, 0xbf};
        marked.insert(marked.end(), csv.begin(), csv.end());
        QCOMPARE(test::readFile(folder_ / "chart.csv"), marked);
    }

    void whatIsSavedHasItsSubtitleAndIsSaidWhere() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        plot.setSubtitle(QStringLiteral("20-way 1-shot, 400 tasks"));
        fill(plot, 30);
        QVERIFY(shown(plot));
        auto* note = plot.findChild<QLabel*>(QStringLiteral("plot.saved"));
        QVERIFY(!note->isVisible());
        plot.saveAs(path("told.svg"));
        QVERIFY(note->isVisible());
        QVERIFY2(note->text().contains(QStringLiteral("told.svg")), qPrintable(note->text()));
        const test::Bytes svg = test::readFile(folder_ / "told.svg");
        const std::string drawn(svg.begin(), svg.end());
        QVERIFY(drawn.find("A title") != std::string::npos);
        QVERIFY(drawn.find("20-way 1-shot, 400 tasks") != std::string::npos);
        plot.findChild<QToolButton*>(QStringLiteral("plot.saved.copy"))->click();
        QCOMPARE(QApplication::clipboard()->text(), QDir::toNativeSeparators(path("told.svg")));
        plot.findChild<QToolButton*>(QStringLiteral("plot.saved.close"))->click();
        QVERIFY(!note->isVisible());
    }

    void tellsWhereItCannotSave() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        QVERIFY(shown(plot));
        plot.saveAs(path("no/such/folder/chart.png"));
        QTRY_VERIFY(plot.findChild<QMessageBox*>());
        QVERIFY(plot.findChild<QMessageBox*>()->text().contains(QStringLiteral("chart.png")));
        plot.findChild<QMessageBox*>()->close();
    }

    void copiesAPicture() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        fill(plot, 30);
        plot.copyImage();
        QVERIFY(!QApplication::clipboard()->image().isNull());
    }

    void followsThePalette() {
        CurvePlot plot;
        plot.setChart(twoCurves());
        ChartPlot* chart = shown(plot);
        QVERIFY(chart);
        fill(plot, 30);
        plot.setSeriesVisible(0, false);
        QTRY_COMPARE(chart->graph(0)->dataCount(), 30);
        const QColor before = chart->xAxis->tickLabelColor();
        ui::applyTheme(ui::Theme::Dark);
        QTRY_VERIFY(chart->xAxis->tickLabelColor() != before);
        QTRY_COMPARE(chart->graph(0)->dataCount(), 30);
        QVERIFY(!chart->graph(0)->visible());
        QVERIFY(plot.grab().toImage().pixelColor(350, 200).lightness() < 128);
        ui::applyTheme(ui::Theme::Light);
    }

    void canBeReadAloud() {
        CurvePlot plot;
        auto* chart = plot.findChild<QCustomPlot*>();
        QVERIFY(!chart->accessibleName().isEmpty());
        plot.setChart({});
        QVERIFY(!chart->accessibleName().isEmpty());
        QVERIFY(chart->accessibleDescription().isEmpty());
        plot.setChart(twoCurves());
        QCOMPARE(chart->accessibleName(), QStringLiteral("A title"));
        QVERIFY(!chart->accessibleDescription().isEmpty());
        for (const QToolButton* button : plot.findChildren<QToolButton*>())
            QVERIFY(!button->accessibleName().isEmpty());
    }
};

ONESHOT_TEST(TestCurvePlot)
#include "tst_curve_plot.moc"
