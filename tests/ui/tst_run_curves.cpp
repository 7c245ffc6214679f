#include <QtTest>

#include "tests/support/test_program.h"
#include "ui/pages/runs/run_curves.h"
#include "ui/pages/runs/seed_groups.h"

using namespace oneshot;
using session::MetricCurve;
using session::RunDetails;
using session::RunDetailsPtr;

namespace {

RunDetailsPtr withCurve(const QString& metric, MetricCurve curve) {
    auto details = std::make_shared<RunDetails>();
    details->curves[metric] = std::move(curve);
    return details;
}

/// Points at steps 1, 2, ..., two seconds and ten images each.
MetricCurve curveOf(const QList<double>& values) {
    MetricCurve curve;
    for (qsizetype i = 1; i <= values.size(); ++i) {
        curve.steps += static_cast<double>(i);
        curve.seconds += 2.0 * static_cast<double>(i);
        curve.images += 10.0 * static_cast<double>(i);
    }
    curve.values = values;
    return curve;
}

}  // namespace

class TestRunCurves : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void curvesLieAlongTheChosenAxis() {
        const std::vector<RunDetailsPtr> runs{withCurve(QStringLiteral("loss"), curveOf({4, 2})),
                                              std::make_shared<RunDetails>(),
                                              withCurve(QStringLiteral("loss"), curveOf({3}))};
        const QStringList names{"a", "b", "c"};
        ui::CurveSettings settings;
        settings.metric = QStringLiteral("loss");
        settings.band = false;
        const auto chart = [&](ui::CurveAxis axis) {
            settings.axis = axis;
            return ui::runCurveChart(runs, names, settings);
        };
        QCOMPARE(chart(ui::CurveAxis::Steps).series.size(), 2U);
        QCOMPARE(chart(ui::CurveAxis::Steps).series[1].name, QStringLiteral("c"));
        QCOMPARE(chart(ui::CurveAxis::Steps).series[1].style, 2);  // its own, whatever the others have
        QCOMPARE(chart(ui::CurveAxis::Steps).series[0].x, (QList<double>{1, 2}));
        QCOMPARE(chart(ui::CurveAxis::Seconds).series[0].x, (QList<double>{2, 4}));
        QCOMPARE(chart(ui::CurveAxis::Images).series[0].x, (QList<double>{10, 20}));
        QCOMPARE(chart(ui::CurveAxis::Images).series[0].y, (QList<double>{4, 2}));
        QCOMPARE(ui::metricsOf(runs), QStringList{QStringLiteral("loss")});
    }

    void figuresByPresentationAreCountedUp() {
        RunDetails details;
        for (const char* name : {"accuracy_presentation_10_percent", "accuracy_presentation_2_percent", "penalty",
                                 "accuracy_percent", "accuracy_presentation_x_percent"})
            details.curves[QString::fromUtf8(name)] = curveOf({1});
        const QStringList metrics = ui::metricsOf({std::make_shared<const RunDetails>(details)});
        QCOMPARE(metrics, (QStringList{"accuracy_percent", "accuracy_presentation_x_percent", "penalty",
                                       "accuracy_presentation_2_percent", "accuracy_presentation_10_percent"}));
        QCOMPARE(ui::metricTitle(metrics.last()), QStringLiteral("Accuracy at drawing 10 of a character"));
        QCOMPARE(ui::metricTitle(metrics[1]), metrics[1]);
    }

    /// Two runs differ in their seed alone, a third in its rate too, a fourth cannot be read.
    void runsOfSeveralSeedsAreOneCurve() {
        const auto run = [](std::uint64_t seed, double rate, MetricCurve curve) {
            auto details = std::make_shared<RunDetails>();
            details->curves[QStringLiteral("loss")] = std::move(curve);
            details->record = RunRecord();
            details->record->config.seed = seed;
            details->record->config.optimiser.learningRate = rate;
            return RunDetailsPtr(details);
        };
        const std::vector<RunDetailsPtr> runs{run(1, 0.1, curveOf({4, 2, 1})), run(1, 0.2, curveOf({9})),
                                              withCurve(QStringLiteral("loss"), curveOf({5})),
                                              run(2, 0.1, curveOf({8, 4}))};
        const QStringList names{"a", "b", "c", "d"};
        ui::CurveSettings settings;
        settings.metric = QStringLiteral("loss");
        settings.meanOfSeeds = true;
        report::CurveChart chart = ui::runCurveChart(runs, names, settings);
        QCOMPARE(chart.series.size(), 3U);
        QCOMPARE(chart.series[0].name, QStringLiteral("compact, 2 seeds"));
        QCOMPARE(chart.series[0].x, (QList<double>{1, 2}));  // where both are
        QCOMPARE(chart.series[0].y, (QList<double>{6, 3}));
        QCOMPARE(chart.series[0].low, (QList<double>{4, 2}));
        QCOMPARE(chart.series[0].high, (QList<double>{8, 4}));
        QCOMPARE(chart.series[1].name, QStringLiteral("b"));
        QCOMPARE(chart.series[2].name, QStringLiteral("c"));
        settings.smoothing = 0.5;  // of each before the mean: 4, 8/3 and 8, 16/3
        chart = ui::runCurveChart(runs, names, settings);
        QCOMPARE(chart.series[0].y, (QList<double>{6, 4}));
        QCOMPARE(chart.series[0].low[1], 8.0 / 3);
        QCOMPARE(chart.series[0].high[1], 16.0 / 3);

        const std::vector<RunDetailsPtr> twoGroups{runs[0], runs[3], runs[1], run(7, 0.2, curveOf({7}))};
        const std::vector<ui::SeedGroup> groups = ui::groupedBySeed(twoGroups, names);
        QCOMPARE(groups.size(), 2U);
        QCOMPARE(groups[0].name, QStringLiteral("compact, learning_rate 0.1, 2 seeds"));
        QCOMPARE(groups[1].name, QStringLiteral("compact, learning_rate 0.2, 2 seeds"));
    }

    /// Debiased average with weight 1/2 of 4, 2, 2: (1/2*4)/(1/2) = 4, (1/4*4 + 1/2*2)/(3/4) = 8/3,
    /// (1/8*4 + 1/4*2 + 1/2*2)/(7/8) = 16/7.
    void smoothingIsAnExponentialAverage() {
        ui::CurveSettings settings;
        settings.metric = QStringLiteral("loss");
        settings.smoothing = 0.5;
        settings.band = false;
        const auto chart =
            ui::runCurveChart({withCurve(settings.metric, curveOf({4, 2, 2}))}, {QStringLiteral("a")}, settings);
        QCOMPARE(chart.series[0].y, (QList<double>{4, 8.0 / 3, 16.0 / 7}));
    }

    /// 1000 values 0..9 over and over: buckets of five go 0..4 and 5..9, so means 2 and 7, bands of four.
    void theBandReachesFromTheLowestToTheHighest() {
        QList<double> values;
        for (int i = 0; i < 1000; ++i) values += i % 10;
        ui::CurveSettings settings;
        settings.metric = QStringLiteral("loss");
        const auto chart = ui::runCurveChart({withCurve(settings.metric, curveOf(values))}, {{}}, settings);
        const report::Series& series = chart.series[0];
        QCOMPARE(series.x.size(), 200);
        QCOMPARE(series.x.mid(0, 2), (QList<double>{5, 10}));
        QCOMPARE(series.y.mid(0, 2), (QList<double>{2, 7}));
        QCOMPARE(series.low.mid(0, 2), (QList<double>{0, 5}));
        QCOMPARE(series.high.mid(0, 2), (QList<double>{4, 9}));
    }

    void anAccuracyHasItsInterval() {
        MetricCurve curve = curveOf({50, 60});
        curve.low = {45, 55};
        curve.high = {55, 66};
        ui::CurveSettings settings;
        settings.metric = QStringLiteral("accuracy_percent");
        const auto chart = ui::runCurveChart({withCurve(settings.metric, curve)}, {{}}, settings);
        QCOMPARE(chart.series[0].low, curve.low);
        QCOMPARE(chart.series[0].high, curve.high);
        QVERIFY(chart.series[0].markers);
        QCOMPARE(chart.yRange->second, 100.0);
    }

    /// The room for the chart is not that of a second line of controls.
    void theLeastHeightCountsTheLinesOfControls() {
        ui::RunCurves curves;
        curves.resize(1600, 700);
        curves.show();
        QCoreApplication::processEvents();
        const int oneLine = curves.minimumSizeHint().height();
        curves.resize(curves.minimumSizeHint().width(), 700);
        QCoreApplication::processEvents();
        QVERIFY(curves.minimumSizeHint().height() > oneLine);
    }
};

ONESHOT_TEST(TestRunCurves)
#include "tst_run_curves.moc"
