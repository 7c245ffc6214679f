// Torch's headers come before Qt's, whose macros they would trip over.
#include "core/data/open_dataset.h"
#include "core/models/detail/network.h"
#include "core/training/detail/losses.h"
#include "core/training/presets.h"
#include "tests/support/float64.h"

// Qt.
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <map>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "core/runs/metric_log.h"
#include "core/runs/run.h"
#include "core/runs/run_record.h"
#include "core/tasks/task_sampler.h"
#include "core/training/batch_source.h"
#include "core/training/trainer.h"
#include "tests/support/failure.h"
#include "tests/support/recorded_training.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::detail;

using namespace oneshot::test;

namespace {

double valueAt(const torch::Tensor& tensor, std::int64_t row, std::int64_t column) {
    return tensor[row][column].item<double>();
}

/// Small networks on few characters, seconds each.
TrainingConfig small(int steps) {
    TrainingConfig config = plainPreset("transfer", steps);
    config.network.maps = {16, 16, 32, 32};
    config.network.embedding = 32;
    config.batches.pairsPerStep = 24;
    config.validation.tasks = config.validation.seenTasks = 300;
    return config;
}

}  // namespace

class TestTransfer : public QObject {
    Q_OBJECT
    Dataset background_, validation_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        background_ = glyphs(1, 3, 20, 8);
        validation_ = glyphs(3, 2, 20, 8);
    }

    /// Gradient descent number by number: d/dw_nj of the summed cross-entropy is sum_i (p_in - y_in) x_ij.
    void theTunedLayerIsGradientDescent() {
        constexpr int ways = 3, shots = 2, count = ways * shots, dimension = 4, queries = 2;
        const torch::Tensor support = made({count, dimension}, 0.4), asked = made({queries, dimension}, 2.1);
        NetworkSettings settings;
        settings.comparison = WayComparison::Tuned;
        settings.tuningSteps = 7;
        settings.tuningRate = 0.6;
        double squares = 0;
        for (int i = 0; i < count; ++i)
            for (int j = 0; j < dimension; ++j) squares += valueAt(support, i, j) * valueAt(support, i, j) / count;
        std::vector<Row> weights(ways, Row(dimension, 0));
        Row bias(ways, 0);
        const auto logit = [&](const torch::Tensor& drawings, int i, int way) {
            double sum = bias[way];
            for (int j = 0; j < dimension; ++j) sum += weights[way][j] * valueAt(drawings, i, j);
            return sum;
        };
        for (int step = 0; step < settings.tuningSteps; ++step) {
            std::vector<Row> probabilities;
            for (int i = 0; i < count; ++i)
                probabilities.push_back(softmax({logit(support, i, 0), logit(support, i, 1), logit(support, i, 2)}));
            for (int way = 0; way < ways; ++way)
                for (int i = 0; i < count; ++i) {
                    const double gradient = probabilities[i][way] - (i / shots == way ? 1 : 0);
                    const double length = settings.tuningRate / squares;
                    for (int j = 0; j < dimension; ++j) weights[way][j] -= length * gradient * valueAt(support, i, j);
                    bias[way] -= length * gradient;
                }
        }
        NamedTensors tensors;
        const auto similarity = SimilarityFunction::create(settings, tensors);
        const auto tuned = Comparison::create(settings, tensors);
        const torch::Tensor scores =
            tuned->scores(asked, tuned->context(support, shots, *similarity), shots, *similarity);
        for (int q = 0; q < queries; ++q)
            for (int way = 0; way < ways; ++way)
                QVERIFY(std::abs(valueAt(scores, q, way) - logit(asked, q, way)) < 1e-12);
    }

    void theLossIsTheCrossEntropyOfTheClass() {
        NetworkSettings settings;
        settings.architecture = Architecture::Dense;
        settings.features = settings.embedding = 3;
        settings.denseLayers = {};
        settings.classes = 4;
        settings.logitScale = 5;
        const auto network = Network::create(settings);
        network->initialise(1, InitialValues::Default);
        for (NamedTensor& tensor : network->tensors()) tensor.value.set_data(tensor.value.to(torch::kFloat64));
        const torch::Tensor embeddings = made({4, 3}, 0.9).set_requires_grad(true);
        const torch::Tensor labels = torch::tensor({2.0F, 0.0F});
        const torch::Tensor weight = network->named("classes.weight"), bias = network->named("classes.bias");
        const double scale = network->softmaxScale().item<double>();
        double expected = 0;
        for (int i = 0; i < 4; ++i) {
            Row logits;
            for (int c = 0; c < 4; ++c) {
                logits.push_back(bias[c].item<double>());
                for (int j = 0; j < 3; ++j) logits.back() += scale * valueAt(embeddings, i, j) * valueAt(weight, c, j);
            }
            expected -= std::log(softmax(logits)[i < 2 ? 2 : 0]) / 4;
        }
        const auto lossOf = [&](const torch::Tensor& x) { return classification(*network, x, labels, 0); };
        const torch::Tensor loss = lossOf(embeddings);
        QVERIFY(std::abs(loss.item<double>() - expected) < 1e-6);  // the scale is a float
        loss.backward();
        for (int i = 0; i < 4; ++i)
            for (int j = 0; j < 3; ++j) {
                torch::Tensor step = torch::zeros({4, 3}, torch::kFloat64);
                step[i][j] = 1e-6;
                const double slope = (lossOf(embeddings + step) - lossOf(embeddings - step)).item<double>() / 2e-6;
                QVERIFY(std::abs(slope - valueAt(embeddings.grad(), i, j)) < 1e-7);
            }
    }

    /// A label names one character in one turn, at every step: with two drawings each and no distortion its two images
    /// are always the same.
    void labelsNameClasses() {
        const Dataset two =
            openDataset(parseDataSpec("glyphs:characters-per-alphabet=6,alphabet-count=2,drawer-count=2"));
        TrainingConfig config = small(1);
        config.batches.pairsPerStep = 30;
        config.batches.rotatedClasses = config.batches.mirroredClasses = true;
        config.distortion = {DistortionLaw::Normal, 0, 0, 0, 0, 0};
        const BatchSource source(config, two);
        QCOMPARE(source.classCount(), 12 * 8);
        std::map<int, double> inkOf;
        for (int step = 0; step < 30; ++step) {
            const TrainingBatch batch = source.batch(step);
            QCOMPARE(std::ssize(batch.labels), 30);
            for (int i = 0; i < 30; ++i) {
                const int label = static_cast<int>(batch.labels[i]);
                QVERIFY(label >= 0 && label < source.classCount());
                double ink = 0;  // of both images, by place
                for (int image : {2 * i, 2 * i + 1})
                    for (std::size_t p = 0; p < batch.images.imageSize(); ++p)
                        ink += batch.images.image(image)[p] * std::sin(1.0 + static_cast<double>(p));
                const auto [known, fresh] = inkOf.emplace(label, ink);
                QVERIFY(fresh || std::abs(known->second - ink) < 1e-6);
            }
        }
        QCOMPARE(inkOf.size(), std::size_t(96));
    }

    /// Far better than untrained weights on unseen characters; and it knows those that it learnt from by heart.
    void learningHelpsAndOverfits() {
        const TrainingConfig config = small(400);
        Record record;
        const TrainingResult trained = run(config, background_, validation_, record);
        TrainingConfig still = config;
        still.optimiser.learningRate = 1e-9;
        still.length.steps = 30;
        const double before = run(still, background_, validation_, record).last->accuracy.percent();
        const double after = trained.last->accuracy.percent(), seen = trained.last->seen->percent();
        QVERIFY2(after > before + 15 && seen > after + 3,
                 qPrintable(QStringLiteral("untrained %1, trained %2, seen %3").arg(before).arg(after).arg(seen)));

        const auto tasks = TaskSampler(validation_, {20, 5, false, 4}).take(200);
        const auto percent = [&](const OneShotModel& model) {
            return evaluateTasks(model, validation_, tasks).accuracy().percent();
        };
        const QTemporaryDir folder;
        const std::string file = folder.filePath("model.safetensors").toStdString();
        run(config, background_, validation_, record);
        writeSafeTensors(file, record.state);
        const ModelPtr nearest = openModel(file), tuned = openModel(file + ":comparison=tuned");
        QVERIFY(tuned->dependsOnSupportSet() && !nearest->dependsOnSupportSet());
        QCOMPARE(tuned->origin().model, "transfer (tuned)");
        QCOMPARE(tuned->softmaxScale(), 1.0);
        QVERIFY(tuned->fingerprint() != nearest->fingerprint());
        QVERIFY2(percent(*tuned) > before + 15 && percent(*tuned) > percent(*nearest) - 5,
                 qPrintable(QStringLiteral("%1, %2").arg(percent(*tuned)).arg(percent(*nearest))));
    }

    void aTunedAnswerDependsOnTheOtherWays() {
        const ModelPtr tuned = openModel("shipped:comparison=tuned");
        DrawingBatch drawings;
        for (int i = 0; i < 4; ++i) drawings.push_back(&background_.drawings[8 * i]);
        const Embeddings all = tuned->embed(tuned->prepare(drawings));
        const float alone = tuned->compare(all.rows(0, 1), {all.rows(1, 3), 2, 1}).values[0];
        QVERIFY(alone != tuned->compare(all.rows(0, 1), {all.rows(1, 4), 3, 1}).values[0]);
    }

    void refusesWhatCannotBe() {
        VERIFY_SAYS(failureOf([] { openModel("pixels-l2:comparison=tuned"); }),
                    "InvalidSetting: pixels-l2: it is no network");
        VERIFY_SAYS(failureOf([] { openModel("shipped:comparison=full-context"); }),
                    "it cannot be asked with comparison=");
        VERIFY_SAYS(failureOf([] { openModel("shipped:comparison=best"); }), "cannot be \"best\"");
        VERIFY_SAYS(failureOf([] { openModel("nothing:comparison=tuned"); }),
                    "BadData: nothing: there is no such model");
        TrainingConfig config = small(1);
        config.batches.glyphShare = 0.5;
        QCOMPARE(validate(config).front().key, "glyph_share");
        TrainingConfig mann = presetNamed("mann").config;
        mann.batches.glyphShare = 0.5;
        QCOMPARE(validate(mann).front().key, "glyph_share");
        TrainingConfig episodes = presetNamed("matching").config;
        episodes.network.comparison = WayComparison::Tuned;
        QCOMPARE(validate(episodes).front().key, "comparison");
    }

    void resumeEqualsNeverHavingStopped() {
        TrainingConfig config = small(8);
        config.validation.intervalSteps = 4;
        QCOMPARE(test::stopsThatShow(config, background_, validation_, {1, 4, 7}), std::vector<std::int64_t>());
    }

    void theLogTellsBothAccuracies() {
        const QTemporaryDir folder;
        RunRequest request;
        request.config = small(8);
        request.config.validation.intervalSteps = 4;
        request.config.validation.tasks = request.config.validation.seenTasks = 20;
        request.background = "glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4";
        request.validation = "glyphs:seed=2,alphabet-count=2,characters-per-alphabet=6,drawer-count=4";
        request.directory = folder.filePath("run").toStdString();
        RunObserver silent;
        PauseToken pause;
        const RunResult result = startRun(request, silent, {}, pause);
        std::vector<double> seen;
        for (const MetricRow& row : readMetrics(request.directory / "metrics.csv"))
            if (row.name == "seen_accuracy_percent") seen.push_back(row.value);
        QCOMPARE(seen.size(), std::size_t(2));
        QCOMPARE(seen.back(), result.training.last->seen->percent());
        QCOMPARE(readRunRecord(request.directory).protocol->seenTasks, 20);
    }
};

ONESHOT_TEST(TestTransfer)
#include "tst_transfer.moc"
