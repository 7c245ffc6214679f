#include <QtTest>
#include <fstream>

#include "core/compute/compute.h"
#include "core/runs/metric_log.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"

using namespace oneshot;
namespace fs = std::filesystem;

/// Runs that go on with a log that is damaged or lost.
class TestDamagedLog : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    RunRequest request(const char* name, int steps = 10) const { return test::tinyRun(folder_ / name, steps); }

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void aDamagedLogIsSetAside() {
        RunRequest damaged = request("damaged log");
        damaged.stopAt = 5;
        test::train(damaged);
        std::ofstream(damaged.directory / "metrics.csv") << "nonsense\n";
        QVERIFY(test::resume(damaged.directory).training.outcome == TrainingOutcome::Completed);
        QVERIFY(fs::exists(damaged.directory / "metrics.csv.damaged"));
    }

    /// Rows before and after what cannot be read are kept, and it is told.
    void aDamagedLineOfTheLogCostsThatLine() {
        RunRequest damaged = request("damaged line");
        damaged.stopAt = 5;
        test::train(damaged);
        const fs::path log = damaged.directory / "metrics.csv";
        const std::vector<MetricRow> before = readMetrics(log);
        std::string text = test::fileText(log);
        text.insert(text.find('\n') + 1, "what an editor left\n");
        std::ofstream(log, std::ios::binary) << text;
        const std::vector<std::string> notices = test::noticesOfResume(damaged.directory);
        QCOMPARE(notices.size(), std::size_t(1));
        VERIFY_SAYS(QString::fromStdString(notices[0]), "metrics.csv is damaged (line 2 is no row");
        const std::vector<MetricRow> after = readMetrics(log);
        QVERIFY(before.size() > 5 && after.size() > before.size());
        QVERIFY(std::equal(before.begin(), before.end(), after.begin()));
        QCOMPARE(test::fileText(log.string() + ".damaged"), text);
    }

    void aLostLogIsTold_data() {
        QTest::addColumn<bool>("isThere");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("not there") << false << QByteArray() << QByteArray("metrics.csv is not there: the curves begin");
        QTest::newRow("empty") << true << QByteArray()
                               << QByteArray("metrics.csv is damaged (it has no rows, and the run is at step 5)");
        QTest::newRow("zeros") << true << QByteArray(300, '\0') << QByteArray("metrics.csv is damaged (it has no rows");
        QTest::newRow("cut") << true << QByteArray("step,seconds,images,name,value\n1,1,12,loss,1\n2,1,2")
                             << QByteArray(
                                    "(its rows end at step 1, and the run is at step 5). Its 1 sound row is kept");
    }

    void aLostLogIsTold() {
        QFETCH(bool, isThere);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, says);
        RunRequest lost = request(QByteArray("lost log ").append(QTest::currentDataTag()).constData());
        lost.stopAt = 5;
        test::train(lost);
        const fs::path log = lost.directory / "metrics.csv", aside = log.string() + ".damaged";
        fs::remove(log);
        if (isThere) std::ofstream(log, std::ios::binary) << text.toStdString();
        const std::vector<std::string> notices = test::noticesOfResume(lost.directory);
        QCOMPARE(notices.size(), std::size_t(1));
        VERIFY_SAYS(QString::fromStdString(notices[0]), says.constData());
        QCOMPARE(fs::exists(aside), isThere);
        if (isThere) QCOMPARE(test::fileText(aside), text.toStdString());
        const std::vector<MetricRow> rows = readMetrics(log);
        QVERIFY(std::ranges::any_of(rows, [](const MetricRow& row) { return row.step == 6; }));
        QCOMPARE(rows.back().step, 10);
    }
};

ONESHOT_TEST(TestDamagedLog)
#include "tst_damaged_log.moc"
