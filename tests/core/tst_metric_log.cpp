#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <iterator>

#include "core/base/error.h"
#include "core/runs/metric_log.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestMetricLog : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::filesystem::path path() const { return folder_.filePath("metrics.csv").toStdString(); }

  private Q_SLOTS:
    void init() {
        for (const char* ending : {"", ".damaged", ".damaged-2"}) std::filesystem::remove_all(path().string() + ending);
    }

    void rowsAreReadBackExactly() {
        const std::vector<MetricRow> rows{{1, 0.1 + 0.2, 256, "loss", 1e-300}, {2, 3.5, 512, "accuracy_percent", 95.5}};
        {
            MetricLog log(path(), {});
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
            MetricLog log(path(), {});
            for (int step = 1; step <= 10; ++step) log.append({step, 1.0 * step, step, "loss", 1.0});
        }
        {
            MetricLog log(path(), {4, 0});
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
            MetricLog log(path(), {});
            for (int step : {2, 4}) {
                log.append({step, 1, 1, "loss", 1});
                for (const std::string& name : {std::string("accuracy_percent"), std::string("accuracy_low_percent"),
                                                std::string("seen_accuracy_percent"), presentationMetric(1)})
                    log.append({step, 1, 1, name, 50});
            }
        }
        QVERIFY(MetricLog(path(), {4, 2}).damage().empty());
        const std::vector<MetricRow> rows = readMetrics(path());
        QCOMPARE(rows.size(), std::size_t(6));
        QCOMPARE(rows.back(), (MetricRow{4, 1, 1, "loss", 1}));
    }

    /// They are rows of their step: no evaluation that a checkpoint knows of, and none that is missed.
    void earlyEvaluationsAreKeptUpToTheCheckpoint() {
        const auto write = [&] {
            std::filesystem::remove(path());
            MetricLog log(path(), {});
            for (int step : {0, 1, 2, 3}) {
                if (step > 0) log.append({step, 1, 1, "loss", 1});
                log.append({step, 1, 1, earlyMetric, 50});
            }
        };
        const auto stepsKept = [&](const LogEnd& end) {
            const std::string damage = MetricLog(path(), end).damage();
            QStringList steps{QString::fromStdString(damage)};
            for (const MetricRow& row : readMetrics(path()))
                if (row.name == earlyMetric) steps += QString::number(row.step);
            return steps.join(u' ');
        };
        write();
        QCOMPARE(stepsKept({2, 0}), QStringLiteral(" 0 1 2"));
        write();
        QCOMPARE(stepsKept({0, 0}), QString());  // begun again: that of step 0 too
    }

    void aRowCutShortIsLeftOut() {
        std::ofstream(path()) << "step,seconds,images,name,value\n1,1,1,loss,0.5\n2,2,2,lo";
        QCOMPARE(readMetrics(path()).size(), std::size_t(1));
        MetricLog log(path(), {1, 0});
        QVERIFY(log.damage().empty());
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
        QTest::newRow("as an editor of long ago leaves it")
            << QByteArray(header + first + second).replace('\n', '\r') << QByteArray();
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
        MetricLog log(path(), {2, 0});
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
            MetricLog(path(), {});
        }
        std::string one, two;
        std::getline(std::ifstream(path().string() + ".damaged"), one);
        std::getline(std::ifstream(path().string() + ".damaged-2"), two);
        QCOMPARE(one, std::string("nonsense 0"));
        QCOMPARE(two, std::string("nonsense 1"));
    }

    void whatIsMissingIsTold_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kept");
        QTest::addColumn<QByteArray>("says");
        const QByteArray header = "step,seconds,images,name,value\n", one = "1,1,1,loss,0.5\n",
                         two = "2,2,2,loss,0.25\n",
                         evaluation = "2,2,2,accuracy_percent,50\n2,2,2,accuracy_low_percent,40\n",
                         high = "2,2,2,accuracy_high_percent,60\n", three = "3,3,3,loss,0.125\n",
                         whole = header + one + two + evaluation + high + three;
        QTest::newRow("nothing") << whole << 6 << QByteArray();
        QTest::newRow("all of it") << QByteArray() << 0 << QByteArray("it has no rows, and the run is at step 3");
        QTest::newRow("all but the header") << header << 0 << QByteArray("it has no rows");
        QTest::newRow("all, overwritten by zeros")
            << QByteArray(whole.size(), '\0') << 0 << QByteArray("it has no rows");
        QTest::newRow("line ends") << QByteArray(whole).replace("\n", "") << 0 << QByteArray("it has no rows");
        QTest::newRow("the second half") << header + one + "2,2" << 1 << QByteArray("its rows end at step 1, and");
        QTest::newRow("the end, overwritten by zeros")
            << header + one + QByteArray(50, '\0') << 1 << QByteArray("its rows end at step 1, and");
        QTest::newRow("an evaluation") << header + one + two + three << 3
                                       << QByteArray("the evaluation of step 2 is missing");
    }
    /// Rows are written before each checkpoint, here of step 3, which knows of the evaluation of step 2.
    void whatIsMissingIsTold() {
        QFETCH(QByteArray, text);
        QFETCH(int, kept);
        QFETCH(QByteArray, says);
        std::ofstream(path(), std::ios::binary) << text.toStdString();
        std::string told;
        try {
            QCOMPARE(static_cast<int>(readMetrics(path(), &told, {3, 2}).size()), kept);
            QVERIFY(kept > 0);
        } catch (const Error& error) {
            told = error.problem();
        }
        VERIFY_SAYS(QString::fromStdString(told), says.constData());
        QCOMPARE(told.empty(), says.isEmpty());

        const MetricLog log(path(), {3, 2});
        VERIFY_SAYS(QString::fromStdString(log.damage()), says.constData());
        QCOMPARE(log.damage().empty(), says.isEmpty());
        QCOMPARE(static_cast<int>(readMetrics(path()).size()), kept);
        if (says.isEmpty()) return;
        VERIFY_SAYS(QString::fromStdString(log.damage()), "metrics.csv.damaged");
        std::ifstream aside(path().string() + ".damaged", std::ios::binary);
        QCOMPARE(QByteArray::fromStdString({std::istreambuf_iterator<char>(aside), {}}), text);
    }

    /// As an editor leaves it: nobody knows whether its number is whole.
    void aLastLineWithoutAnEndIsTold() {
        std::ofstream(path()) << "step,seconds,images,name,value\n2,2,2,loss,1\n2,2,2,accuracy_percent,50\n"
                                 "2,2,2,accuracy_high_percent,6";
        const MetricLog log(path(), {2, 2});
        VERIFY_SAYS(QString::fromStdString(log.damage()), "its last line has no end");
    }

    void aLogThatIsNotThereIsTold() {
        QCOMPARE(MetricLog(path(), {5, 4}).damage(),
                 std::string("metrics.csv is not there: the curves begin at step 5."));
        std::filesystem::remove(path());
        QVERIFY(MetricLog(path(), {}).damage().empty());  // a run that begins
    }

    void whatWasLostOnceIsToldOnce() {
        {
            MetricLog log(path(), {5, 4});
            QVERIFY(!log.damage().empty());
            log.append({6, 6, 6, "loss", 1});
        }
        QVERIFY(MetricLog(path(), {6, 4}).damage().empty());
        QVERIFY(!std::filesystem::exists(path().string() + ".damaged"));
    }

    /// It may be sound: nobody calls it damaged, or puts another in its place.
    void whatCannotBeReadIsLeftAlone() {
        std::filesystem::create_directory(path());
        QVERIFY_EXCEPTION_THROWN(readMetrics(path()), Unreadable);
        QVERIFY_EXCEPTION_THROWN(MetricLog(path(), {}), Unreadable);
        QVERIFY(std::filesystem::is_directory(path()));
        QVERIFY(!std::filesystem::exists(path().string() + ".damaged"));
    }

    void anotherFileIsRefused() {
        std::ofstream(path()) << "a,b\n1,2\n";
        QVERIFY_EXCEPTION_THROWN(readMetrics(path()), Error);
        QVERIFY_EXCEPTION_THROWN(readMetrics(path().parent_path() / "missing.csv"), Error);
    }
};

ONESHOT_TEST(TestMetricLog)
#include "tst_metric_log.moc"
