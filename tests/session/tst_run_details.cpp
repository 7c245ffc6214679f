#include <QtTest>

#include "core/runs/metric_log.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/test_program.h"
#include "ui/session/runs/run_details.h"

using namespace oneshot;
using session::MetricCurve;
using session::readRunDetails;
using session::RunDetails;

class TestRunDetails : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    /// Of every figure that has them; without one for each value they are left out.
    void boundsGoWithTheirFigure() {
        MetricLog log(folder_ / "metrics.csv", {});
        for (const int step : {2, 4}) {
            log.append({step, 1, 10, "loss", 0.5});
            for (const std::string& name : {std::string("accuracy_percent"), presentationMetric(10)}) {
                log.append({step, 1, 10, name, 50.0 + step});
                log.append({step, 1, 10, lowBoundMetric(name), 40.0 + step});
                log.append({step, 1, 10, highBoundMetric(name), 60.0 + step});
            }
        }
        log.append({2, 1, 10, presentationMetric(1), 30});
        log.append({2, 1, 10, lowBoundMetric(presentationMetric(1)), 20});
        log.flush();
        const RunDetails details = readRunDetails(folder_.path());
        QCOMPARE(details.curves.size(), std::size_t(4));
        for (const char* name : {"accuracy_percent", "accuracy_presentation_10_percent"}) {
            const MetricCurve& curve = details.curves.at(QString::fromUtf8(name));
            QCOMPARE(curve.steps, (QList<double>{2, 4}));
            QCOMPARE(curve.values, (QList<double>{52, 54}));
            QCOMPARE(curve.low, (QList<double>{42, 44}));
            QCOMPARE(curve.high, (QList<double>{62, 64}));
        }
        QCOMPARE(details.curves.at(QStringLiteral("accuracy_presentation_1_percent")).values, QList<double>{30});
        QVERIFY(details.curves.at(QStringLiteral("accuracy_presentation_1_percent")).low.isEmpty());
        QVERIFY(details.curves.at(QStringLiteral("loss")).high.isEmpty());
    }

    void aLostLogIsAProblem() {
        const std::filesystem::path run = test::writeMadeUpRun(folder_ / "runs", 1, 20), log = run / "metrics.csv";
        QCOMPARE(readRunDetails(run).problem, QString());
        const auto size = std::filesystem::file_size(log);
        for (const auto& [bytes, says] :
             {std::pair(size / 2, "and the run is at step 20"), std::pair(decltype(size){0}, "it has no rows")}) {
            std::filesystem::resize_file(log, bytes);
            VERIFY_SAYS(readRunDetails(run).problem, says);
        }
        std::filesystem::remove(log);
        VERIFY_SAYS(readRunDetails(run).problem, "metrics.csv: cannot be read");
    }
};

ONESHOT_TEST(TestRunDetails)
#include "tst_run_details.moc"
