#include <QtTest>
#include <cmath>

#include "core/training/presets.h"
#include "core/training/schedule.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestSchedule : public QObject {
    Q_OBJECT

    static TrainingConfig byMinutes(double minutes) {
        TrainingConfig config;
        config.length.minutes = minutes;
        return config;
    }

  private Q_SLOTS:
    void theRateWarmsUpAndFallsToAHundredth() {
        TrainingConfig config;
        config.optimiser.learningRate = 1;
        config.optimiser.warmupSteps = 10;
        QCOMPARE(learningRateAt(config, 0, 1000), 0.1 * 1.01);
        QVERIFY(qFuzzyCompare(learningRateAt(config, 500, 1000), 0.51));
        QVERIFY(qFuzzyCompare(learningRateAt(config, 1000, 1000), 0.01));
        QCOMPARE(learningRateAt(config, 100, 0), 1.01);  // the horizon is not known yet
        config.optimiser.schedule = RateSchedule::Constant;
        QCOMPARE(learningRateAt(config, 999, 1000), 1.0);
    }

    /// 6 pairs a step: a fixed set of 10 with 2 distorted copies is an epoch of 30 pairs, of 5 steps.
    void epochs() {
        TrainingConfig config;
        config.batches.pairsPerStep = 6;
        config.batches.trainingPairs = 10;
        config.batches.distortedCopies = 2;
        QCOMPARE(pairsOfEpoch(config), 30);
        QCOMPARE(epochAt(config, 4), 0);
        QCOMPARE(epochAt(config, 5), 1);
        QCOMPARE(stepsOfEpochs(config, 200), 1000);
        config.batches.trainingPairs = 0;
        config.batches.epochPairs = 20;  // 3 steps and a third
        QCOMPARE(pairsOfEpoch(config), 20);
        QCOMPARE(epochAt(config, 3), 0);
        QCOMPARE(epochAt(config, 4), 1);
        QCOMPARE(epochAt(config, 10), 3);
        QCOMPARE(stepsOfEpochs(config, 1), 4);
        QCOMPARE(stepsOfEpochs(config, 3), 10);
        QCOMPARE(stepsOfEpochs(config, 0), 0);
    }

    /// Koch et al. 2015, section 3.2: rates times 0.99 every epoch, momentum by equal steps an epoch.
    void ratesFallAndMomentumRisesByEpochs() {
        TrainingConfig config = presetNamed("koch2015").config;
        config.batches.trainingPairs = 128;
        config.batches.distortedCopies = 0;  // an epoch is a step
        config.optimiser.momentumEpochs = 4;
        QCOMPARE(rateFactorAt(config, 0, 0), 1.0);
        QCOMPARE(rateFactorAt(config, 1, 0), 0.99);
        QVERIFY(std::abs(rateFactorAt(config, 100, 0) - 0.36603234) < 1e-8);  // 0.99^100
        QCOMPARE(learningRateAt(config, 0, 0), 0.05);                         // the highest of the layers'
        QCOMPARE(momentumRiseAt(config, 0), 0.0);
        QCOMPARE(momentumRiseAt(config, 1), 0.25);
        QCOMPARE(momentumRiseAt(config, 4), 1.0);
        QCOMPARE(momentumRiseAt(config, 400), 1.0);
    }

    void stepsAreOnePlan() {
        TrainingConfig config;
        config.length.steps = 60;
        Planner planner(config, {});
        QVERIFY(!planner.renew(1, 10, true) && !planner.renew(50, 1e6, true));
        QCOMPARE(planner.totalSteps(0), 60);
    }

    /// A step takes 1 s after a slow first one: 100 s hold about 100 steps.
    void minutesArePlannedAfterACalibration() {
        Planner planner(byMinutes(100.0 / 60), {});
        QCOMPARE(planner.totalSteps(0), 0);
        double seconds = 4;
        std::int64_t step = 1;
        while (!planner.renew(step, seconds, false)) ++step, ++seconds;
        QVERIFY(step <= 10);
        QCOMPARE(planner.totalSteps(step), step + static_cast<std::int64_t>(100 - seconds));
        QCOMPARE(planner.totalSteps(step - 1), 0);
    }

    void aClockThatIsOffRenewsThePlanAtAnEvaluation() {
        Planner planner(byMinutes(100.0 / 60), {});
        std::int64_t step = 1;
        double seconds = 1;
        while (!planner.renew(step, seconds, false)) ++step, ++seconds;
        // From here a step takes 2 s.
        for (; step < 30; ++step) seconds += 2;
        QVERIFY(!planner.renew(step, seconds, false));
        QVERIFY(planner.renew(step, seconds, true));
        QVERIFY(planner.totalSteps(step) < 75);
        QCOMPARE(planner.plans().size(), std::size_t(3));
    }

    /// A slow evaluation after every step, the first one too: 100 s hold ten steps of 1 s with evaluations of 9 s.
    void anEvaluationAtTheFirstStepIsNoPlan() {
        Planner planner(byMinutes(100.0 / 60), {});
        QVERIFY(!planner.renew(1, 1, false));
        QVERIFY(!planner.renew(1, 10, true));  // no step has been measured yet
        QVERIFY(!planner.renew(2, 11, false));
        QVERIFY(planner.renew(2, 20, true));
        QCOMPARE(planner.totalSteps(2), 10);
    }

    /// Three seconds of an early evaluation are none of a step.
    void earlyEvaluationsCountForNoPlan() {
        Planner planner(byMinutes(100.0 / 60), {});
        QVERIFY(!planner.renew(1, 4, false));
        planner.leaveOut(3);
        double seconds = 8;
        std::int64_t step = 2;
        while (!planner.renew(step, seconds, false)) ++step, ++seconds;
        QCOMPARE(planner.totalSteps(step), step + static_cast<std::int64_t>(100 - seconds));
    }

    /// Where the clock makes the plans, what remains is told by it, and does not leap.
    void aBudgetTellsWhatRemains() {
        const Planner byClock(byMinutes(1), {});
        QVERIFY(byClock.secondsLeft(20) == 40.0);
        QVERIFY(byClock.secondsLeft(70) == 0.0);
        QVERIFY(!Planner(byMinutes(1), {{0, 0}, {10, 100}}).secondsLeft(20));
        TrainingConfig bySteps;
        bySteps.length.steps = 60;
        QVERIFY(!Planner(bySteps, {}).secondsLeft(20));
    }

    void aRunThatGoesOnReplaysItsPlansAndNotTheClock() {
        Planner planner(byMinutes(1), {{0, 0}, {10, 100}, {50, 80}});
        QCOMPARE(planner.totalSteps(9), 0);
        QCOMPARE(planner.totalSteps(10), 100);
        QCOMPARE(planner.totalSteps(50), 80);
        QVERIFY(!planner.renew(60, 1, false) && !planner.renew(70, 1e9, true));
        QCOMPARE(planner.plans().size(), std::size_t(3));
    }

    /// The budget is spent before the plan is made: the training ends with the step that is done.
    void aBudgetThatIsSpentEndsTheTraining() {
        Planner planner(byMinutes(0.05), {});
        planner.renew(1, 20, false);
        QVERIFY(planner.renew(2, 40, false));
        QCOMPARE(planner.totalSteps(2), 2);
    }
};

ONESHOT_TEST(TestSchedule)
#include "tst_schedule.moc"
