#include <QtTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "tests/support/study_trials.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using oneshot::test::studyTrial;

class TestStudyTrial : public QObject {
    Q_OBJECT

  private slots:
    void difficultyIsTheBestWrongScoreAboveTheRightOne() {
        StudyTrial trial = studyTrial("A", "t", 1, true, 1000);  // the second way is right
        const auto difficulty = [&](std::vector<float> scores) { return difficultyOf(trial, {0, std::move(scores)}); };
        QCOMPARE(difficulty({0.5F, 2, -1}), -1.5);
        QCOMPARE(difficulty({-3, -4, -3.5F}), 1.0);
        QCOMPARE(difficulty({2, 2, 0}), 0.0);
        QVERIFY(!difficulty({}));
        QVERIFY(!difficulty({1, 2, std::numeric_limits<float>::quiet_NaN()}));
        QVERIFY(!difficulty({1, std::numeric_limits<float>::infinity(), 0}));
        trial.rightWay = 0;
        QVERIFY(!difficulty({1}));
    }

    void ordersByPersonAndNumber() {
        const std::vector<StudyTrial> trials{studyTrial("B", "t1", 1, true, 1), studyTrial("A", "t2", 10, true, 2),
                                             studyTrial("A", "t3", 9, true, 3)};
        const auto order = trialsInOrder(trials);
        QCOMPARE(order, (std::vector<const StudyTrial*>{&trials[2], &trials[1], &trials[0]}));
        const auto people = byParticipant(trials);
        QCOMPARE(people.size(), std::size_t(2));
        QCOMPARE(people.at("A"), (std::vector<const StudyTrial*>{&trials[2], &trials[1]}));
        QVERIFY(trialsInOrder({}).empty());
    }

    void withoutAnAnswerThereIsNoTime() {
        StudyTrial trial = studyTrial("A", "t", 1, false, 5000);
        QVERIFY(trial.isTimed());
        trial.way = -1;
        QVERIFY(!trial.isTimed());
        QVERIFY(!trial.correct());
    }

    void refusesPlacesOfNoWay() {
        const StudyTrial sound = studyTrial("A", "t", 4, true, 1000);
        const auto isRefused = [](const StudyTrial& trial) {
            try {
                trialsInOrder({&trial, 1});
            } catch (const Error& error) {
                return error.code() == ErrorCode::BadData && error.where() == "A, trial 4";
            }
            return false;
        };
        QVERIFY(!isRefused(sound));
        StudyTrial trial = sound;
        trial.way = 3;
        QVERIFY(isRefused(trial));
        trial = sound;
        trial.rightWay = -1;
        QVERIFY(isRefused(trial));
        trial = sound;
        trial.models["net"] = {3, {}};
        QVERIFY(isRefused(trial));
        trial.models["net"] = {2, {1, 2}};
        QVERIFY(isRefused(trial));
        trial.models["net"] = {2, {}};
        QVERIFY(!isRefused(trial));
    }
};

ONESHOT_TEST(TestStudyTrial)
#include "tst_study_trial.moc"
