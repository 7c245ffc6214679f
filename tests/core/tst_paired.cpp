#include <QtTest>
#include <cmath>

#include "core/evaluation/paired.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestPaired : public QObject {
    Q_OBJECT

    static bool near(double actual, double expected, double tolerance = 1e-4) {
        if (std::abs(actual - expected) < tolerance) return true;
        qWarning("%.8f, not %.8f", actual, expected);
        return false;
    }

  private Q_SLOTS:
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
        QVERIFY(near(answers.difference95().low, 5.692958));
        QVERIFY(near(answers.difference95().high, 34.042760));
    }

    // Answers that go together: the correlation is corrected. 20, 4, 1, 5 of 30; e h - f g = 96, less n/2 = 15: 81.
    //   phi = 81 / sqrt(24*6*21*9) = 81 / 164.97 = 0.490990; Wilson of 24/30: 0.626943, 0.904949; of 21/30: 0.521242,
    //   0.833353. Difference 0.1.
    //   lower: 0.173057, 0.133353: sqrt(0.173057^2 - 2*0.490990*0.173057*0.133353 + 0.133353^2) = 0.158335: -0.058335
    //   upper: 0.104949, 0.178758: sqrt(0.104949^2 - 2*0.490990*0.104949*0.178758 + 0.178758^2) = 0.156672:  0.256672
    void correctsAPositiveCorrelation() {
        const Interval interval = PairedAnswers{20, 4, 1, 5}.difference95();
        QVERIFY(near(interval.low, -5.833468));
        QVERIFY(near(interval.high, 25.667247));
        // e h - f g = 2 is less than n/2 = 4: taken for 0, as where it is negative by nothing. 4/8 and 5/8; by hand
        // -sqrt(0.284478^2 + 0.237742^2) - 0.125 and sqrt(0.284478^2 + 0.319262^2) - 0.125.
        const PairedAnswers few{3, 1, 2, 2};
        const Interval one = few.first().confidence95(), two = few.second().confidence95();
        const double lower = std::hypot(50 - one.low, two.high - 62.5),
                     upper = std::hypot(one.high - 50, 62.5 - two.low);
        QVERIFY(near(few.difference95().low, -12.5 - lower));
        QVERIFY(near(few.difference95().high, -12.5 + upper));
    }

    // 54 of 54 by both: z^2 / (54 + z^2) = 0.066414 below, nothing above; the correlation is taken for 0.
    void differenceOfPerfectAnswers() {
        const Interval interval = PairedAnswers{54, 0, 0, 0}.difference95();
        QVERIFY(near(interval.low, -6.641359));
        QVERIFY(near(interval.high, 6.641359));
    }

    void exchangedLearnersExchangeTheBounds() {
        for (const PairedAnswers& answers : {PairedAnswers{36, 12, 2, 0}, {20, 4, 1, 5}, {0, 3, 0, 7}, {1, 0, 0, 0}}) {
            const PairedAnswers exchanged{answers.bothRight, answers.onlySecond, answers.onlyFirst, answers.bothWrong};
            QVERIFY(near(exchanged.differencePercent(), -answers.differencePercent()));
            QVERIFY(near(exchanged.difference95().low, -answers.difference95().high));
            QVERIFY(near(exchanged.difference95().high, -answers.difference95().low));
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
        QVERIFY(near(equal.difference95().low, -4.038033));
        QVERIFY(near(equal.difference95().high, 4.038033));
    }

    // Differences 10, 0, 20: standard error 10 / sqrt 3, Student t(2) at 0.975 = 4.302653. Of two degrees of freedom
    // P(|T| > t) = 1 - t / sqrt(2 + t^2), here of t = sqrt 3.
    void meansOverRuns() {
        const PairedRuns runs{{10, 0, 20}};
        QVERIFY(near(runs.differencePercent(), 10));
        QVERIFY(near(runs.difference95().low, 10 - 4.302653 * 10 / std::sqrt(3.0)));
        QVERIFY(near(runs.difference95().high, 10 + 4.302653 * 10 / std::sqrt(3.0)));
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

ONESHOT_TEST(TestPaired)
#include "tst_paired.moc"
