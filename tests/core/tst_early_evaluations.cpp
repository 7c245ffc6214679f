#include <QtTest>

#include <atomic>

#include "core/models/baselines.h"
#include "core/training/batch_source.h"
#include "core/training/early_evaluations.h"
#include "core/training/presets.h"
#include "core/training/settings.h"
#include "core/training/validation.h"
#include "tests/support/equal_tensors.h"
#include "tests/support/models.h"
#include "tests/support/recorded_training.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using test::equal;
using test::glyphs;
using test::tinyPreset;

namespace {

/// Keeps what is told, early evaluations too.
struct EarlyRecord : test::Record {
    std::vector<ValidationPoint> early;
    std::vector<std::int64_t> models;

    void onEarlyEvaluation(const ValidationPoint& point) override { early.push_back(point); }
    void onModel(const ModelPtr& model) override { models.push_back(model->origin().step); }
};

/// Counts the drawings that it embeds.
struct CountingModel : test::WrappedModel {
    using WrappedModel::WrappedModel;
    Embeddings embed(const ImageBatch& images) const override {
        embedded += images.n;
        return WrappedModel::embed(images);
    }
    mutable std::atomic<int> embedded = 0;
};

/// A step of 200 images: twelve of them may spend what ten drawings take, a support set of five ways and its queries.
TrainingConfig earlyConfig(int steps) {
    TrainingConfig config = tinyPreset("compact", steps);
    config.batches.pairsPerStep = 100;
    config.validation.intervalSteps = steps;
    return config;
}

std::vector<std::int64_t> stepsOf(const std::vector<ValidationPoint>& points) {
    std::vector<std::int64_t> steps;
    for (const ValidationPoint& point : points) steps.push_back(point.step);
    return steps;
}

}  // namespace

class TestEarlyEvaluations : public QObject {
    Q_OBJECT
    Dataset background_, validation_;

    void train(const TrainingConfig& config, EarlyRecord& record, const TrainingStart& start = {}) const {
        test::run(config, background_, validation_, record, start);
    }

  private Q_SLOTS:
    void initTestCase() {
        background_ = glyphs(1, 2, 6, 4);
        validation_ = glyphs(2, 2, 6, 4);
    }

    /// As many drawings as take a fiftieth of the time up to the first evaluation that counts, in five evaluations.
    void theirDrawingsAreAFiftiethOfTheWork() {
        TrainingConfig config = presetNamed("compact").config;
        QCOMPARE(EarlyEvaluations::drawingsOfOne(config), 100 * 512 * 2 / 50 / 5);
        config.length.steps = 50;
        QCOMPARE(EarlyEvaluations::drawingsOfOne(config), 50 * 512 * 2 / 50 / 5);
        config = presetNamed("prototypical").config;
        QCOMPARE(EarlyEvaluations::drawingsOfOne(config), 100 * 60 * 6 * 2 / 50 / 5);
    }

    void theyEmbedAFiftiethOfWhatIsTrained_data() {
        QTest::addColumn<QByteArray>("preset");
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("ways");
        QTest::addColumn<int>("shots");
        QTest::newRow("compact") << QByteArray("compact") << 100 << 20 << 1;
        QTest::newRow("the least that has some") << QByteArray("compact") << 10 << 20 << 1;
        QTest::newRow("several shots") << QByteArray("compact") << 12 << 5 << 3;
        QTest::newRow("episodes") << QByteArray("prototypical") << 14 << 20 << 1;
        QTest::newRow("presentations") << QByteArray("mann") << 2 << 5 << 1;
    }
    /// Counted, not measured: with all five of them, up to the first evaluation that counts. A drawing that is trained
    /// on is embedded and taken back through the network besides, so that it counts for two.
    void theyEmbedAFiftiethOfWhatIsTrained() {
        QFETCH(QByteArray, preset);
        QFETCH(int, steps);
        QFETCH(int, ways);
        QFETCH(int, shots);
        TrainingConfig config = presetNamed(preset.toStdString()).config;
        config.length.steps = config.validation.intervalSteps = steps;
        config.validation.early = true;
        config.validation.tasks = 20;
        config.validation.ways = ways;
        config.validation.shots = shots;
        const Dataset background = glyphs(3, 2, 40, 10), validation = glyphs(4, 2, 24, 10);
        const Validation evaluations(config, background, validation, {});
        QVERIFY(evaluations.protocol().earlyTasks > 0);
        const CountingModel model(makePixelsL2());
        QVERIFY(evaluations.evaluateEarly(model, {}));
        QVERIFY(model.embedded > 0);
        const int trained = steps * BatchSource(config, background).batch(0).images.n;
        QVERIFY2(5 * model.embedded * 50 <= 2 * trained,
                 qPrintable(QStringLiteral("%1 of %2").arg(5 * model.embedded).arg(trained)));
    }

    void theyComeAtFourStepsAndWhereItIsStopped() {
        const TrainingConfig config = presetNamed("compact").config;
        EarlyEvaluations early(config, 100, 0, 7);
        std::vector<std::int64_t> steps;
        for (std::int64_t step = 0; step <= 120; ++step) {
            const double seconds = 7 + static_cast<double>(step);
            if (!early.isDue(step, seconds)) continue;
            QVERIFY(step == 0 || early.isDueAtStop(step, seconds));
            early.add(step, 0.1);
            QVERIFY(!early.isDue(step, seconds) && !early.isDueAtStop(step, seconds));
            steps.push_back(step);
        }
        QCOMPARE(steps, (std::vector<std::int64_t>{0, 10, 25, 50}));
        QVERIFY(early.isDueAtStop(120, 127));
        QVERIFY(!EarlyEvaluations(config, 0, 0, 7).isDue(0, 7));  // there are no tasks
    }

    void noneIsMadeTwiceByARunThatGoesOn() {
        EarlyEvaluations early(presetNamed("compact").config, 100, 25, 60);
        QVERIFY(!early.isDue(25, 60));
        QVERIFY(!early.isDueAtStop(25, 60));
        QVERIFY(early.isDueAtStop(26, 61));
        QVERIFY(early.isDue(50, 80));
    }

    /// 100 steps of a second may spend 2 seconds: three evaluations of 0.6, and not a fourth.
    void whatWouldCostMoreIsLeftOut() {
        EarlyEvaluations early(presetNamed("compact").config, 100, 0, 0);
        double spent = 0;
        std::vector<std::int64_t> steps;
        for (std::int64_t step = 0; step <= 60; ++step) {
            if (!early.isDue(step, static_cast<double>(step) + spent)) continue;
            early.add(step, 0.6);
            spent += 0.6;
            steps.push_back(step);
        }
        QCOMPARE(steps, (std::vector<std::int64_t>{0, 10, 25}));
        QVERIFY(!early.isDueAtStop(60, 60 + spent));
        QVERIFY(early.isDueAtStop(200, 200 + spent));
    }

    /// Nor bests, checkpoints and evaluations that count.
    void weightsDoNotNoticeThem() {
        TrainingConfig config = earlyConfig(30);
        config.validation.intervalSteps = 12;
        config.validation.early = false;
        EarlyRecord without, with;
        train(config, without);
        QCOMPARE(without.protocol.earlyTasks, 0);
        QVERIFY(without.early.empty());
        config.validation.early = true;
        train(config, with);
        QVERIFY(with.protocol.earlyTasks > 0);
        QVERIFY(!with.early.empty());
        QVERIFY(with.state.tensors.size() == without.state.tensors.size());
        for (const auto& [name, tensor] : without.state.tensors)
            QVERIFY2(with.state.tensors.at(name).bytes == tensor.bytes, name.c_str());
        QCOMPARE(stepsOf(with.points), stepsOf(without.points));
        QCOMPARE(with.checkpointBest, without.checkpointBest);
        for (std::size_t i = 0; i < with.points.size(); ++i) {
            QCOMPARE(with.points[i].accuracy.right, without.points[i].accuracy.right);
            QCOMPARE(with.points[i].best, without.points[i].best);
        }
    }

    void theFirstOneIsOfTheInitialWeights() {
        EarlyRecord record;
        train(earlyConfig(30), record);
        QCOMPARE(record.early.front().step, 0);
        QCOMPARE(record.early.front().images, 0);
        QCOMPARE(record.early.front().accuracy.total, record.protocol.earlyTasks);
        QVERIFY(!record.early.front().best);
        QCOMPARE(record.models, (std::vector<std::int64_t>{30}));  // nobody asks one that has not learnt
    }

    void aStopHasOne() {
        const TrainingConfig config = earlyConfig(1'000'000);  // whatever one takes, it is affordable
        EarlyRecord record;
        TrainingStart start;
        start.stopAt = 3;
        train(config, record, start);
        QVERIFY(record.points.empty());
        QCOMPARE(stepsOf(record.early).back(), 3);
        EarlyRecord rest, whole;
        train(config, rest, {&record.state, {{0, 1'000'000}}, 1.0, 6});
        QCOMPARE(stepsOf(rest.early), (std::vector<std::int64_t>{6}));
        start.stopAt = 6;
        train(config, whole, start);
        QCOMPARE(stepsOf(whole.early), (std::vector<std::int64_t>{0, 6}));
        QVERIFY(equal(whole.state, rest.state));
    }

    /// Each way of a support set is asked about once; the same tasks every time.
    void theirTasksShareSupportSets() {
        const TrainingConfig config = earlyConfig(30);
        const Validation validation(config, background_, validation_, {});
        QCOMPARE(validation.protocol().earlyTasks, 4 * 5);  // of 48 drawings
        const ModelPtr pixels = makePixelsL2();
        const std::optional<Accuracy> once = validation.evaluateEarly(*pixels, {});
        QVERIFY(once);
        QCOMPARE(once->total, 20);
        QCOMPARE(validation.evaluateEarly(*pixels, {})->right, once->right);
        QVERIFY(once->right > 20 / 5);  // better than chance
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!validation.evaluateEarly(*pixels, stop.get_token()));
    }

    void presetsOfPapersHaveNone() {
        for (const Preset& preset : presets()) {
            const bool ours = preset.name.starts_with("compact") || preset.name == "transfer";
            QCOMPARE(preset.config.validation.early, ours);
        }
    }

    /// And its weights files keep their bytes, which hold the configuration.
    void aRunOfBeforeHasNone() {
        TrainingConfig config = presetNamed("compact").config;
        Json json = toJson(config);
        QVERIFY(json.erase("early_evaluations") == 1);
        config.validation.early = false;
        QVERIFY(trainingConfigFromJson(json, "run.json") == config);
        QVERIFY(!toJson(config).contains("early_evaluations"));
    }
};

ONESHOT_TEST(TestEarlyEvaluations)
#include "tst_early_evaluations.moc"
