#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "core/data/error.h"
#include "core/runs/metric_log.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestMetricLog : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::filesystem::path path() const { return folder_.filePath("metrics.csv").toStdString(); }

  private Q_SLOTS:
    void init() { std::filesystem::remove(path()); }

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

    void anotherFileIsRefused() {
        std::ofstream(path()) << "a,b\n1,2\n";
        QVERIFY_EXCEPTION_THROWN(readMetrics(path()), Error);
        QVERIFY_EXCEPTION_THROWN(readMetrics(path().parent_path() / "missing.csv"), Error);
    }
};

ONESHOT_TEST(TestMetricLog)
#include "tst_metric_log.moc"
