#include <QtTest>
#include <cmath>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/training/batch_source.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestKoch2015 : public QObject {
    Q_OBJECT
    Dataset background_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        background_ = openDataset(parseDataSpec("glyphs:alphabet-count=2,characters-per-alphabet=8,drawer-count=4"));
    }

    void theFullNetworkTakesAStep_data() {
        QTest::addColumn<QByteArray>("preset");
        QTest::newRow("koch2015") << QByteArray("koch2015");
        QTest::newRow("bouma2017") << QByteArray("bouma2017");
    }

    /// One step of the full network: 38,951,745 parameters (the article's count), and each tensor of the right shape.
    void theFullNetworkTakesAStep() {
        QFETCH(QByteArray, preset);
        TrainingConfig config = presetNamed(preset.toStdString()).config;
        config.length.steps = 1;
        config.batches.pairsPerStep = 2;
        config.validation.tasks = 1;
        config.validation.ways = 2;
        TrainingObserver silent;
        PauseToken pause;
        const TrainingResult result = train(config, background_, {}, silent, {}, pause);
        QCOMPARE(result.parameters, 38'951'745);
        QCOMPARE(result.steps, 1);
        std::int64_t sum = 0;
        QStringList rows;
        for (const LayerRow& row : result.model->anatomy().layers) {
            sum += row.parameters;
            rows << QString::fromStdString(row.weights + " -> " + row.output);
        }
        QCOMPARE(sum, 38'951'745);
        QCOMPARE(rows, QStringList({"64 x 1 x 10 x 10 + 64 -> 64 x 48 x 48", "128 x 64 x 7 x 7 + 128 -> 128 x 21 x 21",
                                    "128 x 128 x 4 x 4 + 128 -> 128 x 9 x 9", "256 x 128 x 4 x 4 + 256 -> 256 x 6 x 6",
                                    "4096 x 9216 + 4096 -> 4096", "1 x 4096 + 1 -> 1"}));
        QCOMPARE(result.model->anatomy().filters.n, 64);
        QCOMPARE(result.model->anatomy().filters.height, 10);
    }

    /// An eighth of the maps, by Adam: 20 pairs are learnt by heart, all right and with a cross-entropy under 0.01.
    void aSmallNetworkLearnsTwentyPairsByHeart() {
        TrainingConfig config = presetNamed("koch2015").config;
        config.network.maps = {8, 16, 16, 32};
        config.network.embedding = 512;
        config.batches.trainingPairs = config.batches.pairsPerStep = 20;
        config.distortion = {DistortionLaw::Uniform, 0, 0, 0, 0, 0};
        config.optimiser.rule = OptimiserRule::Adam;
        config.optimiser.layerRates = config.optimiser.layerMomentum = config.loss.layerL2 = {};
        config.optimiser.learningRate = 1e-3;
        config.length.steps = 150;
        config.validation.intervalSteps = 1000;
        config.validation.tasks = 1;
        TrainingObserver silent;
        PauseToken pause;
        const TrainingResult result = train(config, background_, {}, silent, {}, pause);

        const std::vector<Pair> pairs = fixedPairs(config, background_);
        QCOMPARE(pairs.size(), std::size_t(20));
        int right = 0;
        double crossEntropy = 0;
        for (const Pair& pair : pairs) {
            const auto embedded = [&](DrawingId id) {
                return result.model->embed(result.model->prepare({&background_.drawings[id]}));
            };
            const Embeddings first = embedded(pair.first), second = embedded(pair.second);
            const double logit = result.model->compare(first, {second, 1, 1}).values[0];
            QVERIFY(std::abs(logit - result.model->compare(second, {first, 1, 1}).values[0]) < 1e-4);  // symmetry
            right += pair.same ? logit > 0 : logit < 0;
            crossEntropy += std::log1p(std::exp(pair.same ? -logit : logit)) / 20;
        }
        QCOMPARE(right, 20);
        QVERIFY2(crossEntropy < 0.01, QByteArray::number(crossEntropy));
    }
};

ONESHOT_TEST(TestKoch2015)
#include "tst_koch2015.moc"
