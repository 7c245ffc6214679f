#include <QtTest>
#include <cmath>

#include "core/study/response_speed.h"
#include "tests/support/study_trials.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

// Expected figures: NumPy 1.24 and SciPy 1.10 on the table of study_trials.h.
class TestResponseSpeed : public QObject {
    Q_OBJECT

    static bool near(double actual, double expected, double tolerance = 1e-5) {
        if (std::abs(actual - expected) < tolerance) return true;
        qWarning("%.8f, not %.8f", actual, expected);
        return false;
    }

  private slots:
    // Medians of right answers 975, 640, 1375, 750; of wrong ones 2250, 1400, 2750, 1525, without D's time that was up.
    // Differences 1275, 760, 1375, 775: 1046.25 -+ 3.182446 * 324.509 / 2.
    void rightAndWrong() {
        const SpeedByOutcome speed = speedByOutcome(studyTrials());
        QVERIFY(near(*speed.right, 935));
        QVERIFY(near(*speed.wrong, 1981.25));
        QCOMPARE(speed.persons, 4);
        QVERIFY(near(*speed.difference, 1046.25));
        QVERIFY(near(speed.interval95->low, 529.883376));
        QVERIFY(near(speed.interval95->high, 1562.616624));
    }

    void withoutWrongAnswers() {
        const std::vector<StudyTrial> trials{studyTrial("A", "t1", 1, true, 100), studyTrial("A", "t2", 2, true, 300),
                                             studyTrial("B", "t1", 1, true, 800)};
        const SpeedByOutcome speed = speedByOutcome(trials);
        QCOMPARE(speed.right, 500.0);  // of 200 and 800
        QVERIFY(!speed.wrong && !speed.difference && !speed.interval95);
        QCOMPARE(speed.persons, 0);
        QVERIFY(!speedByOutcome({}).right);
    }

    // 11 timed answers of D make two bins for all. The fast half is all right; of the slow one 2 of 6, 1 of 6, 2 of 6
    // and 1 of 5: mean 25.8333, t interval 11.883846 to 39.782821. Times: each person's mean, of these the mean.
    void bins() {
        const ConditionalAccuracy result = conditionalAccuracy(studyTrials());
        QCOMPARE(result.persons, 4);
        QCOMPARE(result.leftOut, 0);
        QCOMPARE(result.bins.size(), std::size_t(2));
        QVERIFY(near(result.bins[0].milliseconds, 926.25));
        QVERIFY(near(result.bins[1].milliseconds, 1781.25));
        QCOMPARE(result.bins[0].accuracy.percent, 100.0);
        QVERIFY(near(result.bins[0].accuracy.interval95.low, 51.010916));  // four persons, all always right
        QVERIFY(near(result.bins[1].accuracy.percent, 25.833333));
        QVERIFY(near(result.bins[1].accuracy.interval95.low, 11.883846));
        QVERIFY(near(result.bins[1].accuracy.interval95.high, 39.782821));
    }

    // 20 answers and more make five bins, whose edges are each person's own: a slow person is in all of them.
    void binsArePersonal() {
        std::vector<StudyTrial> trials;
        for (int i = 1; i <= 20; ++i) {
            trials.push_back(studyTrial("fast", "t" + std::to_string(i), i, i <= 16, i));
            trials.push_back(studyTrial("slow", "t" + std::to_string(i), i, i <= 12, 1000 + i));
        }
        trials.push_back(studyTrial("short", "t1", 1, false, 1));
        const ConditionalAccuracy result = conditionalAccuracy(trials);
        QCOMPARE(result.bins.size(), std::size_t(5));
        QCOMPARE(result.persons, 2);
        QCOMPARE(result.leftOut, 1);
        const double percents[] = {100, 100, 100, 50, 0};
        for (int bin = 0; bin < 5; ++bin) {
            QCOMPARE(result.bins[bin].accuracy.percent, percents[bin]);
            QVERIFY(near(result.bins[bin].milliseconds, 500 + 4 * bin + 2.5));  // of 4 bin + 2.5, and 1000 more
        }
        std::ranges::reverse(trials);
        QCOMPARE(conditionalAccuracy(trials).bins[3].accuracy, result.bins[3].accuracy);
        QVERIFY(conditionalAccuracy({}).bins.empty());
    }
};

ONESHOT_TEST(TestResponseSpeed)
#include "tst_response_speed.moc"
