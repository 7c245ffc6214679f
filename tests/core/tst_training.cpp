#include <omp.h>

#include <QtTest>
#include <chrono>
#include <cmath>
#include <future>
#include <set>
#include <thread>

#include "core/base/error.h"
#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/training/batch_source.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"
#include "tests/support/drawings.h"
#include "tests/support/equal_tensors.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using test::equal;

namespace {

Dataset glyphs(int seed) {
    return openDataset(parseDataSpec("glyphs:seed=" + std::to_string(seed) +
                                     ",alphabet-count=2,characters-per-alphabet=6,drawer-count=4"));
}

/// A configuration of either architecture that trains in moments.
TrainingConfig tiny(const char* preset, int steps) {
    TrainingConfig config = presetNamed(preset).config;
    config.length.steps = steps;
    config.threads = 1;
    config.batches.pairsPerStep = 6;
    config.validation.intervalSteps = 4;
    config.validation.tasks = 20;
    config.validation.ways = 5;
    if (config.network.architecture == Architecture::Koch2015) {
        config.network.input.size = 71;
        config.network.maps = {4, 4, 4, 8};
        config.network.embedding = 16;
    } else {
        config.network.maps = {4, 4, 8, 8};
        config.network.embedding = 8;
    }
    return config;
}

/// Keeps what a training told, and lets a test act after a step.
struct Record : TrainingObserver {
    ValidationProtocol protocol;
    std::vector<Progress> progress;
    std::vector<ValidationPoint> points;
    std::vector<std::int64_t> checkpointSteps;
    std::vector<bool> checkpointBest;
    SafeTensors lastState;
    std::function<void(std::int64_t)> afterStep = [](std::int64_t) {};

    void onStarted(const ValidationProtocol& told, std::int64_t) override { protocol = told; }
    void onProgress(const Progress& p) override {
        progress.push_back(p);
        afterStep(p.step);
    }
    void onEvaluation(const ValidationPoint& point) override { points.push_back(point); }
    void onCheckpoint(const SafeTensors& state, std::int64_t step, bool best) override {
        lastState = state;
        checkpointSteps.push_back(step);
        checkpointBest.push_back(best);
    }
};

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

class TestTraining : public QObject {
    Q_OBJECT
    Dataset background_, validation_;

    TrainingResult run(const TrainingConfig& config, Record& record, const TrainingStart& start = {}) {
        PauseToken pause;
        return train(config, background_, validation_, record, {}, pause, start);
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        background_ = glyphs(1);
        validation_ = glyphs(2);
    }

    void bothPresets_data() {
        QTest::addColumn<QByteArray>("preset");
        QTest::addColumn<bool>("bfloat16");
        QTest::newRow("compact") << QByteArray("compact") << false;
        QTest::newRow("koch2015") << QByteArray("koch2015") << false;
        QTest::newRow("compact, bfloat16") << QByteArray("compact") << true;
        QTest::newRow("koch2015, bfloat16") << QByteArray("koch2015") << true;
    }

    void oneSeedGivesOneResult_data() { bothPresets_data(); }
    void oneSeedGivesOneResult() {
        QFETCH(QByteArray, preset);
        QFETCH(bool, bfloat16);
        TrainingConfig config = tiny(preset, 6);
        config.precision = bfloat16 ? Precision::BFloat16 : Precision::Float32;
        Record one, two, other;
        QCOMPARE(run(config, one).outcome, TrainingOutcome::Completed);
        run(config, two);
        QVERIFY(equal(one.lastState, two.lastState));
        config.seed = 2;
        run(config, other);
        QVERIFY(!equal(one.lastState, other.lastState));
    }

    /// Also where no thread of this process computed before: results depend on the number.
    void itUsesAsManyThreadsAsItIsAskedTo() {
        if (hardwareThreads() == 1) QSKIP("This computer has one core.");
        std::vector<int> used;
        std::thread([&] {
            Record record;
            record.afterStep = [&](std::int64_t) { used.push_back(omp_get_max_threads()); };
            run(tiny("compact", 2), record);
        }).join();
        QCOMPARE(used, (std::vector<int>{1, 1}));
    }

    /// Stopped after every number of steps in turn, and gone on with: the same bytes as never having stopped.
    void resumeEqualsNeverHavingStopped_data() { bothPresets_data(); }
    void resumeEqualsNeverHavingStopped() {
        QFETCH(QByteArray, preset);
        QFETCH(bool, bfloat16);
        TrainingConfig config = tiny(preset, 10);
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
            const SafeTensors state = first.lastState;
            const TrainingResult resumed = run(config, second, {&state, {{0, 10}}, 1.0, {}});
            QCOMPARE(resumed.outcome, TrainingOutcome::Completed);
            QVERIFY2(equal(whole.lastState, second.lastState), QByteArray::number(qint64(stopAt)));
        }
    }

    /// The same with averaged weights: both they and the trained ones go on.
    void averagedWeightsGoOn() {
        TrainingConfig config = tiny("compact", 10);
        config.optimiser.averaging = 0.9;
        config.network.residualBlocks = 1;
        Record whole;
        run(config, whole);
        QVERIFY(whole.lastState.tensors.at("dense.weight").bytes !=
                whole.lastState.tensors.at("trained.dense.weight").bytes);
        for (const std::int64_t stopAt : {1, 4, 7}) {
            Record first, second;
            TrainingStart start;
            start.stopAt = stopAt;
            run(config, first, start);
            const SafeTensors state = first.lastState;
            run(config, second, {&state, {{0, 10}}, 1.0, {}});
            QVERIFY2(equal(whole.lastState, second.lastState), QByteArray::number(qint64(stopAt)));
        }
    }

    /// What is evaluated is the average; the training itself does not notice it.
    void averagingDoesNotDisturbTheTraining() {
        TrainingConfig config = tiny("compact", 6);
        config.optimiser.averaging = 0;
        Record plain, averaged;
        run(config, plain);
        QVERIFY(!plain.lastState.tensors.contains("trained.dense.weight"));
        config.optimiser.averaging = 0.5;
        run(config, averaged);
        QVERIFY(averaged.lastState.tensors.at("trained.dense.weight").bytes ==
                plain.lastState.tensors.at("dense.weight").bytes);
        const Record& record = averaged;
        const ModelPtr model = modelFromCheckpoint(record.lastState, "average");
        const DrawingBatch drawings{&validation_.drawings[0]};
        const ModelPtr other = modelFromCheckpoint(plain.lastState, "plain");
        QVERIFY(model->embed(model->prepare(drawings)).values != other->embed(other->prepare(drawings)).values);
    }

    void aStopIsHonouredWithinOneStep() {
        Record record;
        std::stop_source stop;
        PauseToken pause;
        record.afterStep = [&](std::int64_t step) {
            if (step == 3) stop.request_stop();
        };
        const TrainingResult result =
            train(tiny("compact", 1000), background_, validation_, record, stop.get_token(), pause);
        QCOMPARE(result.outcome, TrainingOutcome::Stopped);
        QCOMPARE(result.steps, 3);
        QCOMPARE(record.checkpointSteps.back(), 3);
    }

    /// While a million tasks are drawn and pixels-l2 is asked about them: nothing is told of an evaluation that is not.
    void aStopBeforeTheFirstStepIsHonoured() {
        TrainingConfig config = tiny("compact", 1000);
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
            return train(tiny("compact", 6), background_, validation_, record, stop.get_token(), pause);
        });
        reached.get_future().wait();
        while (!pause.holding()) std::this_thread::yield();
        const auto began = Clock::now();
        run(tiny("compact", 6), meanwhile);
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
            return train(tiny("compact", 6), background_, validation_, record, stop.get_token(), pause);
        });
        stop.request_stop();
        QCOMPARE(training.get().steps, 0);
    }

    /// Stopped in the middle of an evaluation: it is owed, and made first when the run goes on.
    void anEvaluationThatWasStoppedIsOwed() {
        const TrainingConfig config = tiny("compact", 10);
        Record whole, first, second;
        run(config, whole);
        std::stop_source stop;
        PauseToken pause;
        first.afterStep = [&](std::int64_t step) {
            if (step == 4) stop.request_stop();
        };
        train(config, background_, validation_, first, stop.get_token(), pause);
        QVERIFY(first.points.empty());
        const SafeTensors state = first.lastState;
        run(config, second, {&state, {{0, 10}}, 0, {}});
        QCOMPARE(second.points.front().step, 4);
        QVERIFY(equal(whole.lastState, second.lastState));
    }

    void evaluationsComeOnTimeAndTheBestIsMarked() {
        Record record;
        const TrainingResult result = run(tiny("compact", 10), record);
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
            train(tiny("compact", 5), background_, validation_, log, log.stop.get_token(), pause);
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
        train(tiny("compact", 8), background_, {}, record, {}, pause);
        QVERIFY(record.protocol.seenCharacters);
        for (const ValidationPoint& point : record.points) QVERIFY(point.best);
    }

    void charactersOfTheBackgroundAreLeftOutOfTheValidation() {
        Record record;
        PauseToken pause;
        QVERIFY_EXCEPTION_THROWN(train(tiny("compact", 2), background_, background_, record, {}, pause), Error);
    }

    /// A checkpoint opens as a model that answers as the trained one does, and knows what it learnt from.
    void aCheckpointIsAModel_data() { bothPresets_data(); }
    void aCheckpointIsAModel() {
        QFETCH(QByteArray, preset);
        Record record;
        const TrainingResult result = run(tiny(preset, 4), record);
        const ModelPtr model = modelFromCheckpoint(record.lastState, "test");
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
    void aFingerprintTellsTheLearner_data() { bothPresets_data(); }
    void aFingerprintTellsTheLearner() {
        QFETCH(QByteArray, preset);
        Record record;
        const std::string snapshot = run(tiny(preset, 4), record).model->fingerprint();
        QCOMPARE(snapshot.size(), 64U);
        QCOMPARE(modelFromCheckpoint(record.lastState, "test")->fingerprint(), snapshot);
        SafeTensors altered = record.lastState;
        altered.tensors["dense.bias"].bytes[0] ^= 1;
        QVERIFY(modelFromCheckpoint(altered, "test")->fingerprint() != snapshot);
        Record later;
        QVERIFY(run(tiny(preset, 5), later).model->fingerprint() != snapshot);
    }

    void aCheckpointOfAnotherShapeIsRefused() {
        Record record;
        run(tiny("compact", 2), record);
        TrainingConfig other = tiny("compact", 4);
        other.network.embedding = 9;
        const SafeTensors state = record.lastState;
        Record unused;
        QVERIFY_EXCEPTION_THROWN(run(other, unused, {&state, {}, 0, {}}), Error);
    }

    void aLossThatIsNotFiniteFails() {
        TrainingConfig config = tiny("koch2015", 50);
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
        validation_ =
            openDataset(parseDataSpec("glyphs:seed=3,alphabet-count=2,characters-per-alphabet=24,drawer-count=4"));
        TrainingConfig config = tiny("compact", 150);
        config.validation.ways = 48;
        config.validation.withinAlphabet = false;
        config.batches.pairsPerStep = 32;
        config.network.maps = {8, 16, 16, 32};
        config.network.embedding = 32;
        config.validation.tasks = 300;
        config.validation.intervalSteps = 150;
        config.optimiser.warmupSteps = 10;
        Record untrained, trained;
        const TrainingResult result = run(config, trained);
        config.optimiser.learningRate = 1e-9;
        config.length.steps = 1;
        const TrainingResult before = run(config, untrained);
        const double gain = result.last->accuracy.percent() - before.last->accuracy.percent();
        QVERIFY2(gain > 10, QByteArray::number(gain));
    }

    /// The rendering of a batch depends on its step alone, and real drawings and glyphs come in their shares.
    void batchesDependOnTheirStepAlone() {
        TrainingConfig config = tiny("compact", 10);
        const BatchSource source(config, background_);
        const TrainingBatch fifth = source.batch(5);
        QVERIFY(source.batch(6).images.data != fifth.images.data);
        QVERIFY(source.batch(5).images.data == fifth.images.data);
        QCOMPARE(fifth.images.n, 12);
        Prefetcher prefetcher(source, 4);
        prefetcher.take();
        QVERIFY(prefetcher.take().images.data == fifth.images.data);
        for (const float value : fifth.images.data) QVERIFY(value >= 0 && value <= 1);
    }

    /// Groups of characters of one alphabet come together, all in one turn; each class once.
    void neighboursComeTogether() {
        TrainingConfig config = undistorted();
        config.batches.neighbours = 3;
        config.batches.pairsPerStep = 6;
        const BatchSource source(config, background_);
        for (int step = 0; step < 20; ++step) {
            const TrainingBatch batch = source.batch(step);
            std::set<CharacterId> seen;
            for (int c = 0; c < 6; ++c) {
                const CharacterId id = shownBy(batch.images, 2 * c, config);
                QCOMPARE(shownBy(batch.images, 2 * c + 1, config), id);
                QVERIFY(seen.insert(id).second);
                QCOMPARE(id.alphabet, shownBy(batch.images, c / 3 * 6, config).alphabet);
            }
        }
    }

    /// Two alphabets of six characters hold no more classes than twelve.
    void neighboursAreAsManyAsThereAre() {
        TrainingConfig config = undistorted();
        config.batches.neighbours = 50;
        config.batches.pairsPerStep = 40;
        QCOMPARE(BatchSource(config, background_).batch(0).images.n, 2 * 12);
    }

    /// The glyph that begins a step is the same with and without turns: its two drawings come in one turn of eight.
    void glyphsComeInTurns() {
        TrainingConfig config = undistorted();
        config.batches.glyphShare = 1;
        std::array<int, 8> seen{};
        int together = 0;
        for (int step = 0; step < 80; ++step) {
            config.batches.turnedGlyphs = false;
            const ImageBatch upright = BatchSource(config, background_).batch(step).images;
            config.batches.turnedGlyphs = true;
            const ImageBatch turned = BatchSource(config, background_).batch(step).images;
            const int first = nearestTurn(upright.image(0), turned.image(0), config.network.input.size);
            ++seen[first];
            together += first == nearestTurn(upright.image(0), turned.image(1), config.network.input.size);
        }
        QVERIFY2(together > 30, QByteArray::number(together));  // symmetric glyphs and other hands mislead; chance: 10
        for (const int times : seen) QVERIFY(times > 0);
    }

    /// Redrawn drawings are others; without strokes there is nothing to redraw.
    void realDrawingsAreRedrawnFromTheirStrokes() {
        TrainingConfig config = undistorted();
        const auto first = [&](const Dataset& data) { return BatchSource(config, data).batch(0).images.data; };
        const auto plain = first(background_);
        Dataset withoutStrokes = background_;
        test::changeDrawings(withoutStrokes, [](auto& drawings) {
            for (Drawing& drawing : drawings) drawing.strokes.clear();
        });
        config.batches.strokeShare = 1;
        QVERIFY(first(background_) != plain);
        QVERIFY(first(background_) == first(background_));
        QVERIFY(first(withoutStrokes) == plain);
    }

  private:
    /// Real drawings as they are, in no turn.
    static TrainingConfig undistorted() {
        TrainingConfig config = tiny("compact", 10);
        config.batches.glyphShare = 0;
        config.batches.neighbours = 1;
        config.batches.strokeShare = 0;
        config.batches.rotatedClasses = false;
        config.distortion = {DistortionLaw::Normal, 0, 0, 0, 0, 0};
        return config;
    }

    /// In which of its eight positions the one square image is most like the other.
    static int nearestTurn(std::span<const float> image, std::span<const float> other, int side) {
        double least = 1e9;
        int nearest = 0;
        for (int turn = 0; turn < 8; ++turn) {
            double distance = 0;
            for (int y = 0; y < side; ++y)
                for (int x = 0; x < side; ++x) {
                    const int a = turn & 1 ? side - 1 - x : x, b = turn & 2 ? side - 1 - y : y;
                    distance += std::abs(image[turn & 4 ? a * side + b : b * side + a] - other[y * side + x]);
                }
            if (distance < least) least = distance, nearest = turn;
        }
        return nearest;
    }

    /// Whose drawing is shown just as it is.
    CharacterId shownBy(const ImageBatch& images, int image, const TrainingConfig& config) const {
        for (const CharacterId id : background_.characters())
            for (const DrawingId drawing : background_.character(id).drawings)
                if (std::ranges::equal(prepareDrawings({&background_.drawings[drawing]}, config.network.input).image(0),
                                       images.image(image)))
                    return id;
        return {-1, -1};
    }
};

ONESHOT_TEST(TestTraining)
#include "tst_training.moc"
