#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/killed_training.h"
#include "tests/support/test_program.h"

/// The real program, ended by SIGKILL at random moments and gone on with, against one that was left alone. The
/// benchmark kill_runs does it fifty times.
class TestTrainingKill : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

  private Q_SLOTS:
    void aKilledRunGivesTheSameBytes_data() {
        QTest::addColumn<QString>("preset");
        QTest::newRow("compact") << QStringLiteral("compact");
        QTest::newRow("koch2015") << QStringLiteral("koch2015");
    }
    void aKilledRunGivesTheSameBytes() {
        QFETCH(QString, preset);
        const auto outcome = oneshot::test::killAndCompare({folder_.path(), preset, 60, 2, 7});
        QVERIFY2(outcome.problem.isEmpty(), qPrintable(outcome.problem));
        QVERIFY(outcome.kills > 0);
        QVERIFY(outcome.resumptions > 0);
    }
};

ONESHOT_TEST(TestTrainingKill)
#include "tst_training_kill.moc"
