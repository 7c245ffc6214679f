#include <QtTest>
#include <cmath>

#include "core/study/people_accuracy.h"
#include "tests/support/study_trials.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

// Expected figures: NumPy 1.24 and SciPy 1.10 (stats.t, stats.linregress) on the table of study_trials.h.
class TestPeopleAccuracy : public QObject {
    Q_OBJECT

    static bool near(double actual, double expected, double tolerance = 1e-6) {
        if (std::abs(actual - expected) < tolerance) return true;
        qWarning("%.9f, not %.9f", actual, expected);
        return false;
    }

    static bool isNear(const Interval& actual, double low, double high) {
        return near(actual.low, low) && near(actual.high, high);
    }

  private slots:
    // 8, 7, 8 and 7 of 12. Mean 62.5, t(3) = 3.182446: 62.5 -+ 3.182446 * 4.811252 / 2. Wilson of 8 of 12.
    void ofEachPersonAndOfAll() {
        const PeopleAccuracy result = peopleAccuracy(studyTrials());
        QCOMPARE(result.persons.size(), std::size_t(4));
        QCOMPARE(result.persons[0].participant, std::string("A"));
        QCOMPARE(result.persons[0].accuracy.right, 8);
        QCOMPARE(result.persons[3].accuracy.right, 7);  // the time that was up is an error
        QCOMPARE(result.persons[3].accuracy.total, 12);
        QVERIFY(isNear(result.persons[0].accuracy.confidence95(), 39.062209, 86.187991));
        QVERIFY(near(result.pooled.percent, 62.5));
        QVERIFY(isNear(result.pooled.interval95, 54.844224, 70.155776));
    }

    void ofOnePersonWilsons() {
        const PeopleAccuracy result = peopleAccuracy(studyTrials({fourPeople[0]}));
        QCOMPARE(result.persons.size(), std::size_t(1));
        QVERIFY(isNear(result.pooled.interval95, 39.062209, 86.187991));
        QVERIFY(peopleAccuracy({}).persons.empty());
        QCOMPARE(peopleAccuracy({}).pooled, Estimate{});
    }

    // Wilson's of 4 of 4: 4 / (4 + 3.841459).
    void likePersonsAreNotCertain() {
        const std::vector<Accuracy> perfect{{5, 5}, {9, 9}, {2, 2}, {2, 2}}, two{{3, 4}, {6, 8}};
        QCOMPARE(pooledAccuracy(perfect).percent, 100.0);
        QVERIFY(isNear(pooledAccuracy(perfect).interval95, 51.010916, 100));
        QVERIFY(isNear(pooledAccuracy(two).interval95, 75, 75));  // as accuracyOfPersons()
        QVERIFY(isNear(pooledAccuracy(std::vector<Accuracy>{{0, 3}}).interval95, 0, 56.149703));
    }

    // C and D met the tasks from the last to the first. In trials 1 to 5 they got 80, 60, 80 and 40 % right, in 6 to 10
    // 60, 60, 40 and 80 %, in 11 and 12 50, 50, 100 and 50 %.
    void byBlocks() {
        const auto blocks = accuracyByBlock(studyTrials(), 5);
        QCOMPARE(blocks.size(), std::size_t(3));
        QCOMPARE(blocks[1].first, 6);
        QCOMPARE(blocks[1].last, 10);
        QCOMPARE(blocks[1].persons, 4);
        QCOMPARE(blocks[2].first, 11);
        QCOMPARE(blocks[2].last, 12);
        QVERIFY(near(blocks[0].accuracy.percent, 65));
        QVERIFY(isNear(blocks[0].accuracy.interval95, 34.530396, 95.469604));
        QVERIFY(near(blocks[1].accuracy.percent, 60));
        QVERIFY(isNear(blocks[1].accuracy.interval95, 34.015435, 85.984565));
        QVERIFY(near(blocks[2].accuracy.percent, 62.5));
        QVERIFY(isNear(blocks[2].accuracy.interval95, 22.719421, 100));
        QVERIFY(accuracyByBlock({}, 5).empty());
    }

    void blocksWithoutATrialAreLeftOut() {
        const std::vector<StudyTrial> trials{studyTrial("A", "t1", 1, true, 1), studyTrial("A", "t9", 9, false, 1)};
        const auto blocks = accuracyByBlock(trials, 4);
        QCOMPARE(blocks.size(), std::size_t(2));
        QCOMPARE(blocks[1].first, 9);
        QCOMPARE(blocks[1].accuracy.percent, 0.0);
    }

    void learning() {
        const LearningTrend trend = learningTrend(studyTrials());
        QCOMPARE(trend.persons.size(), std::size_t(4));
        const double slopes[] = {-4.895104895, -3.846153846, 2.097902098, 5.244755245};
        for (int i = 0; i < 4; ++i) QVERIFY(near(trend.persons[i].slope, slopes[i]));
        QVERIFY(near(*trend.slope, -0.349650350));
        QVERIFY(isNear(*trend.interval95, -8.045567345, 7.346266646));
    }

    // One wrong, then one right: 100 % a trial. Of one trial there is no slope, of one person no interval.
    void learningOfFew() {
        std::vector<StudyTrial> trials{studyTrial("A", "t1", 1, false, 1), studyTrial("A", "t2", 2, true, 1),
                                       studyTrial("B", "t1", 1, true, 1)};
        const LearningTrend trend = learningTrend(trials);
        QCOMPARE(trend.persons.size(), std::size_t(1));
        QCOMPARE(trend.slope, 100.0);
        QVERIFY(!trend.interval95);
        QVERIFY(!learningTrend({&trials[2], 1}).slope);
    }

    void orderOfRowsDoesNotMatter() {
        std::vector<StudyTrial> trials = studyTrials();
        const auto slope = learningTrend(trials).slope;
        const Estimate pooled = peopleAccuracy(trials).pooled;
        std::ranges::reverse(trials);
        QCOMPARE(learningTrend(trials).slope, slope);
        QCOMPARE(peopleAccuracy(trials).pooled, pooled);
        QCOMPARE(peopleAccuracy(trials).persons[0].participant, std::string("A"));
    }
};

ONESHOT_TEST(TestPeopleAccuracy)
#include "tst_people_accuracy.moc"
