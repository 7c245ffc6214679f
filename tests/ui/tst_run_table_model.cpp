#include <QAbstractItemModelTester>
#include <QtTest>

#include "tests/support/made_up_run.h"
#include "tests/support/test_program.h"
#include "ui/pages/runs/run_filter.h"
#include "ui/pages/runs/run_table_model.h"

using namespace oneshot;
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

}  // namespace

class TestRunTableModel : public QObject {
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
};

ONESHOT_TEST(TestRunTableModel)
#include "tst_run_table_model.moc"
