#include <QTemporaryDir>
#include <QtTest>
#include <array>
#include <cmath>

#include "core/compute/compute.h"
#include "core/evaluation/model_evaluation.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/model_export.h"
#include "core/models/models.h"
#include "core/models/views.h"
#include "core/runs/run.h"
#include "core/tasks/task_sampler.h"
#include "core/training/batch_source.h"
#include "core/training/presets.h"
#include "core/training/schedule.h"
#include "core/training/trainer.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/recorded_training.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using oneshot::test::failureOf;
using test::glyphs;
using test::Record;
using test::run;

namespace {

/// A preset with few maps and small episodes, of real drawings as they are.
TrainingConfig small(const char* preset, int steps, int maps = 16) {
    TrainingConfig config = test::plainPreset(preset, steps);
    config.network.maps = std::vector<int>(4, maps);
    config.network.embedding = maps;
    if (config.network.architecture == Architecture::Koch2015) config.network.input.size = 71;
    config.batches.ways = 5;
    config.batches.queries = 2;
    config.batches.pairsPerStep = 5;
    config.batches.glyphShare = 0;
    config.batches.neighbours = 1;
    config.distortion = {DistortionLaw::Normal, 0, 0, 0, 0, 0};
    config.validation.tasks = 100;
    return config;
}

/// Weights that have learnt nothing, and batch norms that have seen the data.
double untrainedPercent(TrainingConfig config, const Dataset& background, const Dataset& validation) {
    config.optimiser.learningRate = 1e-9;
    config.length.steps = 30;
    return run(config, background, validation).last->accuracy.percent();
}

/// Classes of vectors that differ in the angle of two numbers alone, whose length and fellows are loud noise on
/// various scales.
Dataset angles(int firstClass, int classes) {
    Dataset dataset;
    dataset.name = "angles";
    dataset.format = DataFormat::Vectors;
    dataset.alphabets.push_back({"all", {}});
    std::vector<Drawing> drawings;
    for (int c = firstClass; c < firstClass + classes; ++c) {
        Random random = makeRandom(7, "angles", static_cast<std::uint64_t>(c));
        const double angle = uniform(random, 0, 6.283), other = uniform(random, 0, 6.283);
        Character character{"angle" + std::to_string(c), {}};
        for (int i = 0; i < 12; ++i) {
            Drawing drawing;
            for (const double each : {angle, other}) {
                const double length = uniform(random, 0.5, 2), turned = each + normal(random, 0, 0.05);
                drawing.features.push_back(static_cast<float>(length * std::cos(turned)));
                drawing.features.push_back(static_cast<float>(100 + 10 * length * std::sin(turned)));
            }
            for (int n = 0; n < 4; ++n) drawing.features.push_back(static_cast<float>(normal(random, 0, 30)));
            character.drawings.push_back(static_cast<DrawingId>(drawings.size()));
            drawings.push_back(std::move(drawing));
        }
        dataset.alphabets.front().characters.push_back(std::move(character));
    }
    dataset.drawings = DrawingStore(std::move(drawings));
    return dataset;
}

TrainingConfig ofVectors(const char* preset, int steps) {
    TrainingConfig config = small(preset, steps);
    config.network.architecture = Architecture::Dense;
    config.network.embedding = 16;
    config.network.denseLayers = {64, 64};
    return config;
}

}  // namespace

Q_DECLARE_METATYPE(oneshot::TrainingConfig)

class TestMetricLearners : public QObject {
    Q_OBJECT
    Dataset few_, background_, validation_;

    static void metricPresets() {
        QTest::addColumn<QByteArray>("preset");
        for (const char* preset : {"prototypical", "matching", "matching-fce"})
            QTest::newRow(preset) << QByteArray(preset);
    }

    /// Every learner of the presets, every loss with a similarity that fits, every similarity with a loss.
    static void everyLearner() {
        QTest::addColumn<TrainingConfig>("config");
        for (const char* preset : {"prototypical", "matching", "matching-fce"})
            QTest::newRow(preset) << small(preset, 120);
        const auto row = [](const char* name, Loss loss, Similarity similarity, double margin = 1,
                            Negatives negatives = Negatives::Hardest) {
            TrainingConfig config = small("compact", 150);
            config.network.embedding = 32;
            config.optimiser.learningRate = 3e-3;
            config.loss.kind = loss;
            config.network.similarity = similarity;
            config.loss.margin = margin;
            config.loss.negatives = negatives;
            if (learnsPairs(loss)) config.batches.pairsPerStep = 20;
            QTest::newRow(name) << config;
        };
        row("in-batch softmax, cosine", Loss::InBatchSoftmax, Similarity::Cosine);
        row("in-batch softmax, weighted L1", Loss::InBatchSoftmax, Similarity::WeightedL1);
        row("in-batch softmax, bilinear", Loss::InBatchSoftmax, Similarity::Bilinear);
        row("classification, cosine", Loss::Classification, Similarity::Cosine);
        row("episodes, squared Euclidean", Loss::Episodes, Similarity::SquaredEuclidean);
        row("pair cross-entropy, weighted L1", Loss::PairCrossEntropy, Similarity::WeightedL1);
        row("pair cross-entropy, bilinear", Loss::PairCrossEntropy, Similarity::Bilinear);
        row("contrastive", Loss::Contrastive, Similarity::SquaredEuclidean);
        row("triplet, hardest negatives, squared Euclidean", Loss::Triplet, Similarity::SquaredEuclidean);
        row("triplet, random negatives, cosine", Loss::Triplet, Similarity::Cosine, 0.5, Negatives::AtRandom);
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        few_ = glyphs(5, 1, 5, 6);
        background_ = glyphs(1, 4, 20, 6);
        validation_ = glyphs(3, 2, 24, 6);
    }

    /// The published sizes: 111,936 parameters of conv4 are those of 64 maps and 28 x 28 pixels with an embedding
    /// of 64.
    void presetsAreThePapers() {
        const TrainingConfig prototypical = presetNamed("prototypical").config;
        QCOMPARE(prototypical.batches.ways, 60);
        QCOMPARE(prototypical.batches.queries, 5);
        QCOMPARE(learningRateAt(prototypical, 1999, 0), 1e-3);
        QCOMPARE(learningRateAt(prototypical, 2000, 0), 5e-4);
        QCOMPARE(learningRateAt(prototypical, 6500, 0), 1.25e-4);
        const auto parameters = [&](const char* preset, int channels) {
            TrainingConfig config = presetNamed(preset).config;
            config.network.input.channels = channels;
            config.length.steps = 1;
            config.threads = 1;
            config.batches.ways = 3;
            config.batches.queries = 2;
            config.validation.tasks = 1;
            return run(config, few_).parameters;
        };
        QCOMPARE(parameters("prototypical", 1), 111'936);
        QCOMPARE(parameters("prototypical", 3), 111'936 + 2 * 64 * 9);
        QCOMPARE(parameters("matching", 1), 111'936 + 1);  // the temperature
        // Two LSTMs of 64 + 64 inputs, one of 64 + 128, each with four gates of 64.
        QCOMPARE(parameters("matching-fce", 1), 111'936 + 1 + 256 * (2 * (64 + 64 + 1) + 64 + 128 + 1));
    }

    void fiveCharactersAreLearntByHeart_data() { everyLearner(); }
    void fiveCharactersAreLearntByHeart() {
        QFETCH(TrainingConfig, config);
        QVERIFY2(validate(config).empty(), validate(config).empty() ? "" : validate(config)[0].problem.c_str());
        const TrainingResult result = run(config, few_);
        QCOMPARE(result.last->accuracy.total, 100);
        QVERIFY2(result.last->accuracy.right >= 90, QByteArray::number(result.last->accuracy.right));
    }

    void learningHelpsOnUnseenCharacters_data() { metricPresets(); }
    void learningHelpsOnUnseenCharacters() {
        QFETCH(QByteArray, preset);
        TrainingConfig config = small(preset, 120, 32);
        config.batches.ways = 20;
        config.batches.rotatedClasses = true;
        config.validation.ways = 48;
        config.validation.tasks = 300;
        const double trained = run(config, background_, validation_).last->accuracy.percent();
        const double untrained = untrainedPercent(config, background_, validation_);
        QVERIFY2(trained - untrained > 15,
                 qPrintable(QStringLiteral("%1 %, untrained %2 %").arg(trained).arg(untrained)));
    }

    /// Shots of training and of evaluation are apart; five drawings of a character tell more than one.
    void shots_data() { metricPresets(); }
    void shots() {
        QFETCH(QByteArray, preset);
        TrainingConfig config = small(preset, 60, 32);
        config.batches.ways = 10;
        config.batches.shots = 3;
        config.validation.ways = 48;
        config.validation.tasks = 300;
        config.validation.shots = 5;
        const TrainingResult result = run(config, background_, validation_);
        const auto tasks = TaskSampler(validation_, {48, 1, false, 3}).take(300);
        const double one = evaluateTasks(*result.model, validation_, tasks).accuracy().percent();
        QVERIFY2(result.last->accuracy.percent() > one + 3,
                 qPrintable(QStringLiteral("%1, one shot %2").arg(result.last->accuracy.percent()).arg(one)));
    }

    void episodesHaveTheirSizes() {
        TrainingConfig config = small("prototypical", 1);
        config.batches.shots = 3;
        config.batches.ways = 4;
        QCOMPARE(BatchSource(config, few_).batch(0).images.n, 4 * (3 + 2));
        config.batches.ways = 60;  // there are five characters, in four turns each, or in eight
        QCOMPARE(BatchSource(config, few_).batch(0).images.n, 5 * (3 + 2));
        config.batches.rotatedClasses = true;
        QCOMPARE(BatchSource(config, few_).batch(0).images.n, 4 * 5 * (3 + 2));
        config.batches.mirroredClasses = true;
        QCOMPARE(BatchSource(config, few_).batch(0).images.n, 8 * 5 * (3 + 2));
        config.batches.ways = 10;
        config.batches.glyphShare = 0.5;
        QCOMPARE(BatchSource(config, few_).batch(0).images.n, 10 * (3 + 2));
        config.batches.shots = 6;
        VERIFY_SAYS(failureOf([&] { BatchSource(config, few_); }), "0 characters with 8 drawings; two are needed");
    }

    void resumeEqualsNeverHavingStopped() {
        TrainingConfig config = small("matching-fce", 10, 4);
        config.validation.intervalSteps = 4;
        QCOMPARE(test::stopsThatShow(config, background_, validation_, {1, 4, 7}), std::vector<std::int64_t>());
    }

    /// A checkpoint answers as the model that was trained; with full context, by the other ways too.
    void aCheckpointAnswersAlike_data() { metricPresets(); }
    void aCheckpointAnswersAlike() {
        QFETCH(QByteArray, preset);
        Record record;
        const TrainingResult result = run(small(preset, 5), background_, validation_, record);
        const ModelPtr model = modelFromCheckpoint(record.state, "test");
        const auto [drawings, scores, second, oneWay] = test::answersOf(*model, validation_, 6);
        QCOMPARE(scores.values.size(), std::size_t(6));
        QCOMPARE(test::answersOf(*result.model, validation_, 6).scores.values, scores.values);
        QCOMPARE(std::abs(oneWay - scores.values[0]) > 1e-5F, model->dependsOnSupportSet());
        QCOMPARE(model->dependsOnSupportSet(), preset == "matching-fce");
        QCOMPARE(model->terms(drawings.row(0), drawings.row(1)).values.empty(), preset == "matching-fce");
        QVERIFY(failureOf([&] { exportModel(*model, "never"); }).contains("can be exported"));
    }

    /// Averaging views keeps the embeddings of full context as long as they are.
    void viewsOfOneDrawingChangeLittle() {
        const TrainingResult result = run(small("matching-fce", 5), background_);
        const ModelPtr many = withViews(result.model, 4, 1);
        const DrawingBatch drawing{&validation_.drawings[0]};
        const auto length = [&](const OneShotModel& model) {
            const Embeddings embedding = model.embed(model.prepare(drawing));
            double squares = 0;
            for (const float value : embedding.values) squares += value * value;
            return std::sqrt(squares);
        };
        QVERIFY(std::abs(length(*many) / length(*result.model) - 1) < 0.3);
        QVERIFY(std::abs(1 / length(*result.model) - 1) > 0.3);  // so length 1 would have been told above
        QVERIFY(many->dependsOnSupportSet());
    }

    void dropoutWorksInEveryEncoder_data() {
        QTest::addColumn<TrainingConfig>("config");
        for (const char* preset : {"compact", "koch2015", "prototypical"}) QTest::newRow(preset) << small(preset, 1, 8);
        QTest::newRow("dense") << ofVectors("prototypical", 1);
    }
    void dropoutWorksInEveryEncoder() {
        QFETCH(TrainingConfig, config);
        const bool vectors = config.network.architecture == Architecture::Dense;
        const Dataset data = vectors ? angles(0, 8) : background_;
        const auto firstLoss = [&] {
            Record record;
            run(config, data, {}, record);
            return record.losses.front();
        };
        const double without = firstLoss();
        QCOMPARE(firstLoss(), without);
        config.network.dropout = 0.5;
        const double with = firstLoss();
        QVERIFY(with != without);
        QCOMPARE(firstLoss(), with);
    }

    void vectorsAreLearnt_data() { metricPresets(); }
    void vectorsAreLearnt() {
        QFETCH(QByteArray, preset);
        TrainingConfig config = ofVectors(preset.constData(), 400);
        config.batches.ways = 20;
        config.optimiser.learningRate = 3e-3;
        config.validation.ways = 10;
        config.validation.tasks = 400;
        const Dataset background = angles(0, 150), validation = angles(1000, 20);
        Record record;
        const TrainingResult result = run(config, background, validation, record);
        const double untrained = untrainedPercent(config, background, validation);
        const double trained = result.last->accuracy.percent();  // chance: 10
        QVERIFY2(trained - untrained > 15,
                 qPrintable(QStringLiteral("%1 %, untrained %2 %").arg(trained).arg(untrained)));

        const ModelPtr model = modelFromCheckpoint(record.state, "test");
        const auto tasks = TaskSampler(validation, {10, 1, false, 3}).take(100);
        QCOMPARE(evaluateTasks(*model, validation, tasks).accuracy().right,
                 evaluateTasks(*result.model, validation, tasks).accuracy().right);
        QCOMPARE(model->anatomy().filters.n, 0);
        std::int64_t sum = 0;
        for (const LayerRow& row : model->anatomy().layers) sum += row.parameters;
        QCOMPARE(sum, result.parameters);
    }

    /// A CSV as a person has it: trained into a run, stopped and gone on with as if it had not been, and evaluated.
    void aTableIsTrainedResumedAndEvaluated() {
        const QTemporaryDir home;
        const auto table = [&](const char* name, const Dataset& data) {
            QFile file(home.filePath(name));
            if (!file.open(QIODevice::WriteOnly)) return std::string();
            for (const Character& character : data.alphabets[0].characters)
                for (const DrawingId id : character.drawings) {
                    for (const float value : data.drawings[id].features) file.write(QByteArray::number(value) + ',');
                    file.write((character.name + '\n').c_str());
                }
            return file.fileName().toStdString();
        };
        RunRequest request{ofVectors("prototypical", 10),
                           table("seen.csv", angles(0, 20)),
                           table("unseen.csv", angles(500, 6)),
                           {},
                           {},
                           {}};
        request.config.distortion.noise = 0.1;
        const auto weights = [&](const char* name, std::optional<std::int64_t> stopAt) {
            request.directory = home.filePath(name).toStdString();
            request.stopAt = stopAt;
            RunObserver silent;
            PauseToken pause;
            startRun(request, silent, {}, pause);
            if (stopAt) resumeRun(request.directory, {}, silent, {}, pause);
            return test::readFile(request.directory / "checkpoints/last.safetensors");
        };
        QVERIFY(weights("whole", {}) == weights("resumed", 6));
        EvaluationRequest asked;
        asked.data = request.validation;
        asked.ways = {6};
        asked.tasks = 20;
        const DataEvaluation evaluation =
            evaluateOnData(*openModel(home.filePath("whole").toStdString()), asked, {}, {});
        QCOMPARE(evaluation.sweep.points.size(), std::size_t(1));
        QCOMPARE(evaluation.sweep.points[0].accuracy.total, 20);
    }

    /// In units of each number's own deviation: two classes at -1 and 1, and at -50 and 50.
    void noiseIsInDeviations() {
        Dataset data = angles(0, 2);
        test::changeDrawings(data, [](auto& drawings) {
            for (int i = 0; i < 24; ++i)
                drawings[i].features = i < 12 ? std::vector{-1.0F, 50.0F} : std::vector{1.0F, -50.0F};
        });
        TrainingConfig config = ofVectors("prototypical", 1);
        config.batches.shots = 10;
        const auto deviations = [&] {
            const BatchSource source(config, data);
            std::array<double, 2> squares{};
            for (int step = 0; step < 20; ++step) {
                const ImageBatch batch = source.batch(step).images;
                for (int i = 0; i < batch.n; ++i)
                    for (int c = 0; c < 2; ++c)
                        squares[c] += std::pow(std::abs(batch.image(i)[c]) - (c ? 50 : 1), 2) / (20 * batch.n);
            }
            return std::pair{std::sqrt(squares[0]), std::sqrt(squares[1])};
        };
        QCOMPARE(deviations(), std::pair(0.0, 0.0));
        config.distortion.noise = 0.2;
        const auto [first, second] = deviations();
        QVERIFY2(std::abs(first - 0.2) < 0.02 && std::abs(second - 10) < 1,
                 qPrintable(QStringLiteral("%1 and %2").arg(first).arg(second)));
    }

    /// With distorted copies every other pair comes as it is, vectors too.
    void undistortedPairsOfVectorsAreAsTheyAre() {
        const Dataset data = angles(0, 4);
        TrainingConfig config = ofVectors("prototypical", 1);
        config.loss.kind = Loss::Contrastive;
        config.distortion.noise = 0.5;
        config.batches.pairsPerStep = 20;
        config.batches.distortedCopies = 1;
        const ImageBatch batch = BatchSource(config, data).batch(0).images;
        int plain = 0;
        for (int i = 0; i < batch.n; ++i)
            plain += std::ranges::any_of(data.drawingIds(), [&](DrawingId id) {
                return std::ranges::equal(data.drawings[id].features, batch.image(i));
            });
        QVERIFY2(plain >= 8 && plain <= 32 && plain % 2 == 0, QByteArray::number(plain));
    }

    void whatDoesNotFitTheDataIsTold() {
        const Dataset vectors = angles(0, 8);
        VERIFY_SAYS(failureOf([&] { run(small("prototypical", 1), vectors); }),
                    "InvalidSetting: angles: it holds vectors, and the conv4 network sees images");
        VERIFY_SAYS(failureOf([&] { run(ofVectors("prototypical", 1), few_); }),
                    "it holds images, and the dense encoder sees vectors");
        VERIFY_SAYS(failureOf([&] { run(ofVectors("prototypical", 1), vectors, few_); }),
                    "it holds images, and the dense encoder sees vectors");
        const TrainingResult result = run(ofVectors("prototypical", 1), vectors);
        VERIFY_SAYS(failureOf([&] { result.model->prepare({&few_.drawings[0]}); }), "it holds images");
        Drawing longer;
        longer.features.resize(9);
        VERIFY_SAYS(failureOf([&] { result.model->prepare({&longer}); }), "differ in length: 9 numbers where 8");
    }
};

ONESHOT_TEST(TestMetricLearners)
#include "tst_metric_learners.moc"
