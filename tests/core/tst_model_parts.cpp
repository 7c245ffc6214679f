#include <QtTest>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "core/base/sha256.h"
#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/embedded_drawings.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"
#include "core/training/presets.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/recorded_training.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

/// A trained network and the checkpoint that it wrote last.
struct Trained {
    ModelPtr model;
    SafeTensors checkpoint;
    TrainingConfig config;
};

std::vector<float> floatsOf(const TensorBytes& tensor) {
    std::vector<float> values(tensor.bytes.size() / sizeof(float));
    std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    return values;
}

}  // namespace

/// What a model says about itself: terms, layers, filters, its softmax scale; and the shipped model.
class TestModelParts : public QObject {
    Q_OBJECT
    Dataset glyphs_;

    /// A few steps of a preset; the wide networks with few maps.
    Trained trained(const char* preset) const {
        Trained result;
        result.config = presetNamed(preset).config;
        TrainingConfig& config = result.config;
        if (config.network.architecture == Architecture::Koch2015) {
            config.network.maps = {8, 12, 12, 16};
            config.network.embedding = 96;
        }
        config.length.steps = 3;
        config.batches.pairsPerStep = 6;
        config.batches.ways = 5;
        config.batches.presentations = 3;
        config.batches.queries = 2;
        config.optimiser.warmupSteps = 0;
        config.validation.tasks = 1;
        config.validation.ways = 2;
        test::Record record;
        result.model = test::run(config, glyphs_, {}, record).model;
        result.checkpoint = std::move(record.state);
        return result;
    }

    static void everyPreset() {
        QTest::addColumn<QByteArray>("preset");
        for (const Preset& preset : presets()) QTest::newRow(preset.name.c_str()) << QByteArray(preset.name.c_str());
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        glyphs_ = openDataset(parseDataSpec("glyphs:alphabet-count=2,characters-per-alphabet=8,drawer-count=4"));
    }

    /// A wide network takes few drawings at a time; an evaluation, which splits them alike, gets the very same floats.
    void evaluationEmbedsAsTheModelAtOnce() {
        const ModelPtr model = trained("koch2015").model;
        std::vector<DrawingId> ids = glyphs_.drawingIds();
        std::ranges::reverse(ids);
        QVERIFY(ids.size() > 46);
        DrawingBatch drawings;
        for (const DrawingId id : ids) drawings.push_back(&glyphs_.drawings[id]);
        const Embeddings all = model->embed(model->prepare(drawings));
        EmbeddedDrawings embedded(*model, glyphs_);
        for (const DrawingId id : ids) embedded.add(id);
        embedded.embedAdded([] {});
        QCOMPARE(embedded.rowsOf(ids).values, all.values);
        const std::vector<DrawingId> some{ids[7], ids[0], ids[7]};
        const Embeddings rows = embedded.rowsOf(some);
        QCOMPARE(rows.count, 3);
        for (const auto& [row, of] : {std::pair(0, 7), std::pair(1, 0), std::pair(2, 7)})
            QVERIFY(std::ranges::equal(rows.row(row), all.row(of)));
    }

    void termsAndBiasAddUpToTheScore_data() { everyPreset(); }

    void termsAndBiasAddUpToTheScore() {
        QFETCH(QByteArray, preset);
        const ModelPtr model = trained(preset.constData()).model;
        DrawingBatch drawings;
        for (int i = 0; i < 6; ++i) drawings.push_back(&glyphs_.drawings[5 * i]);
        const Embeddings embeddings = model->embed(model->prepare(drawings));
        for (int a = 0; a < 3; ++a)
            for (int b = 3; b < 6; ++b) {
                const Support shot{embeddings.rows(b, b + 1), 1, 1};
                const float score = model->compare(embeddings.rows(a, a + 1), shot).values[0];
                const ScoreTerms terms = model->terms(embeddings.row(a), embeddings.row(b));
                if (model->dependsOnSupportSet()) {  // no such sum
                    QVERIFY(terms.values.empty());
                    continue;
                }
                QCOMPARE(static_cast<int>(terms.values.size()), embeddings.dimension);
                double sum = terms.bias, size = std::abs(terms.bias);
                for (const float term : terms.values) sum += term, size += std::abs(term);
                QVERIFY2(std::abs(sum - score) <= 1e-6 * size,
                         qPrintable(QStringLiteral("%1 and %2").arg(sum).arg(score)));
            }
    }

    void baselinesHaveNeitherTermsNorLayers() {
        for (const std::string& name : baselineNames()) {
            const ModelPtr model = openModel(name);
            const std::vector<float> row(11025, 0.5f);
            QVERIFY(model->terms(row, row).values.empty());
            QVERIFY(model->anatomy().layers.empty());
            QCOMPARE(model->anatomy().filters.n, 0);
            QCOMPARE(model->origin().parameters, 0);
        }
    }

    void layersAddUpAndFiltersAreTheTensor_data() { everyPreset(); }

    void layersAddUpAndFiltersAreTheTensor() {
        QFETCH(QByteArray, preset);
        const auto [model, checkpoint, config] = trained(preset.constData());
        const Anatomy anatomy = model->anatomy();
        std::int64_t sum = 0, stored = 0;
        for (const LayerRow& row : anatomy.layers) {
            QVERIFY(!row.name.empty() && !row.operation.empty() && !row.output.empty() && !row.weights.empty());
            sum += row.parameters;
        }
        for (const auto& [name, tensor] : checkpoint.tensors)
            if (!name.starts_with("optimiser.") && !name.starts_with("trained.") && !name.starts_with("origin.") &&
                !name.ends_with("running_mean") && !name.ends_with("running_var"))
                stored += static_cast<std::int64_t>(tensor.bytes.size() / sizeof(float));
        QCOMPARE(sum, model->origin().parameters);
        QCOMPARE(sum, stored);

        const ImageBatch& filters = anatomy.filters;
        if (config.network.architecture == Architecture::Pixels) {  // it has no filters
            QCOMPARE(filters.n, 0);
            return;
        }
        const TensorBytes& first = checkpoint.tensors.at("convolution1.weight");
        QCOMPARE((std::vector<std::int64_t>{filters.n, filters.channels, filters.height, filters.width}), first.shape);
        QCOMPARE(filters.data, floatsOf(first));
        QCOMPARE(filters.n, config.network.maps[0]);
    }

    void theSoftmaxScaleIsLearnt() {
        const auto [compact, checkpoint, config] = trained("compact");
        const float learnt = floatsOf(checkpoint.tensors.at("logit_scale")).front();
        QVERIFY(learnt != 0);
        QVERIFY(std::abs(compact->softmaxScale() - config.network.logitScale * std::exp(learnt)) < 1e-4);
        QCOMPARE(trained("koch2015").model->softmaxScale(), 1.0);  // its scores are logits already
    }

    void shipsAModelThatIsTheOneDescribed() {
        const ModelPtr model = openModel("shipped");
        const Origin& origin = model->origin();
        QCOMPARE(QString::fromStdString(origin.model), QStringLiteral("compact"));
        QVERIFY(origin.run.empty());
        QCOMPARE(origin.learnt.size(), std::size_t(5));
        std::size_t characters = 0;
        for (const LearntAlphabet& alphabet : origin.learnt) characters += alphabet.characters.size();
        QCOMPARE(characters, std::size_t(136));
        QVERIFY(origin.step > 0 && origin.parameters > 0);
        QVERIFY(std::ranges::is_sorted(origin.learntDrawings));
        QVERIFY(learntCharacters(origin, glyphs_).empty());

        const test::Bytes file = test::readFile(sharedFile("models/compact.safetensors"));
        QVERIFY(file.size() <= 6'000'000);
        Sha256 sha;
        sha.add(file);
        const test::Bytes text = test::readFile(test::sourcePath("resources/models/compact.md").toStdString());
        const QByteArray described(reinterpret_cast<const char*>(text.data()), static_cast<qsizetype>(text.size()));
        QVERIFY(described.contains(Sha256::hex(sha.digest()).c_str()));
        QVERIFY(described.contains(origin.data.sha256.c_str()));
    }

    void shippedModelKnowsGlyphsThatItNeverSaw() {
        const Dataset glyphs = openDataset(parseDataSpec("glyphs:seed=11,alphabet-count=4"));
        const auto tasks = TaskSampler(glyphs, {20, 1, true}).take(200);
        const TaskResults results = evaluateTasks(*openModel("shipped"), glyphs, tasks);
        QVERIFY2(results.accuracy().percent() > 80, qPrintable(QString::number(results.accuracy().percent())));
        QCOMPARE(results.seenCharacters, 0);
    }
};

ONESHOT_TEST(TestModelParts)
#include "tst_model_parts.moc"
