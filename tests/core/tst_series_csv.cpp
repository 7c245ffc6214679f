#include <QtTest>

#include "core/report/series_csv.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestSeriesCsv : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Written out by hand from the rows.
    void hasARowForEachStepOfAny() {
        const std::vector<RunSeries> runs{
            {"first", {{1, 0.5, 32, "loss", 2.25}, {2, 1, 64, "loss", 2}, {2, 1, 64, "accuracy_percent", 12.5}}},
            {"second, \"odd\"", {{2, 3, 8, "loss", 7}, {5, 4, 20, "loss", 1e-7}}},
            {"first", {}}};
        QCOMPARE(QString::fromStdString(wideCsv(runs)),
                 QStringLiteral("step,first: seconds,first: images,first: loss,first: accuracy_percent,"
                                "\"second, \"\"odd\"\": seconds\",\"second, \"\"odd\"\": images\","
                                "\"second, \"\"odd\"\": loss\",first (2): seconds,first (2): images\n"
                                "1,0.5,32,2.25,,,,,,\n"
                                "2,1,64,2,12.5,3,8,7,,\n"
                                "5,,,,,4,20,1e-07,,\n"));
        QCOMPARE(wideCsv({}), std::string("step\n"));
    }
};

ONESHOT_TEST(TestSeriesCsv)
#include "tst_series_csv.moc"
