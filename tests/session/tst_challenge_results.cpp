#include <QTimeZone>
#include <QtTest>
#include <cmath>

#include "tests/support/challenge.h"
#include "tests/support/test_program.h"
#include "ui/session/challenge/challenge_results.h"

using namespace oneshot;
using namespace oneshot::session;

namespace {

constexpr int right = 0, wrong = 1, none = -1;

TrialRecord trial(const char* participant, int person, int model, double milliseconds = 1000) {
    static int number = 0;
    TrialRecord record;
    record.taskId = QString::number(++number);
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
    // A did two sessions of five tasks, the second again two of the first; the first is excluded. Right were 3 of 5,
    // then 3 of 5, the two that were met before among them.
    void leavesOutExcludedSessions() {
        std::vector<TrialRecord> trials;
        for (int i = 0; i < 5; ++i) trials.push_back(trial("A", i < 3 ? right : wrong, right, 100));
        for (TrialRecord& one : trials) one.excluded = true;
        for (int i = 0; i < 5; ++i) trials.push_back(trial("A", i < 3 ? right : wrong, wrong, 200));
        for (int i = 0; i < 2; ++i)
            trials[static_cast<std::size_t>(5 + i)].taskId = trials[static_cast<std::size_t>(i)].taskId;
        for (std::size_t i = 0; i < trials.size(); ++i)
            trials[i].answeredUtc = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(i) * 1000, QTimeZone::utc());

        ChallengeResults results = resultsOf(trials);
        QCOMPARE(results.counted, std::vector<int>({7, 8, 9}));
        QCOMPARE(results.excluded, 5);
        QCOMPARE(results.repeated, 2);  // they had been met, excluded or not
        QCOMPARE(results.all.answers.first().right, 1);
        QCOMPARE(results.all.answers.second().right, 0);
        QCOMPARE(results.times.median, 200.0);
        QCOMPARE(comparisonOf(trials)->paired.total(), 3);

        results = resultsOf(trials, Excluded::Counted);
        QCOMPARE(results.counted, std::vector<int>({0, 1, 2, 3, 4, 7, 8, 9}));
        QCOMPARE(results.excluded, 0);
        QCOMPARE(results.repeated, 2);
        QCOMPARE(results.all.answers.first().right, 4);
        QCOMPARE(comparisonOf(trials, Excluded::Counted)->paired.total(), 8);
    }

    // Wilson's with each of the two as one trial: 2 / (2 + 3.841459) = 0.342380. A Student t interval would have no
    // width, though two people tell little.
    void peopleWhoAreAlwaysRight() {
        const auto both = [](int way) {
            std::vector<TrialRecord> trials;
            for (const char* code : {"A", "A", "A", "B", "B", "B"}) trials.push_back(trial(code, way, wrong));
            return resultsOf(trials).all.person;
        };
        QCOMPARE(both(right).percent, 100.0);
        QVERIFY(near(both(right).interval95.low, 34.2380));
        QCOMPARE(both(right).interval95.high, 100.0);
        QCOMPARE(both(wrong).percent, 0.0);
        QVERIFY(near(both(wrong).interval95.high, 100 - 34.2380));
    }

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
        QCOMPARE(results.all.participants, 1);
        QCOMPARE(results.all.person.percent, 70.0);
        QCOMPARE(results.all.person.interval95, answers.first().confidence95());
        QCOMPARE(results.all.model.percent, 60.0);
        QCOMPARE(results.all.difference.percent, 10.0);
        QCOMPARE(results.all.difference.interval95, answers.difference95());
        QCOMPARE(results.all.p, 1.0);
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

    // A: 3 of 4 in two sessions, the model 4 of 4; B: 1 of 2, the model 1 of 2. The mean of 75 and 50 % is 62.5 %.
    // Student with one degree of freedom: 62.5 -+ 12.7062 * 17.6777 / sqrt(2) = 62.5 -+ 158.8, cut to 0..100; with C at
    // 62.5 % (5 of 8) two degrees: 4.302653 * 12.5 / sqrt(3) = 31.0517. The model: 5 of 6, then 13 of 14 tasks.
    void poolsParticipants() {
        std::vector<TrialRecord> trials{trial("A", right, right), trial("B", wrong, right), trial("A", wrong, right),
                                        trial("A", right, right), trial("B", right, wrong), trial("A", right, right)};
        trials[3].session = trials[5].session = 2;
        const ChallengeScore two = resultsOf(trials).all;
        QCOMPARE(two.participants, 2);
        QCOMPARE(two.person.percent, 62.5);
        QCOMPARE(two.model.percent, 500.0 / 6);
        QCOMPARE(two.person.interval95, (Interval{0, 100}));
        for (int i = 0; i < 8; ++i) trials.push_back(trial("C", i < 5 ? right : wrong, right));
        const ChallengeScore three = resultsOf(trials).all;
        QCOMPARE(three.participants, 3);
        QCOMPARE(three.person.percent, 62.5);
        QVERIFY(near(three.person.interval95.low, 62.5 - 31.0517));
        QVERIFY(near(three.person.interval95.high, 62.5 + 31.0517));
        QCOMPARE(three.answers.total(), 14);
    }

    // A, B and C do the same 8 tasks, of which the model gets 4 right: its interval is that of 4 of 8, not of 12 of 24.
    // They get 8, 7 and 4: differences of 50, 37.5 and 0 points, mean 29.1667, deviation 26.0208; with two degrees
    // 4.302653 * 26.0208 / sqrt(3) = 64.6396. Signs: two above, none below, p = 2 / 2^2 = 0.5. The readable tasks are
    // the model's 4 right ones but for one, so without them it has 1 of 5.
    void onTheSameTasks() {
        std::vector<TrialRecord> trials;
        const int rights[] = {8, 7, 4};
        for (int person = 0; person < 3; ++person)
            for (int task = 0; task < 8; ++task) {
                const char* names[] = {"A", "B", "C"};
                TrialRecord record = trial(names[person], task < rights[person] ? right : wrong, task < 4 ? right : 1);
                record.taskId = QString::number(task);
                record.readable = task < 3;
                trials.push_back(record);
            }
        const ChallengeResults results = resultsOf(trials);
        const ChallengeScore& all = results.all;
        QCOMPARE(all.participants, 3);
        QCOMPARE(all.model.percent, 50.0);
        QCOMPARE(all.model.interval95, (Accuracy{4, 8}.confidence95()));
        QVERIFY(near(all.difference.percent, 29.1667));
        QVERIFY(std::abs(all.difference.interval95.low - (29.1667 - 64.6396)) < 1e-3);
        QVERIFY(std::abs(all.difference.interval95.high - (29.1667 + 64.6396)) < 1e-3);
        QCOMPARE(all.p, 0.5);
        QCOMPARE(results.unreadable.answers.total(), 15);
        QCOMPARE(results.unreadable.model.percent, 20.0);
        QCOMPARE(results.unreadable.model.interval95, (Accuracy{1, 5}.confidence95()));
        QCOMPARE(results.repeated, 0);
        QCOMPARE(results.models, 1);
        QCOMPARE(results.kinds, 1);
        QCOMPARE(results.sources, 1);
    }

    void countsTheFirstAnswerToATask() {
        std::vector<TrialRecord> trials{trial("A", right, right), trial("A", wrong, right), trial("B", right, right),
                                        trial("A", wrong, wrong)};
        for (TrialRecord& record : trials) record.taskId = QStringLiteral("task 1 of seed 1");
        trials[3].ways = 5;  // another one of the same name
        const QDateTime time(QDate(2026, 11, 25), QTime(9, 30), QTimeZone::utc());
        for (int i = 0; i < 4; ++i) trials[static_cast<std::size_t>(i)].answeredUtc = time.addSecs(i == 0 ? 60 : i);
        ChallengeResults results = resultsOf(trials);
        QCOMPARE(results.repeated, 1);
        QCOMPARE(results.all.answers.total(), 3);
        QCOMPARE(results.counted, std::vector<int>({1, 2, 3}));
        QCOMPARE(results.beatPerson, std::vector<int>({1}));  // the earlier of A's, though listed later
        trials[1].practice = true;
        results = resultsOf(trials);
        QCOMPARE(results.repeated, 1);
        QCOMPARE(results.counted, std::vector<int>({2, 3}));
        QVERIFY(results.beatPerson.empty());
    }

    void saysHowUnlikeTrialsAre() {
        std::vector<TrialRecord> trials{trial("A", right, right), trial("A", right, right), trial("A", right, right)};
        trials[1].modelFingerprint = QStringLiteral("other");
        trials[1].ways = 5;
        trials[2].shots = 5;
        trials[2].dataSha256 = QStringLiteral("other");
        trials.push_back(trial("A", right, right));
        trials[3].withinAlphabet = false;
        const ChallengeResults results = resultsOf(trials);
        QCOMPARE(results.models, 2);
        QCOMPARE(results.kinds, 4);
        QCOMPARE(results.sources, 2);
    }

    void forTheReportOfARun() {
        std::vector<TrialRecord> trials{trial("A", right, right), trial("A", right, wrong), trial("B", wrong, right)};
        for (TrialRecord& record : trials) {
            record.ways = 20;
            record.shots = 1;
            record.source = QStringLiteral("lake");
            record.dataSha256 = QString(64, u'd');
            record.modelFingerprint = QString(64, u'f');
        }
        const auto people = comparisonOf(trials);
        QVERIFY(people);
        QCOMPARE(people->question, std::string("20-way 1-shot within one alphabet, lake · fingerprint dddddddddddd"));
        QCOMPARE(people->model, std::string(12, 'f'));
        QCOMPARE(people->participants, 2);
        QCOMPARE(people->paired.first().right, 2);
        QCOMPARE(people->paired.second().right, 2);
        QCOMPARE(people->paired.bothRight, 1);

        trials[2].ways = 5;  // another kind of tasks
        QVERIFY(!comparisonOf(trials));
        trials[2].ways = 20;
        trials[2].modelFingerprint = QString(64, u'e');
        QVERIFY(!comparisonOf(trials));
        QVERIFY(!comparisonOf({}));
    }

    void ofNothing() {
        const ChallengeResults results = resultsOf({});
        QCOMPARE(results.all.answers.total(), 0);
        QCOMPARE(results.times.count, 0);
        QCOMPARE(results.times.median, 0.0);
        QCOMPARE(results.all.participants, 0);
        QCOMPARE(results.all.difference.interval95, (Interval{-100, 100}));
    }
};

ONESHOT_TEST(TestChallengeResults)
#include "tst_challenge_results.moc"
