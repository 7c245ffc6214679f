#include <QtTest>
#include <cmath>
#include <vector>

#include "core/data/error.h"
#include "core/evaluation/statistics.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestStatistics : public QObject {
    Q_OBJECT

    static bool isNear(const Interval& actual, double low, double high) {
        const bool near = std::abs(actual.low - low) < 1e-4 && std::abs(actual.high - high) < 1e-4;
        if (!near) qWarning("%.6f to %.6f", actual.low, actual.high);
        return near;
    }

  private slots:
    void percentOfTrials() {
        QCOMPARE((Accuracy{3, 8}).percent(), 37.5);
        QCOMPARE((Accuracy{}).percent(), 0.0);
    }

    // z = 1.959964, z^2 = 3.841459. At 8 of 10: (0.8 + z^2/20 -+ z sqrt(0.16/10 + z^2/400)) / (1 + z^2/10).
    void wilsonInterval() {
        QVERIFY(isNear(Accuracy{8, 10}.confidence95(), 49.01625, 94.33178));
        QVERIFY(isNear(Accuracy{0, 10}.confidence95(), 0, 27.75328));  // z^2 / (10 + z^2)
        QVERIFY(isNear(Accuracy{10, 10}.confidence95(), 72.24672, 100));
        QVERIFY(isNear(Accuracy{}.confidence95(), 0, 100));
    }

    // Mean 3, deviation sqrt(2.5), t(4 degrees, 0.975) = 2.776445: 3 -+ 2.776445 sqrt(2.5 / 5).
    void studentInterval() {
        QVERIFY(isNear(meanInterval95(std::vector<double>{1, 2, 3, 4, 5}), 1.036757, 4.963243));
        QVERIFY(isNear(meanInterval95(std::vector<double>{5, 5, 5}), 5, 5));
        QVERIFY(isNear(meanInterval95(std::vector<double>{0, 100}), 0, 100));  // 50 -+ 635, cut
        QVERIFY(isNear(meanInterval95(std::vector<double>{40}), 0, 100));
        QVERIFY(isNear(meanInterval95({}), 0, 100));
    }

    // Four groups of ten trials: share 0.8, residuals 0, -1, 1, 0; t(3 degrees, 0.975) = 3.182446:
    // 0.8 -+ 3.182446 sqrt(4 / 3 * 2) / 40.
    void intervalOverGroups() {
        const auto interval = [](std::vector<Accuracy> groups) { return groupedInterval95(groups); };
        QVERIFY(isNear(interval({{8, 10}, {7, 10}, {9, 10}, {8, 10}}), 67.00774, 92.99226));
        // Unequal ones: share 6 / 12, residuals 3 - 2, 3 - 4; t(1) = 12.706205.
        QVERIFY(isNear(interval({{3, 4}, {3, 8}}), 0, 100));
        // All right in four groups is what four trials can tell.
        QVERIFY(isNear(interval({{5, 5}, {9, 9}, {2, 2}, {2, 2}}), 51.01092, 100));
        QVERIFY(isNear(interval({{0, 5}, {0, 9}}), 0, 65.76198));
        QVERIFY(isNear(interval({{8, 10}}), 0, 100));
        QVERIFY(isNear(interval({}), 0, 100));
    }

    // Place share * (n - 1) in order, between neighbours by rule of three: 1, 2, 4, 8 at 0.25 is 0.75: 1 + 0.75.
    void quantiles() {
        const std::vector<double> values{8, 1, 4, 2};
        QCOMPARE(quantile(values, 0), 1.0);
        QCOMPARE(quantile(values, 0.25), 1.75);
        QCOMPARE(quantile(values, 0.5), 3.0);
        QCOMPARE(quantile(values, 0.75), 5.0);
        QCOMPARE(quantile(values, 1), 8.0);
        QCOMPARE(quantile(std::vector<double>{7}, 0.25), 7.0);
        QVERIFY_EXCEPTION_THROWN(quantile({}, 0.5), Error);
    }
};

ONESHOT_TEST(TestStatistics)
#include "tst_statistics.moc"
