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
        const bool isClose = std::abs(actual.low - low) < 1e-4 && std::abs(actual.high - high) < 1e-4;
        if (!isClose) qWarning("%.6f to %.6f", actual.low, actual.high);
        return isClose;
    }

    static bool near(double actual, double expected, double tolerance = 1e-4) {
        if (std::abs(actual - expected) < tolerance) return true;
        qWarning("%.8f, not %.8f", actual, expected);
        return false;
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

    // The same without bounds: -1, 0, 4 have mean 1, deviation sqrt(7), t(2) = 4.302653: 1 -+ 4.302653 sqrt(7 / 3).
    void studentIntervalWithoutBounds() {
        const auto interval = studentInterval95(std::vector<double>{-1, 0, 4});
        QVERIFY(interval && isNear(*interval, -5.572411, 7.572411));
        QVERIFY(!studentInterval95(std::vector<double>{1}));
        QVERIFY(!studentInterval95({}));
        QCOMPARE(meanOf(std::vector<double>{-1, 0, 4}), 1.0);
    }

    // 80, 70 and 100 %: mean 83.3333, deviation 15.275252: -+ 4.302653 * 15.275252 / sqrt(3) = 37.945830, cut to 100.
    void accuracyOfOneAndOfSeveral() {
        const std::vector<Accuracy> one{{8, 10}}, three{{8, 10}, {14, 20}, {2, 2}};
        QCOMPARE(accuracyOfPersons(one), (Estimate{80, one[0].confidence95()}));
        QVERIFY(near(accuracyOfPersons(three).percent, 83.333333));
        QVERIFY(isNear(accuracyOfPersons(three).interval95, 45.387503, 100));
        QCOMPARE(accuracyOfPersons({}), (Estimate{0, {0, 100}}));
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

    void countsAnswers() {
        PairedAnswers answers;
        answers.add(true, true);
        answers.add(true, false);
        answers.add(true, false);
        answers.add(false, true);
        answers.add(false, false);
        QCOMPARE(answers.bothRight, 1);
        QCOMPARE(answers.onlyFirst, 2);
        QCOMPARE(answers.onlySecond, 1);
        QCOMPARE(answers.bothWrong, 1);
        QCOMPARE(answers.total(), 5);
        QCOMPARE(answers.first().percent(), 60.0);
        QCOMPARE(answers.second().percent(), 40.0);
        QVERIFY(near(answers.differencePercent(), 20));
    }

    // Newcombe 1998, table II, method 10: 36, 12, 2, 0 of 50 give 0.0569 to 0.3404. By hand:
    //   Wilson of 48/50: 0.865399, 0.988961; of 38/50: 0.625873, 0.857026. Difference 10/50 = 0.2.
    //   phi = (36*0 - 12*2) / sqrt(48*2*38*12) = -24 / 209.2271 = -0.114708; negative, so not corrected.
    //   lower: p - l = 0.094601, u' - p' = 0.097026: sqrt(0.094601^2 + 2*0.114708*0.094601*0.097026 + 0.097026^2)
    //          = 0.143070, so 0.056930
    //   upper: u - p = 0.028961, p' - l' = 0.134127: sqrt(0.028961^2 + 2*0.114708*0.028961*0.134127 + 0.134127^2)
    //          = 0.140428, so 0.340428
    void differenceOfNewcombesExample() {
        const PairedAnswers answers{36, 12, 2, 0};
        QVERIFY(near(answers.differencePercent(), 20));
        QVERIFY(isNear(answers.difference95(), 5.692958, 34.042760));
    }

    // Answers that go together: the correlation is corrected. 20, 4, 1, 5 of 30; e h - f g = 96, less n/2 = 15: 81.
    //   phi = 81 / sqrt(24*6*21*9) = 81 / 164.97 = 0.490990; Wilson of 24/30: 0.626943, 0.904949; of 21/30: 0.521242,
    //   0.833353. Difference 0.1.
    //   lower: 0.173057, 0.133353: sqrt(0.173057^2 - 2*0.490990*0.173057*0.133353 + 0.133353^2) = 0.158335: -0.058335
    //   upper: 0.104949, 0.178758: sqrt(0.104949^2 - 2*0.490990*0.104949*0.178758 + 0.178758^2) = 0.156672:  0.256672
    void correctsAPositiveCorrelation() {
        const Interval interval = PairedAnswers{20, 4, 1, 5}.difference95();
        QVERIFY(isNear(interval, -5.833468, 25.667247));
        // e h - f g = 2 is less than n/2 = 4: taken for 0, as where it is negative by nothing. 4/8 and 5/8; by hand
        // -sqrt(0.284478^2 + 0.237742^2) - 0.125 and sqrt(0.284478^2 + 0.319262^2) - 0.125.
        const PairedAnswers few{3, 1, 2, 2};
        const Interval one = few.first().confidence95(), two = few.second().confidence95();
        const double lower = std::hypot(50 - one.low, two.high - 62.5),
                     upper = std::hypot(one.high - 50, 62.5 - two.low);
        QVERIFY(isNear(few.difference95(), -12.5 - lower, -12.5 + upper));
    }

    // 54 of 54 by both: z^2 / (54 + z^2) = 0.066414 below, nothing above; the correlation is taken for 0.
    void differenceOfPerfectAnswers() {
        const Interval interval = PairedAnswers{54, 0, 0, 0}.difference95();
        QVERIFY(isNear(interval, -6.641359, 6.641359));
    }

    void exchangedLearnersExchangeTheBounds() {
        for (const PairedAnswers& answers : {PairedAnswers{36, 12, 2, 0}, {20, 4, 1, 5}, {0, 3, 0, 7}, {1, 0, 0, 0}}) {
            const PairedAnswers exchanged{answers.bothRight, answers.onlySecond, answers.onlyFirst, answers.bothWrong};
            QVERIFY(near(exchanged.differencePercent(), -answers.differencePercent()));
            QVERIFY(isNear(exchanged.difference95(), -answers.difference95().high, -answers.difference95().low));
            QCOMPARE(exchanged.mcNemarP(), answers.mcNemarP());
        }
    }

    // Two-sided: twice the lower tail of a fair coin thrown onlyFirst + onlySecond times, 1 at most.
    void mcNemar() {
        QVERIFY(near((PairedAnswers{10, 6, 1, 3}.mcNemarP()), 0.125, 1e-12));         // 2 (1 + 7) / 2^7
        QVERIFY(near((PairedAnswers{0, 5, 0, 0}.mcNemarP()), 0.0625, 1e-12));         // 2 * 1 / 2^5
        QVERIFY(near((PairedAnswers{36, 12, 2, 0}.mcNemarP()), 0.0129394531, 1e-9));  // 2 (1 + 14 + 91) / 2^14
        QCOMPARE((PairedAnswers{7, 5, 5, 3}.mcNemarP()), 1.0);  // the middle would be counted twice
        QCOMPARE((PairedAnswers{7, 1, 0, 3}.mcNemarP()), 1.0);  // 2 * 1 / 2^1
    }

    void withoutTrials() {
        const PairedAnswers none;
        QCOMPARE(none.differencePercent(), 0.0);
        QCOMPARE(none.difference95(), (Interval{-100, 100}));
        QCOMPARE(none.mcNemarP(), 1.0);
    }

    void withoutATrialThatOnlyOneGotRight() {
        const PairedAnswers equal{30, 0, 0, 20};
        QCOMPARE(equal.mcNemarP(), 1.0);
        QCOMPARE(equal.differencePercent(), 0.0);
        QVERIFY(isNear(equal.difference95(), -4.038033, 4.038033));
    }

    // Differences 10, 0, 20: standard error 10 / sqrt 3, Student t(2) at 0.975 = 4.302653. Of two degrees of freedom
    // P(|T| > t) = 1 - t / sqrt(2 + t^2), here of t = sqrt 3.
    void meansOverRuns() {
        const PairedRuns runs{{10, 0, 20}};
        QVERIFY(near(runs.differencePercent(), 10));
        QVERIFY(isNear(runs.difference95(), 10 - 4.302653 * 10 / std::sqrt(3.0), 10 + 4.302653 * 10 / std::sqrt(3.0)));
        QVERIFY(near(runs.tTestP(), 1 - std::sqrt(3.0 / 5)));
        QCOMPARE((PairedRuns{{5, 5}}.tTestP()), 0.0);
        QCOMPARE((PairedRuns{{0, 0}}.tTestP()), 1.0);
        QCOMPARE((PairedRuns{{5}}.tTestP()), 1.0);
        QCOMPARE((PairedRuns{{5}}.difference95()), (Interval{-100, 100}));
        QCOMPARE(PairedRuns{}.differencePercent(), 0.0);
    }

    // The smallest of four times 4, the next times 3, ..., none below the one before it, none above 1.
    void holmsAdjustment() {
        const std::vector<double> adjusted = holmAdjusted(std::vector{0.01, 0.04, 0.03, 0.005}, 4);
        const double expected[] = {0.03, 0.06, 0.06, 0.02};
        for (std::size_t i = 0; i < 4; ++i) QVERIFY(near(adjusted[i], expected[i], 1e-12));
        QCOMPARE(holmAdjusted(std::vector{0.9, 0.7}, 2), (std::vector{1.0, 1.0}));
        QVERIFY(near(holmAdjusted(std::vector{0.01}, 6)[0], 0.06, 1e-12));  // one that was chosen of six
        QVERIFY(holmAdjusted({}, 0).empty());
    }
};

ONESHOT_TEST(TestStatistics)
#include "tst_statistics.moc"
