#include <QtTest>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/models/models.h"
#include "core/training/batch_source.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

/// The article's training with a small network.
TrainingConfig small() {
    TrainingConfig config = presetNamed("bouma2017").config;
    config.length.steps = 1;
    config.optimiser.learningRate = 1e-9;
    config.network.maps = {16, 16, 16, 32};
    config.network.embedding = 256;
    config.validation.tasks = 5;
    return config;
}

struct LastState : TrainingObserver {
    SafeTensors state;
    Progress progress;
    void onProgress(const Progress& told) override { progress = told; }
    void onCheckpoint(const SafeTensors& told, std::int64_t, bool) override { state = told; }

    std::vector<double> values(const std::string& name) const {
        const std::vector<std::uint8_t>& bytes = state.tensors.at(name).bytes;
        std::vector<float> numbers(bytes.size() / sizeof(float));
        std::memcpy(numbers.data(), bytes.data(), bytes.size());
        return {numbers.begin(), numbers.end()};
    }
    double sumOfSquares(const std::string& name) const {
        double sum = 0;
        for (const double value : values(name)) sum += value * value;
        return sum;
    }
};

}  // namespace

class TestBouma2017 : public QObject {
    Q_OBJECT
    Dataset background_;
    LastState initial_;  ///< after one step of next to no length

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        background_ = openDataset(parseDataSpec("glyphs:alphabet-count=3,characters-per-alphabet=15,drawer-count=3"));
        PauseToken pause;
        train(small(), background_, {}, initial_, {}, pause);
    }

    void initialValues_data() {
        QTest::addColumn<QByteArray>("tensor");
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("deviation");
        for (int i = 1; i <= 4; ++i) {
            const QByteArray name = "convolution" + QByteArray::number(i);
            QTest::newRow(name + ".weight") << QByteArray(name + ".weight") << 0.0 << 1e-2;
            if (i > 1) QTest::newRow(name + ".bias") << QByteArray(name + ".bias") << 0.5 << 1e-2;
        }
        QTest::newRow("dense.weight") << QByteArray("dense.weight") << 0.0 << 1e-2;
        QTest::newRow("dense.bias") << QByteArray("dense.bias") << 0.5 << 1e-2;
        QTest::newRow("head.weight") << QByteArray("head.weight") << 0.0 << std::sqrt(6.0 / 257 / 3);  // Glorot uniform
    }

    /// Mean and deviation within five standard errors of what the article says.
    void initialValues() {
        QFETCH(QByteArray, tensor);
        QFETCH(double, mean);
        QFETCH(double, deviation);
        const std::vector<double> values = initial_.values(tensor.toStdString());
        const auto n = static_cast<double>(values.size());
        double sum = 0, squares = 0;
        for (const double value : values) sum += value, squares += (value - mean) * (value - mean);
        QVERIFY2(std::abs(sum / n - mean) < 5 * deviation / std::sqrt(n), QByteArray::number(sum / n));
        QVERIFY2(std::abs(std::sqrt(squares / n) / deviation - 1) < 5 / std::sqrt(2 * n),
                 QByteArray::number(squares / n));
    }

    void theFirstConvolutionBeginsWithoutBias() {
        for (const double value : initial_.values("convolution1.bias")) QVERIFY(std::abs(value) < 1e-8);
        QVERIFY(std::abs(initial_.values("head.bias").front() - 0.5) < 5e-2);
        const double most = std::sqrt(6.0 / 257);
        for (const double value : initial_.values("head.weight")) QVERIFY(std::abs(value) <= most);
    }

    /// Keras's L2: lambda times the sum of squares, no half, neither biases nor head.
    void thePenaltyIsKeras() {
        double expected = 1e-3 * initial_.sumOfSquares("dense.weight");
        for (int i = 1; i <= 4; ++i)
            expected += 2e-4 * initial_.sumOfSquares("convolution" + std::to_string(i) + ".weight");
        QVERIFY(expected > 0);
        QVERIFY2(std::abs(initial_.progress.penalty / expected - 1) < 1e-4,
                 QByteArray::number(initial_.progress.penalty / expected));
    }

    /// 32 pairs of undistorted drawings, first half different, the first drawings of distinct characters.
    void batchesAreTheArticles() {
        const TrainingConfig config = small();
        const BatchSource source(config, background_);
        const auto characterOf = [&](std::span<const float> view) {
            for (const CharacterId id : background_.characters())
                for (const DrawingId drawing : background_.character(id).drawings)
                    if (std::ranges::equal(view, background_.drawings[drawing].image.pixels,
                                           [](float value, std::uint8_t pixel) { return value == pixel / 255.0f; }))
                        return id;
            return CharacterId{-1, -1};
        };
        const TrainingBatch batch = source.batch(3);
        QCOMPARE(batch.images.n, 64);
        std::set<CharacterId> firsts;
        for (int pair = 0; pair < 32; ++pair) {
            const CharacterId first = characterOf(batch.images.image(2 * pair));
            const CharacterId second = characterOf(batch.images.image(2 * pair + 1));
            QVERIFY(first.alphabet >= 0 && second.alphabet >= 0);
            QCOMPARE(batch.labels[pair], pair < 16 ? 0.0F : 1.0F);
            QCOMPARE(first == second, pair >= 16);
            firsts.insert(first);
        }
        QCOMPARE(firsts.size(), std::size_t(32));
    }

    /// The code of the article reads bytes: a network that does embeds drawings otherwise than one that reads 0 and 1,
    /// and a checkpoint keeps which of the two it is.
    void aCheckpointKeepsWhetherBytesAreRead() {
        const ModelPtr bytes = modelFromCheckpoint(initial_.state, "test");
        SafeTensors other = initial_.state;
        std::string& network = other.metadata.at("network");
        const std::string told = "\"byte_input\":true,";
        const std::size_t at = network.find(told);
        QVERIFY(at != std::string::npos);
        network.erase(at, told.size());  // as an older checkpoint, which does not tell
        const ModelPtr units = modelFromCheckpoint(other, "test");
        const auto embed = [&](const ModelPtr& model) {
            return model->embed(model->prepare({&background_.drawings[0], &background_.drawings[50]}));
        };
        // How far apart two drawings are before the first step.
        const auto distance = [&](const ModelPtr& model) {
            const Embeddings both = embed(model);
            double sum = 0;
            for (int i = 0; i < both.dimension; ++i) sum += std::abs(both.row(0)[i] - both.row(1)[i]);
            return sum / both.dimension;
        };
        QVERIFY2(distance(bytes) > 10 * distance(units), QByteArray::number(distance(bytes) / distance(units)));
    }
};

ONESHOT_TEST(TestBouma2017)
#include "tst_bouma2017.moc"
