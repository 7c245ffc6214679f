#include <QAbstractItemModelTester>
#include <QtTest>

#include "core/training/settings.h"
#include "tests/support/made_up_run.h"
#include "tests/support/test_program.h"
#include "ui/pages/runs/run_settings_panel.h"

using namespace oneshot;

class TestRunSettingsPanel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
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

ONESHOT_TEST(TestRunSettingsPanel)
#include "tst_run_settings_panel.moc"
