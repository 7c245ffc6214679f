#include <omp.h>

#include <QtTest>
#include <thread>

#include "core/base/error.h"
#include "core/compute/compute.h"
#include "core/models/models.h"
#include "core/training/trainer.h"
#include "tests/support/equal_tensors.h"
#include "tests/support/failure.h"
#include "tests/support/recorded_training.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using test::equal;
using test::glyphs;
using test::Record;
using test::tinyPreset;

namespace {

/// Keeps the names of the calls in order; requests a stop after a step.
struct CallLog : TrainingObserver {
    QStringList calls;
    std::int64_t stopAfter = -1;
    std::stop_source stop;

    void onStarted(const ValidationProtocol&, std::int64_t) override { calls << "started"; }
    void onPlan(const Plan&) override { calls << "plan"; }
    void onProgress(const Progress& progress) override {
        calls << "progress";
        if (progress.step == stopAfter) stop.request_stop();
    }
    void onEvaluation(const ValidationPoint&) override { calls << "evaluation"; }
    void onModel(const ModelPtr&) override { calls << "model"; }
    void onCheckpoint(const SafeTensors&, std::int64_t, bool) override { calls << "checkpoint"; }
};

}  // namespace

class TestTrainer : public QObject {
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

    void oneSeedGivesOneResult_data() { test::addPresetsAndPrecisions(); }
    void oneSeedGivesOneResult() {
        QFETCH(QByteArray, preset);
        QFETCH(bool, bfloat16);
        TrainingConfig config = tinyPreset(preset, 6);
        config.precision = bfloat16 ? Precision::BFloat16 : Precision::Float32;
        Record one, two, other;
        QCOMPARE(run(config, one).outcome, TrainingOutcome::Completed);
        run(config, two);
        QVERIFY(equal(one.state, two.state));
        config.seed = 2;
        run(config, other);
        QVERIFY(!equal(one.state, other.state));
    }

    /// Also where no thread of this process computed before: results depend on the number.
    void itUsesAsManyThreadsAsItIsAskedTo() {
        if (hardwareThreads() == 1) QSKIP("This computer has one core.");
        std::vector<int> used;
        std::thread([&] {
            Record record;
            record.afterStep = [&](std::int64_t) { used.push_back(omp_get_max_threads()); };
            run(tinyPreset("compact", 2), record);
        }).join();
        QCOMPARE(used, (std::vector<int>{1, 1}));
    }

    /// What is evaluated is the average; the training itself does not notice it.
    void averagingDoesNotDisturbTheTraining() {
        TrainingConfig config = tinyPreset("compact", 6);
        config.optimiser.averaging = 0;
        Record plain, averaged;
        run(config, plain);
        QVERIFY(!plain.state.tensors.contains("trained.dense.weight"));
        config.optimiser.averaging = 0.5;
        run(config, averaged);
        QVERIFY(averaged.state.tensors.at("trained.dense.weight").bytes ==
                plain.state.tensors.at("dense.weight").bytes);
        const Record& record = averaged;
        const ModelPtr model = modelFromCheckpoint(record.state, "average");
        const DrawingBatch drawings{&validation_.drawings[0]};
        const ModelPtr other = modelFromCheckpoint(plain.state, "plain");
        QVERIFY(model->embed(model->prepare(drawings)).values != other->embed(other->prepare(drawings)).values);
    }

    void evaluationsComeOnTimeAndTheBestIsMarked() {
        Record record;
        const TrainingResult result = run(tinyPreset("compact", 10), record);
        QCOMPARE(record.points.size(), std::size_t(3));
        QCOMPARE(record.points[0].step, 4);
        QCOMPARE(record.points[2].step, 10);
        int best = -1;
        for (std::size_t i = 0; i < record.points.size(); ++i) {
            QCOMPARE(record.points[i].best, record.points[i].accuracy.right >= best);
            QCOMPARE(bool(record.checkpointBest[i]), record.points[i].best);
            best = std::max(best, record.points[i].accuracy.right);
        }
        QCOMPARE(result.best->accuracy.right, best);
        QCOMPARE(record.protocol.ways, 5);
        QVERIFY(!record.protocol.seenCharacters);
        QVERIFY(record.protocol.nearestNeighbour.total == 20);
        QCOMPARE(result.images, 10 * 12);
    }

    /// A stop during the evaluation of step 4 saves the state of that step, without an evaluation.
    void theObserverIsCalledInOrder() {
        const auto callsOf = [&](std::int64_t stopAfter) {
            CallLog log;
            PauseToken pause;
            log.stopAfter = stopAfter;
            train(tinyPreset("compact", 5), background_, validation_, log, log.stop.get_token(), pause);
            return log.calls.join(' ');
        };
        const QString untilStep4 = "started plan progress progress progress progress";
        const QString evaluation = " evaluation model checkpoint";
        QCOMPARE(callsOf(-1), untilStep4 + evaluation + " progress" + evaluation);
        QCOMPARE(callsOf(4), untilStep4 + " checkpoint");
    }

    void withoutAValidationSetCharactersAreSeenAndBestIsLast() {
        Record record;
        PauseToken pause;
        train(tinyPreset("compact", 8), background_, {}, record, {}, pause);
        QVERIFY(record.protocol.seenCharacters);
        for (const ValidationPoint& point : record.points) QVERIFY(point.best);
    }

    void charactersOfTheBackgroundAreLeftOutOfTheValidation() {
        Record record;
        PauseToken pause;
        QVERIFY_EXCEPTION_THROWN(train(tinyPreset("compact", 2), background_, background_, record, {}, pause), Error);
    }

    /// A checkpoint opens as a model that answers as the trained one does, and knows what it learnt from.
    void aCheckpointIsAModel_data() { test::addPresetsAndPrecisions(); }
    void aCheckpointIsAModel() {
        QFETCH(QByteArray, preset);
        Record record;
        const TrainingResult result = run(tinyPreset(preset, 4), record);
        const ModelPtr model = modelFromCheckpoint(record.state, "test");
        const DrawingBatch drawings{&validation_.drawings[0], &validation_.drawings[1], &validation_.drawings[9]};
        const Embeddings expected = result.model->embed(result.model->prepare(drawings));
        const Embeddings embeddings = model->embed(model->prepare(drawings));
        QVERIFY(embeddings.values == expected.values);
        QCOMPARE(model->origin().model, std::string(preset));
        QCOMPARE(model->origin().step, 4);
        QCOMPARE(model->origin().learnt.size(), std::size_t(2));
        QCOMPARE(std::ssize(model->origin().learntDrawings), background_.drawingCount());
        std::int64_t sum = 0;
        for (const LayerRow& row : model->anatomy().layers) sum += row.parameters;
        QCOMPARE(sum, result.parameters);
    }

    /// The snapshot of a training and the checkpoint of the same step are one learner; a value more or less is another.
    void aFingerprintTellsTheLearner_data() { test::addPresetsAndPrecisions(); }
    void aFingerprintTellsTheLearner() {
        QFETCH(QByteArray, preset);
        Record record;
        const std::string snapshot = run(tinyPreset(preset, 4), record).model->fingerprint();
        QCOMPARE(snapshot.size(), 64U);
        QCOMPARE(modelFromCheckpoint(record.state, "test")->fingerprint(), snapshot);
        SafeTensors altered = record.state;
        altered.tensors["dense.bias"].bytes[0] ^= 1;
        QVERIFY(modelFromCheckpoint(altered, "test")->fingerprint() != snapshot);
        Record later;
        QVERIFY(run(tinyPreset(preset, 5), later).model->fingerprint() != snapshot);
    }

    void aLossThatIsNotFiniteFails() {
        TrainingConfig config = tinyPreset("koch2015", 50);
        config.optimiser.rule = OptimiserRule::Adam;
        config.optimiser.layerRates = config.optimiser.layerMomentum = config.loss.layerL2 = {};
        config.optimiser.learningRate = 10;
        config.loss.l2Dense = config.loss.l2Convolution = 10;
        config.optimiser.weightDecay = 10;  // weights grow a hundredfold with every step
        Record record;
        const QString failure = test::failureOf([&] { run(config, record); });
        VERIFY_SAYS(failure, "Failed: loss: the loss or a weight is not finite after step ");
    }

    void learningHelpsOnUnseenCharacters() {
        const Dataset unseen = glyphs(3, 2, 24, 4);
        TrainingConfig config = tinyPreset("compact", 150);
        config.validation.ways = 48;
        config.validation.withinAlphabet = false;
        config.batches.pairsPerStep = 32;
        config.network.maps = {8, 16, 16, 32};
        config.network.embedding = 32;
        config.validation.tasks = 300;
        config.validation.intervalSteps = 150;
        config.optimiser.warmupSteps = 10;
        const TrainingResult result = test::run(config, background_, unseen);
        config.optimiser.learningRate = 1e-9;
        config.length.steps = 1;
        const TrainingResult before = test::run(config, background_, unseen);
        const double gain = result.last->accuracy.percent() - before.last->accuracy.percent();
        QVERIFY2(gain > 10, QByteArray::number(gain));
    }
};

ONESHOT_TEST(TestTrainer)
#include "tst_trainer.moc"
