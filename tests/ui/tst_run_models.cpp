#include <QAbstractItemModelTester>
#include <QtTest>

#include "core/training/settings.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/test_program.h"
#include "ui/pages/runs/config_differences.h"
#include "ui/pages/runs/run_curve_chart.h"
#include "ui/pages/runs/run_filter_model.h"
#include "ui/pages/runs/run_table_model.h"

using namespace oneshot;
using session::MetricCurve;
using session::RunDetails;
using session::RunDetailsPtr;
using ui::RunTableModel;

namespace {

session::RunListPtr madeUpRuns(int count) {
    auto runs = std::make_shared<session::RunList>();
    for (int number = 0; number < count; ++number) {
        const RunRecord record = test::madeUpRecord(number);
        RunSummary run;
        run.directory = "/runs/run" + std::to_string(number);
        run.record = record;
        runs->push_back(run);
    }
    return runs;
}

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

class TestRunModels : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theTableSaysWhatIsKnown() {
        RunTableModel table;
        const QAbstractItemModelTester tester(&table);
        auto runs = std::make_shared<session::RunList>(*madeUpRuns(2));
        RunSummary& run = (*runs)[1];
        run.notes = {"my run", {"a", "b"}, "first\nsecond", true};
        run.record.best = ValidationPoint{40, 400, 20, {374, 400}, true, {}};
        run.record.last = ValidationPoint{50, 500, 25, {320, 400}, false, {}};
        run.lake = LakeFigure{3.2, {2.1, 4.4}, 0, 0, 0};
        run.record.seconds = 3725;
        run.record.images = 37250;
        table.setRuns(runs);
        const auto text = [&](int column) { return table.index(1, column).data().toString(); };
        QCOMPARE(text(RunTableModel::Name), QStringLiteral("my run"));
        QCOMPARE(text(RunTableModel::State), QStringLiteral("completed"));
        QVERIFY(text(RunTableModel::Best).startsWith(QStringLiteral("93.5 % (")));  // 374 / 400
        QVERIFY(text(RunTableModel::Last).startsWith(QStringLiteral("80.0 % (")));
        QCOMPARE(text(RunTableModel::Lake), QStringLiteral("3.2 % (2.1–4.4)"));
        QCOMPARE(text(RunTableModel::Duration), QStringLiteral("1:02:05"));
        QCOMPARE(text(RunTableModel::Rate), QStringLiteral("10"));
        QCOMPARE(text(RunTableModel::Tags), QStringLiteral("a, b"));
        QCOMPARE(text(RunTableModel::Note), QStringLiteral("first"));
        QCOMPARE(table.tags(), (QStringList{"a", "b"}));
        QCOMPARE(table.rowOf("/runs/run1"), 1);
        QCOMPARE(table.rowOf("/runs/none"), -1);
    }

    void theTableOfTheSameRunsIsNotReset() {
        RunTableModel table;
        table.setRuns(madeUpRuns(3));
        QSignalSpy reset(&table, &RunTableModel::modelReset), changed(&table, &RunTableModel::dataChanged);
        table.setRuns(madeUpRuns(3));
        QCOMPARE(reset.size(), 0);
        QCOMPARE(changed.size(), 1);
        table.setRuns(madeUpRuns(4));
        QCOMPARE(reset.size(), 1);
    }

    void filtersByEveryWord() {
        RunTableModel table;
        ui::RunFilterModel shown;
        const QAbstractItemModelTester tester(&shown);
        shown.setSourceModel(&table);
        auto runs = std::make_shared<session::RunList>(*madeUpRuns(30));
        (*runs)[7].notes = {"Märchen", {"paper"}, "for the second table", true};
        (*runs)[8].notes.tags = {"paper", "old"};
        table.setRuns(runs);
        const auto count = [&](const ui::RunFilter& filter) {
            shown.setFilter(filter);
            return shown.rowCount();
        };
        QCOMPARE(count({}), 30);
        QCOMPARE(count({QStringLiteral("koch2015"), {}, {}, false}), 10);  // every third one
        QCOMPARE(count({QStringLiteral("MÄRCH table"), {}, {}, false}), 1);
        QCOMPARE(count({QStringLiteral("märchen chair"), {}, {}, false}), 0);
        QCOMPARE(count({{}, {}, QStringLiteral("paper"), false}), 2);
        QCOMPARE(count({{}, {}, {}, true}), 1);
        QCOMPARE(count({{}, ui::RunStanding::Failed, {}, false}), 3);  // 3, 14, 25
    }

    void sortsNumbersAsNumbers() {
        RunTableModel table;
        ui::RunFilterModel shown;
        shown.setSourceModel(&table);
        auto runs = std::make_shared<session::RunList>(*madeUpRuns(4));
        const int right[] = {9, 100, 30};
        for (int i = 0; i < 3; ++i)
            (*runs)[static_cast<std::size_t>(i)].record.best = ValidationPoint{1, 1, 1, {right[i], 100}, true, {}};
        table.setRuns(runs);
        shown.sort(RunTableModel::Best, Qt::DescendingOrder);
        QStringList names;
        for (int row = 0; row < 4; ++row) names += shown.index(row, RunTableModel::Name).data().toString();
        QCOMPARE(names, (QStringList{"run1", "run2", "run0", "run3"}));  // 100 %, 30 %, 9 %, none
    }

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

    void differencesAreFoundAndAlone() {
        ui::ConfigDifferences model;
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.columnCount(), 0);
        RunRecord one = test::madeUpRecord(0), two = one;
        two.config.seed = 99;
        two.data.validation.spec.clear();
        model.setRuns({&one, &two}, {QStringLiteral("one"), QStringLiteral("two")});
        QCOMPARE(model.columnCount(), 3);
        QCOMPARE(model.rowCount(), static_cast<int>(settings().size()) + 3);
        QCOMPARE(model.differences(), 2);
        model.setOnlyDifferences(true);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Validates on"));
        QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("nothing"));
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("0"));
        QCOMPARE(model.index(1, 2).data().toString(), QStringLiteral("99"));
        QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), QStringLiteral("one"));
        model.setRuns({&one, nullptr}, {QStringLiteral("one"), QStringLiteral("damaged")});
        QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("cannot be read"));
    }
};

ONESHOT_TEST(TestRunModels)
#include "tst_run_models.moc"
