#include <QtTest>
#include <chrono>
#include <future>
#include <thread>

#include "core/base/error.h"
#include "core/compute/compute.h"
#include "core/training/trainer.h"
#include "tests/support/equal_tensors.h"
#include "tests/support/recorded_training.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using test::equal;
using test::glyphs;
using test::Record;
using test::tinyPreset;

/// A training that stops or pauses, and goes on.
class TestStopAndResume : public QObject {
    Q_OBJECT
    Dataset background_, validation_;

    TrainingResult run(const TrainingConfig& config, Record& record, const TrainingStart& start = {}) const {
        return test::run(config, background_, validation_, record, start);
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        background_ = glyphs(1, 2, 6, 4);
        validation_ = glyphs(2, 2, 6, 4);
    }

    /// Stopped after every number of steps in turn, and gone on with: the same bytes as never having stopped.
    void resumeEqualsNeverHavingStopped_data() { test::addPresetsAndPrecisions(); }
    void resumeEqualsNeverHavingStopped() {
        QFETCH(QByteArray, preset);
        QFETCH(bool, bfloat16);
        TrainingConfig config = tinyPreset(preset, 10);
        config.precision = bfloat16 ? Precision::BFloat16 : Precision::Float32;
        Record whole;
        run(config, whole);
        for (const std::int64_t stopAt : {1, 4, 7}) {
            Record first, second;
            TrainingStart start;
            start.stopAt = stopAt;
            const TrainingResult stopped = run(config, first, start);
            QCOMPARE(stopped.outcome, TrainingOutcome::Stopped);
            QCOMPARE(stopped.steps, stopAt);
            const SafeTensors state = first.state;
            const TrainingResult resumed = run(config, second, {&state, {{0, 10}}, 1.0, {}});
            QCOMPARE(resumed.outcome, TrainingOutcome::Completed);
            QVERIFY2(equal(whole.state, second.state), QByteArray::number(qint64(stopAt)));
        }
    }

    /// The same with averaged weights: both they and the trained ones go on.
    void averagedWeightsGoOn() {
        TrainingConfig config = tinyPreset("compact", 10);
        config.optimiser.averaging = 0.9;
        config.network.residualBlocks = 1;
        Record whole;
        run(config, whole);
        QVERIFY(whole.state.tensors.at("dense.weight").bytes != whole.state.tensors.at("trained.dense.weight").bytes);
        for (const std::int64_t stopAt : {1, 4, 7}) {
            Record first, second;
            TrainingStart start;
            start.stopAt = stopAt;
            run(config, first, start);
            const SafeTensors state = first.state;
            run(config, second, {&state, {{0, 10}}, 1.0, {}});
            QVERIFY2(equal(whole.state, second.state), QByteArray::number(qint64(stopAt)));
        }
    }

    void aStopIsHonouredWithinOneStep() {
        Record record;
        std::stop_source stop;
        PauseToken pause;
        record.afterStep = [&](std::int64_t step) {
            if (step == 3) stop.request_stop();
        };
        const TrainingResult result =
            train(tinyPreset("compact", 1000), background_, validation_, record, stop.get_token(), pause);
        QCOMPARE(result.outcome, TrainingOutcome::Stopped);
        QCOMPARE(result.steps, 3);
        QCOMPARE(record.checkpointSteps.back(), 3);
    }

    /// While a million tasks are drawn and pixels-l2 is asked about them: nothing is told of an evaluation that is not.
    void aStopBeforeTheFirstStepIsHonoured() {
        TrainingConfig config = tinyPreset("compact", 1000);
        config.validation.tasks = config.validation.seenTasks = 1'000'000;
        std::stop_source stop;
        stop.request_stop();
        Record record;
        PauseToken pause;
        const TrainingResult result = train(config, background_, validation_, record, stop.get_token(), pause);
        QCOMPARE(result.outcome, TrainingOutcome::Stopped);
        QCOMPARE(result.steps, 0);
        QCOMPARE(record.protocol.ways, 0);
        QCOMPARE(record.checkpointSteps, std::vector<std::int64_t>{0});
    }

    /// Paused at step 3 while another training runs; the pause is not counted as training time.
    void aPauseHoldsTheTrainingAndItsClock() {
        using Clock = std::chrono::steady_clock;
        Record record, meanwhile;
        std::stop_source stop;
        PauseToken pause;
        std::promise<void> reached;
        Clock::time_point third, last;
        record.afterStep = [&](std::int64_t step) {
            last = Clock::now();
            if (step != 3) return;
            third = last;
            pause.setPaused(true);
            reached.set_value();
        };
        auto training = std::async(std::launch::async, [&] {
            return train(tinyPreset("compact", 6), background_, validation_, record, stop.get_token(), pause);
        });
        reached.get_future().wait();
        while (!pause.holding()) std::this_thread::yield();
        const auto began = Clock::now();
        run(tinyPreset("compact", 6), meanwhile);
        const std::chrono::duration<double> held = Clock::now() - began;
        QCOMPARE(record.progress.size(), std::size_t(3));
        pause.setPaused(false);
        QCOMPARE(training.get().outcome, TrainingOutcome::Completed);
        QCOMPARE(record.progress.size(), std::size_t(6));
        const std::chrono::duration<double> whole = last - third;
        QVERIFY(record.progress[5].seconds - record.progress[2].seconds < (whole - held / 2).count());
    }

    void aPausedTrainingCanBeStopped() {
        Record record;
        std::stop_source stop;
        PauseToken pause;
        pause.setPaused(true);
        auto training = std::async(std::launch::async, [&] {
            return train(tinyPreset("compact", 6), background_, validation_, record, stop.get_token(), pause);
        });
        stop.request_stop();
        QCOMPARE(training.get().steps, 0);
    }

    /// Stopped in the middle of an evaluation: it is owed, and made first when the run goes on.
    void anEvaluationThatWasStoppedIsOwed() {
        const TrainingConfig config = tinyPreset("compact", 10);
        Record whole, first, second;
        run(config, whole);
        std::stop_source stop;
        PauseToken pause;
        first.afterStep = [&](std::int64_t step) {
            if (step == 4) stop.request_stop();
        };
        train(config, background_, validation_, first, stop.get_token(), pause);
        QVERIFY(first.points.empty());
        const SafeTensors state = first.state;
        run(config, second, {&state, {{0, 10}}, 0, {}});
        QCOMPARE(second.points.front().step, 4);
        QVERIFY(equal(whole.state, second.state));
    }

    void aCheckpointOfAnotherShapeIsRefused() {
        Record record;
        run(tinyPreset("compact", 2), record);
        TrainingConfig other = tinyPreset("compact", 4);
        other.network.embedding = 9;
        const SafeTensors state = record.state;
        Record unused;
        QVERIFY_EXCEPTION_THROWN(run(other, unused, {&state, {}, 0, {}}), Error);
    }
};

ONESHOT_TEST(TestStopAndResume)
#include "tst_stop_and_resume.moc"
