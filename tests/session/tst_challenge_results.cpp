#include <QtTest>
#include <cmath>

#include "tests/support/challenge.h"
#include "ui/session/challenge_results.h"

using namespace oneshot;
using namespace oneshot::session;

namespace {

constexpr int right = 0, wrong = 1, none = -1;

TrialRecord trial(const char* participant, int person, int model, double milliseconds = 1000) {
    TrialRecord record;
    record.participant = QString::fromLatin1(participant);
    record.correctWay = right;
    record.answer.way = person;
    record.answer.milliseconds = milliseconds;
    record.modelWay = model;
    return record;
}

bool near(double actual, double expected) {
    return std::abs(actual - expected) < 1e-4;
}

}  // namespace

class TestChallengeResults : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Ten trials: both right 4, only the person 3 (one against a tie), only the model 2 (one a timeout), neither 1.
    // Wilson of 7/10: (0.7 + 0.192073 -+ 1.959964 sqrt(0.021 + 0.0096036)) / 1.384146 = 0.396778, 0.892209.
    // McNemar of 3 against 2: 2 (1 + 5 + 10) / 2^5 = 1. Times 100..900 without the timeout's: median 500, quartiles 300
    // and 700; right ones 100..700: 400; wrong ones 800 and 900: 850.
    void aSession() {
        std::vector<TrialRecord> trials;
        for (int i = 1; i <= 4; ++i) trials.push_back(trial("A", right, right, 100 * i));
        for (int i = 5; i <= 7; ++i) trials.push_back(trial("A", right, i == 7 ? none : wrong, 100 * i));
        trials.push_back(trial("A", wrong, right, 800));
        trials.push_back(trial("A", none, right, 5000));
        trials.push_back(trial("A", wrong, wrong, 900));
        TrialRecord practice = trial("A", wrong, wrong, 1);
        practice.practice = true;
        trials.insert(trials.begin(), practice);

        const ChallengeResults results = resultsOf(trials);
        const PairedAnswers& answers = results.all.answers;
        QCOMPARE(answers.total(), 10);
        QCOMPARE(answers.bothRight, 4);
        QCOMPARE(answers.onlyFirst, 3);
        QCOMPARE(answers.onlySecond, 2);
        QCOMPARE(answers.bothWrong, 1);
        QVERIFY(near(answers.first().confidence95().low, 39.6778));
        QVERIFY(near(answers.first().confidence95().high, 89.2209));
        QCOMPARE(answers.second().percent(), 60.0);
        QCOMPARE(answers.mcNemarP(), 1.0);
        QCOMPARE(results.all.timeouts, 1);
        QCOMPARE(results.times.count, 9);
        QCOMPARE(results.times.median, 500.0);
        QCOMPARE(results.times.lowerQuartile, 300.0);
        QCOMPARE(results.times.upperQuartile, 700.0);
        QCOMPARE(results.times.medianRight, 400.0);
        QCOMPARE(results.times.medianWrong, 850.0);
        QCOMPARE(results.beatModel, std::vector<int>({5, 6, 7}));
        QCOMPARE(results.beatPerson, std::vector<int>({8, 9}));
        QCOMPARE(results.beatBoth, std::vector<int>({10}));
        QCOMPARE(results.participants, 1);
        QCOMPARE(results.meanPersonPercent, 70.0);
        QCOMPARE(results.meanPerson95, (Interval{0, 100}));
    }

    void withoutWhatIsKnownToOneOfThem() {
        std::vector<TrialRecord> trials{trial("A", right, right), trial("A", right, right), trial("A", wrong, right),
                                        trial("A", none, wrong)};
        trials[0].readable = true;
        trials[1].seenByModel = true;
        trials[2].seenByModel = true;
        const ChallengeResults results = resultsOf(trials);
        QCOMPARE(results.all.answers.first().right, 2);
        QCOMPARE(results.unreadable.answers.total(), 3);
        QCOMPARE(results.unreadable.answers.first().right, 1);
        QCOMPARE(results.unseen.answers.total(), 2);
        QCOMPARE(results.unseen.answers.second().right, 1);
        QCOMPARE(results.unseen.timeouts, 1);
    }

    // A: 3 of 4 in two sessions, the model 4 of 4; B: 1 of 2, the model 1 of 2. Means 62.5 and 75. Student with one
    // degree of freedom: 62.5 -+ 12.7062 * 17.6777 / sqrt(2) = 62.5 -+ 158.8, cut to 0..100; with C at 62.5 % (5 of 8)
    // two degrees: 4.302653 * 12.5 / sqrt(3) = 31.0517.
    void poolsParticipants() {
        std::vector<TrialRecord> trials{trial("A", right, right), trial("B", wrong, right), trial("A", wrong, right),
                                        trial("A", right, right), trial("B", right, wrong), trial("A", right, right)};
        trials[3].session = trials[5].session = 2;
        const ChallengeResults two = resultsOf(trials);
        QCOMPARE(two.participants, 2);
        QCOMPARE(two.meanPersonPercent, 62.5);
        QCOMPARE(two.meanModelPercent, 75.0);
        QCOMPARE(two.meanPerson95, (Interval{0, 100}));
        for (int i = 0; i < 8; ++i) trials.push_back(trial("C", i < 5 ? right : wrong, right));
        const ChallengeResults three = resultsOf(trials);
        QCOMPARE(three.participants, 3);
        QCOMPARE(three.meanPersonPercent, 62.5);
        QVERIFY(near(three.meanPerson95.low, 62.5 - 31.0517));
        QVERIFY(near(three.meanPerson95.high, 62.5 + 31.0517));
        QCOMPARE(three.all.answers.total(), 14);
    }

    void ofNothing() {
        const ChallengeResults results = resultsOf({});
        QCOMPARE(results.all.answers.total(), 0);
        QCOMPARE(results.times.count, 0);
        QCOMPARE(results.times.median, 0.0);
        QCOMPARE(results.participants, 0);
    }
};

QTEST_APPLESS_MAIN(TestChallengeResults)
#include "tst_challenge_results.moc"
