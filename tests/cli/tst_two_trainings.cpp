#include <QProcess>
#include <QtTest>

#include "core/runs/run_lock.h"
#include "core/runs/run_summary.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"

using namespace oneshot;

/// Two processes and one run's folder.
class TestTwoTrainings : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void oneFolderIsTrainedByOneProcess() {
        const std::filesystem::path run = folder_ / "run";
        const QString path = QString::fromStdString(run.string()), program = test::oneshotProgram();
        QProcess first;
        first.start(program, {"train", "--data", "glyphs:alphabet-count=2,characters-per-alphabet=5,drawer-count=3",
                              "--steps", "1000000", "--out", path, "--threads", "1", "--set", "maps=4,4,4,8", "--set",
                              "pairs_per_step=4", "--set", "evaluation_tasks=5", "--set", "evaluation_ways=3"});
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(run / "run.json"), 60000);
        QVERIFY(isLocked(run));
        QVERIFY(!readRunSummary(run).died);

        QProcess second;
        second.start(program, {"train", "--resume", path});
        QVERIFY(second.waitForFinished(60000));
        QCOMPARE(second.exitCode(), 2);
        QVERIFY(second.readAllStandardError().contains("another process is training this run"));
        QCOMPARE(first.state(), QProcess::Running);

        first.kill();
        QVERIFY(first.waitForFinished(60000));
        QVERIFY(!isLocked(run));  // however it ended
        QVERIFY(readRunSummary(run).died);
    }
};

ONESHOT_TEST(TestTwoTrainings)
#include "tst_two_trainings.moc"
