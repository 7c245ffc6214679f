#include <QtTest>
#include <cmath>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"
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

    // t(39 degrees, 0.975) = 2.022691.
    void intervalOverDyads() {
        struct Trial {
            int first, second;
            bool right;
        };
        const auto interval = [](const std::vector<Trial>& trials) {
            DyadicTrials counted;
            for (const Trial& trial : trials) counted.add(trial.first, trial.second, trial.right);
            return counted.interval95();
        };
        // Forty units, two by two: in ten of the twenty dyads all four trials right, in ten none. Sums of residuals
        // +-2, squared 40 * 4 over units less 20 * 4 over dyads, by 40 / 39.
        std::vector<Trial> trials;
        for (int dyad = 0; dyad < 20; ++dyad)
            for (int i = 0; i < 4; ++i) trials.push_back({2 * dyad + i % 2, 2 * dyad + 1 - i % 2, dyad < 10});
        const double reach = 100 * 2.022691 * std::sqrt(80 * 40.0 / 39) / 80;
        QVERIFY(isNear(interval(trials), 50 - reach, 50 + reach));
        // Each unit alone and as the others: no residual, and so the variance of independent trials, 160 * 3 / 16.
        std::vector<Trial> alone;
        for (int unit = 0; unit < 40; ++unit)
            for (int i = 0; i < 4; ++i) alone.push_back({unit, unit, i < 3});
        const double independent = 100 * 2.022691 * std::sqrt(30.0) / 160;
        QVERIFY(isNear(interval(alone), 75 - independent, 75 + independent));
        // All right is what as many trials as there are units can tell.
        QVERIFY(isNear(interval({{0, 1, true}, {2, 3, true}}), 51.01092, 100));
        QVERIFY(isNear(interval({{0, 1, false}}), 0, 65.76198));
        QVERIFY(isNear(interval({{0, 0, true}}), 0, 100));
        QVERIFY(isNear(interval({}), 0, 100));
    }

    /// Characters that are easy or hard by 0.1, pairs that are right as both are: 0.7 in the mean of all. Nineteen in
    /// twenty intervals should hold that; those over the first characters alone miss it far more often.
    void dyadicIntervalsHoldTheTruth() {
        constexpr int repetitions = 400, characters = 40, pairs = 4000;
        int dyadic = 0, byFirst = 0;
        for (int repetition = 0; repetition < repetitions; ++repetition) {
            Random random = makeRandom(1, "dyads", static_cast<std::uint64_t>(repetition));
            std::vector<double> ease(characters);
            for (double& each : ease) each = below(random, 2) ? 0.1 : -0.1;
            DyadicTrials trials;
            std::vector<Accuracy> groups(characters);
            for (int i = 0; i < pairs; ++i) {
                const int first = below(random, characters), second = below(random, characters);
                const bool right = uniform(random) < 0.7 + ease[first] + ease[second];
                trials.add(first, second, right);
                groups[first].right += right;
                ++groups[first].total;
            }
            const auto holds = [](const Interval& interval) { return interval.low <= 70 && 70 <= interval.high; };
            dyadic += holds(trials.interval95());
            byFirst += holds(groupedInterval95(groups));
        }
        const QByteArray text = QByteArray::number(dyadic) + " and " + QByteArray::number(byFirst) + " of 400";
        QVERIFY2(dyadic > 0.91 * repetitions && dyadic < 0.99 * repetitions, text);
        QVERIFY2(byFirst < 0.85 * repetitions, text);
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
