#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <iterator>

#include "core/data/error.h"
#include "core/runs/metric_log.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestMetricLog : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::filesystem::path path() const { return folder_.filePath("metrics.csv").toStdString(); }

  private Q_SLOTS:
    void init() {
        for (const char* ending : {"", ".damaged", ".damaged-2"}) std::filesystem::remove(path().string() + ending);
    }

    void rowsAreReadBackExactly() {
        const std::vector<MetricRow> rows{{1, 0.1 + 0.2, 256, "loss", 1e-300}, {2, 3.5, 512, "accuracy_percent", 95.5}};
        {
            MetricLog log(path(), 0, 0);
            for (const MetricRow& row : rows) log.append(row);
            log.flush();
        }
        QVERIFY(readMetrics(path()) == rows);
    }

    void boundsAreNamedByTheirFigure() {
        QCOMPARE(lowBoundMetric("accuracy_percent"), std::string("accuracy_low_percent"));
        QCOMPARE(highBoundMetric(presentationMetric(10)), std::string("accuracy_presentation_10_high_percent"));
        QCOMPARE(lowBoundMetric("loss"), std::string("loss_low"));
    }

    void aResumeCutsWhatCameAfterTheCheckpoint() {
        {
            MetricLog log(path(), 0, 0);
            for (int step = 1; step <= 10; ++step) log.append({step, 1.0 * step, step, "loss", 1.0});
        }
        {
            MetricLog log(path(), 4, 4);
            log.append({5, 5, 5, "loss", 2.0});
        }
        const std::vector<MetricRow> rows = readMetrics(path());
        QCOMPARE(rows.size(), std::size_t(5));
        QCOMPARE(rows[3].step, 4);
        QCOMPARE(rows[4].value, 2.0);
    }

    /// The process died between an evaluation's rows and the checkpoint that knows of it.
    void anEvaluationThatTheCheckpointDoesNotKnowIsCut() {
        {
            MetricLog log(path(), 0, 0);
            for (int step : {2, 4}) {
                log.append({step, 1, 1, "loss", 1});
                for (const std::string& name : {std::string("accuracy_percent"), std::string("accuracy_low_percent"),
                                                std::string("seen_accuracy_percent"), presentationMetric(1)})
                    log.append({step, 1, 1, name, 50});
            }
        }
        { MetricLog(path(), 4, 2); }
        const std::vector<MetricRow> rows = readMetrics(path());
        QCOMPARE(rows.size(), std::size_t(6));
        QCOMPARE(rows.back(), (MetricRow{4, 1, 1, "loss", 1}));
    }

    void aRowCutShortIsLeftOut() {
        std::ofstream(path()) << "step,seconds,images,name,value\n1,1,1,loss,0.5\n2,2,2,lo";
        QCOMPARE(readMetrics(path()).size(), std::size_t(1));
        MetricLog log(path(), 1, 1);
        log.append({2, 2, 2, "loss", 0.25});
        log.flush();
        QCOMPARE(readMetrics(path()).size(), std::size_t(2));
    }

    void linesThatAreNoRowsAreLeftOutAndTold_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("damage");
        const QByteArray header = "step,seconds,images,name,value\n", first = "1,1,1,loss,0.5\n",
                         second = "2,2,2,loss,0.25\n";
        QTest::newRow("sound") << header + first + second << QByteArray();
        QTest::newRow("as an editor of Windows leaves it")
            << "\xEF\xBB\xBF" + QByteArray(header + first + second).replace("\n", "\r\n") << QByteArray();
        QTest::newRow("garbage") << header + first + "\x01\xFF,,\n" + second << QByteArray("line 3 is no row");
        QTest::newRow("more garbage") << header + "\n" + first + "three\n" + second + "x\n"
                                      << QByteArray("line 2 is no row");
        QTest::newRow("no header") << first + second << QByteArray("line 1 is not");
        QTest::newRow("another header") << "step;value\n" + first + second << QByteArray("line 1 is not");
    }
    void linesThatAreNoRowsAreLeftOutAndTold() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, damage);
        const std::vector<MetricRow> rows{{1, 1, 1, "loss", 0.5}, {2, 2, 2, "loss", 0.25}};
        std::ofstream(path(), std::ios::binary) << text.toStdString();
        std::string told;
        QVERIFY(readMetrics(path(), &told) == rows);
        QVERIFY2(QByteArray::fromStdString(told).startsWith(damage) && told.empty() == damage.isEmpty(), told.c_str());

        // A resume keeps the rows, and a damaged file as it was.
        const std::string beside = path().string() + ".damaged";
        std::filesystem::remove(beside);
        MetricLog log(path(), 2, 2);
        log.append({3, 3, 3, "loss", 0.125});
        log.flush();
        QCOMPARE(readMetrics(path()).size(), rows.size() + 1);
        QCOMPARE(log.damage().empty(), damage.isEmpty());
        QCOMPARE(std::filesystem::exists(beside), !damage.isEmpty());
        if (damage.isEmpty()) return;
        std::ifstream kept(beside, std::ios::binary);
        QCOMPARE(QByteArray::fromStdString({std::istreambuf_iterator<char>(kept), {}}), text);
        QVERIFY2(log.damage().find("metrics.csv.damaged") != std::string::npos, log.damage().c_str());
    }

    void aSecondDamageLeavesTheFirstFile() {
        for (int time = 0; time < 2; ++time) {
            std::ofstream(path()) << "nonsense " << time << '\n';
            MetricLog(path(), 0, 0);
        }
        std::string one, two;
        std::getline(std::ifstream(path().string() + ".damaged"), one);
        std::getline(std::ifstream(path().string() + ".damaged-2"), two);
        QCOMPARE(one, std::string("nonsense 0"));
        QCOMPARE(two, std::string("nonsense 1"));
    }

    void anotherFileIsRefused() {
        std::ofstream(path()) << "a,b\n1,2\n";
        QVERIFY_EXCEPTION_THROWN(readMetrics(path()), Error);
        QVERIFY_EXCEPTION_THROWN(readMetrics(path().parent_path() / "missing.csv"), Error);
    }
};

ONESHOT_TEST(TestMetricLog)
#include "tst_metric_log.moc"
