#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/runs/run.h"
#include "core/runs/run_record.h"
#include "core/training/presets.h"
#include "tests/support/equal_tensors.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using test::equal;
namespace fs = std::filesystem;

namespace {

constexpr const char* data = "glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4";
constexpr const char* validation = "glyphs:seed=2,alphabet-count=2,characters-per-alphabet=6,drawer-count=4";

/// Epochs of two steps.
TrainingConfig tiny() {
    TrainingConfig c = presetNamed("koch2015").config;
    c.threads = 1;
    c.length.steps = 1000;
    c.network.input.size = 71;
    c.network.maps = {4, 4, 4, 8};
    c.network.embedding = 16;
    c.batches.pairsPerStep = 6;
    c.batches.trainingPairs = 12;
    c.batches.distortedCopies = 0;
    c.validation.intervalSteps = 2;
    c.validation.tasks = 20;
    c.validation.ways = 3;
    c.length.epochs = 0;
    c.length.patience = 3;
    return c;
}

/// Weights that stand still: no evaluation is better than the first.
TrainingConfig standingStill() {
    TrainingConfig c = tiny();
    c.optimiser.layerRates = {0, 0, 0, 0, 0, 0};
    return c;
}

struct Record : TrainingObserver {
    std::vector<ValidationPoint> points;
    SafeTensors lastState;
    void onEvaluation(const ValidationPoint& point) override { points.push_back(point); }
    void onCheckpoint(const SafeTensors& state, std::int64_t, bool) override { lastState = state; }
};

}  // namespace

class TestEarlyStopping : public QObject {
    Q_OBJECT
    Dataset background_, validation_;
    QTemporaryDir folder_;

    TrainingResult run(const TrainingConfig& config, Record& record, const TrainingStart& start = {}) {
        PauseToken pause;
        return train(config, background_, validation_, record, {}, pause, start);
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        background_ = openDataset(parseDataSpec(data));
        validation_ = openDataset(parseDataSpec(validation));
    }

    /// The first evaluation, at step 2, is the best; three epochs of two steps later it ends.
    void aValidationThatCannotGetBetterEndsIt() {
        Record record;
        const TrainingResult result = run(standingStill(), record);
        QVERIFY(result.outcome == TrainingOutcome::Completed);
        QVERIFY(result.end == TrainingEnd::Patience);
        QCOMPARE(result.steps, 8);
        QCOMPARE(record.points.size(), std::size_t(4));
    }

    /// Evaluations need not fall on the ends of epochs: the first one that is late enough ends it.
    void theNextEvaluationEndsIt() {
        TrainingConfig config = standingStill();
        config.validation.intervalSteps = 5;
        Record record;
        QCOMPARE(run(config, record).steps, 15);  // 5 is best, 10 comes five steps later, 15 ten
    }

    void withoutPatienceOrAValidationSetItGoesOn() {
        TrainingConfig config = standingStill();
        config.length.steps = 12;
        Record record;
        PauseToken pause;
        QVERIFY(train(config, background_, {}, record, {}, pause).end == TrainingEnd::Horizon);
        config.length.patience = 0;
        QCOMPARE(run(config, record).steps, 12);
    }

    void epochsAreALimit() {
        TrainingConfig config = tiny();
        config.length.patience = 0;
        config.length.epochs = 3;
        config.validation.intervalSteps = 4;
        Record record;
        const TrainingResult result = run(config, record);
        QVERIFY(result.end == TrainingEnd::Epochs);
        QCOMPARE(result.steps, 6);
        QCOMPARE(record.points.back().step, 6);
        config.length.steps = 5;
        const TrainingResult shorter = run(config, record);
        QVERIFY(shorter.end == TrainingEnd::Horizon);
        QCOMPARE(shorter.steps, 5);
    }

    /// Stopped after every number of steps, at an evaluation and between two: the same bytes and the same end.
    void resumeEqualsNeverHavingStopped() {
        Record whole;
        const TrainingResult complete = run(standingStill(), whole);
        for (const std::int64_t stopAt : {1, 2, 5, 7}) {
            Record first, second;
            TrainingStart start;
            start.stopAt = stopAt;
            QVERIFY(run(standingStill(), first, start).outcome == TrainingOutcome::Stopped);
            const SafeTensors state = first.lastState;
            const TrainingResult resumed = run(standingStill(), second, {&state, {{0, 1000}}, 1.0, {}});
            QVERIFY(resumed.end == TrainingEnd::Patience);
            QCOMPARE(resumed.steps, complete.steps);
            QVERIFY2(equal(whole.lastState, second.lastState), QByteArray::number(qint64(stopAt)));
        }
    }

    /// With weights that move, over ends of epochs: rates fall and momentum rises as without the stop.
    void resumeAcrossEpochs() {
        TrainingConfig config = tiny();
        config.length.steps = 9;
        config.length.patience = 0;
        config.optimiser.momentumEpochs = 3;
        Record whole;
        run(config, whole);
        for (const std::int64_t stopAt : {1, 2, 5}) {
            Record first, second;
            TrainingStart start;
            start.stopAt = stopAt;
            QVERIFY(run(config, first, start).outcome == TrainingOutcome::Stopped);
            QVERIFY(!equal(first.lastState, whole.lastState));
            const SafeTensors state = first.lastState;
            QCOMPARE(run(config, second, {&state, {{0, 9}}, 1.0, {}}).steps, 9);
            QVERIFY2(equal(whole.lastState, second.lastState), QByteArray::number(qint64(stopAt)));
        }
    }

    /// The run says why it ended, and is complete; by minutes as well, and when it is read again.
    void theRunSaysWhyItEnded() {
        RunRequest request;
        request.config = standingStill();
        request.config.length.steps = 0;
        request.config.length.minutes = 30;
        request.background = data;
        request.validation = validation;
        request.directory = folder_.filePath("run").toStdString();
        RunObserver silent;
        PauseToken pause;
        QCOMPARE(startRun(request, silent, {}, pause).training.steps, 8);
        const RunRecord record = readRunRecord(request.directory);
        QVERIFY(record.state == RunState::Completed);
        QVERIFY(record.end == TrainingEnd::Patience);
        QVERIFY(record.best && fs::exists(request.directory / "checkpoints/best.safetensors"));
        const RunResult again = resumeRun(request.directory, {}, silent, {}, pause);
        QVERIFY(again.training.end == TrainingEnd::Patience);

        Json json = readJsonFile(request.directory / "run.json");
        QCOMPARE(json["end"].get<std::string>(), std::string("patience"));
        json["end"] = "boredom";
        saveJsonFile(request.directory / "run.json", json);
        QVERIFY_EXCEPTION_THROWN(readRunRecord(request.directory), Error);
        json.erase("end");  // as before runs told it
        saveJsonFile(request.directory / "run.json", json);
        QVERIFY(readRunRecord(request.directory).end == TrainingEnd::Horizon);
    }
};

ONESHOT_TEST(TestEarlyStopping)
#include "tst_early_stopping.moc"
