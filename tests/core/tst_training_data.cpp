#include <QtTest>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/base/json.h"
#include "core/compute/compute.h"
#include "core/data/character_keys.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/drawing/glyph_drawing.h"
#include "core/drawing/glyphs.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"
#include "core/training/batch_source.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"
#include "tests/support/drawings.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using oneshot::test::failureOf;

namespace {

TrainingConfig tiny(const char* preset) {
    TrainingConfig config = presetNamed(preset).config;
    config.length.steps = 3;
    config.threads = 1;
    config.batches.pairsPerStep = 8;
    config.batches.glyphShare = 0;
    config.batches.rotatedClasses = false;
    config.validation.tasks = 20;
    config.validation.intervalSteps = 1000;
    config.network.maps = {4, 4, 4, 8};
    config.network.embedding = 16;
    if (config.network.architecture == Architecture::Koch2015) config.network.input.size = 71;
    return config;
}

TrainingResult run(const TrainingConfig& config, const Dataset& background, const Dataset& validation = {}) {
    TrainingObserver silent;
    PauseToken pause;
    return train(config, background, validation, silent, {}, pause);
}

class Keeper : public TrainingObserver {
  public:
    void onStarted(const ValidationProtocol& asked, std::int64_t) override { protocol = asked; }
    void onCheckpoint(const SafeTensors& tensors, std::int64_t, bool) override { checkpoint = tensors; }
    ValidationProtocol protocol;
    SafeTensors checkpoint;
};

void addCharacter(Dataset& dataset, const std::string& name, const std::vector<Drawing>& drawings) {
    Character character{name, std::vector<DrawingId>(drawings.size())};
    std::iota(character.drawings.begin(), character.drawings.end(), dataset.drawings.idCount());
    test::changeDrawings(dataset, [&](auto& all) { all.insert(all.end(), drawings.begin(), drawings.end()); });
    if (dataset.alphabets.empty()) dataset.alphabets.push_back({"all", {}});
    dataset.alphabets.front().characters.push_back(std::move(character));
}

/// As MNIST: one alphabet, 28 x 28 pixels, nobody knows who drew what.
Dataset digits(int seed, const char* prefix) {
    Random random = makeRandom(seed, "digits");
    Dataset dataset;
    dataset.name = "digits";
    const GlyphAlphabet alphabet = makeGlyphAlphabet(random);
    for (int c = 0; c < 10; ++c) {
        const Glyph glyph = makeGlyph(alphabet, random);
        std::vector<Drawing> drawings(6);
        for (Drawing& drawing : drawings) {
            const Image large = drawGlyph(glyph, {}, random).image;
            drawing.image = {1, 28, 28, std::vector<std::uint8_t>(28 * 28)};
            for (int i = 0; i < 28 * 28; ++i)
                drawing.image.pixels[i] = large.pixels[(i / 28 * 105 / 28) * 105 + i % 28 * 105 / 28];
        }
        addCharacter(dataset, prefix + std::to_string(c), std::move(drawings));
    }
    return dataset;
}

/// Classes of one colour each, all of one luminance; every drawing shows a glyph of its own, so that colour alone
/// tells.
Dataset colours() {
    Random random = makeRandom(1, "colours");
    Dataset dataset;
    dataset.name = "colours";
    const GlyphAlphabet alphabet = makeGlyphAlphabet(random);
    for (const auto& [red, blue] : {std::pair{0, 0}, {250, 0}, {0, 250}, {250, 250}, {125, 125}, {0, 125}}) {
        const int green = static_cast<int>(std::lround((130 - 0.299 * red - 0.114 * blue) / 0.587));
        std::vector<Drawing> drawings(20);
        for (Drawing& drawing : drawings) {
            drawing = drawGlyph(makeGlyph(alphabet, random), {}, random);
            const std::vector<std::uint8_t> ink = drawing.image.pixels;
            drawing.image.channels = 3;
            drawing.image.pixels.clear();
            for (const int share : {red, green, blue})
                for (const std::uint8_t pixel : ink)
                    drawing.image.pixels.push_back(static_cast<std::uint8_t>(pixel * share / 255));
        }
        addCharacter(dataset, "colour" + std::to_string(dataset.characterCount()), std::move(drawings));
    }
    return dataset;
}

/// As Iris: three classes of four numbers.
Dataset flowers() {
    Random random = makeRandom(1, "flowers");
    Dataset dataset;
    dataset.name = "flowers";
    dataset.format = DataFormat::Vectors;
    for (int c = 0; c < 3; ++c) {
        std::vector<Drawing> drawings(20);
        for (Drawing& drawing : drawings)
            for (int i = 0; i < 4; ++i) drawing.features.push_back(static_cast<float>(normal(random, 3 * c + i, 0.5)));
        addCharacter(dataset, "flower" + std::to_string(c), std::move(drawings));
    }
    return dataset;
}

}  // namespace

/// Trainings and evaluations on data that are not Omniglot's.
class TestTrainingData : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { configureProcess(); }

    void withoutDrawersAndAlphabets_data() {
        QTest::addColumn<QByteArray>("preset");
        QTest::newRow("compact") << QByteArray("compact");
        QTest::newRow("koch2015") << QByteArray("koch2015");
        QTest::newRow("bouma2017") << QByteArray("bouma2017");
    }
    void withoutDrawersAndAlphabets() {
        QFETCH(QByteArray, preset);
        const Dataset background = digits(1, "a"), validation = digits(2, "b");
        const TrainingResult result = run(tiny(preset), background, validation);
        QCOMPARE(result.steps, 3);
        QCOMPARE(result.last->accuracy.total, 20);
        // Nearest neighbour in pixels does better than chance on drawings this alike.
        const std::vector<Task> tasks = TaskSampler(background, {10, 1, true, 1}).take(100);
        QVERIFY(evaluateTasks(*makePixelsL2(), background, tasks).accuracy().percent() > 20);
        QCOMPARE(evaluateTasks(*result.model, background, tasks).seenCharacters, 10);
    }

    void coloursAreToldApartByThreeChannels() {
        const Dataset background = colours();
        TrainingConfig config = tiny("compact");
        config.length.steps = 250;
        config.optimiser.warmupSteps = 0;
        config.optimiser.learningRate = 2e-3;
        config.network.maps = {8, 8, 16, 16};
        config.network.dropout = 0;
        config.validation.tasks = 300;
        const double grey = run(config, background).last->accuracy.percent();
        config.network.input.channels = 3;
        const TrainingResult coloured = run(config, background);
        QVERIFY2(grey < 40, QByteArray::number(grey));  // chance: 16.7
        QVERIFY2(coloured.last->accuracy.percent() > 90, QByteArray::number(coloured.last->accuracy.percent()));
        QCOMPARE(coloured.model->anatomy().layers.front().weights, std::string("8 x 3 x 3 x 3 + 8 + 8"));
        // Grey drawings and glyphs can be mixed in.
        config.length.steps = 2;
        config.batches.glyphShare = 0.5;
        QCOMPARE(run(config, background, digits(2, "b")).steps, 2);
    }

    void validatesOnNoClassThatItLearntWhereThereAreNoAlphabets() {
        Dataset background = digits(1, "a"), validation = digits(2, "a");
        addCharacter(validation, "new", test::drawingsOf(digits(3, "b")));
        addCharacter(validation, "newer", test::drawingsOf(digits(4, "b")));
        background.alphabets[0].name = "train";
        validation.alphabets[0].name = "test";
        background.alphabets[0].implicit = validation.alphabets[0].implicit = true;
        Keeper keeper;
        PauseToken pause;
        train(tiny("compact"), background, validation, keeper, {}, pause);
        QCOMPARE(keeper.protocol.leftOut.size(), std::size_t(10));
        QCOMPARE(keeper.protocol.leftOut.front(), std::string("test/a0"));
        QCOMPARE(keeper.protocol.ways, 2);
        QVERIFY(!keeper.protocol.seenCharacters);

        // A checkpoint knows it too, and also an older one, which does not tell.
        const auto learnt = [&](const SafeTensors& checkpoint) {
            return learntCharacters(modelFromCheckpoint(checkpoint, "test")->origin(), validation).size();
        };
        QCOMPARE(learnt(keeper.checkpoint), std::size_t(10));
        const auto older = [&](const std::string& dataName, const std::string& alphabet) {
            SafeTensors file = keeper.checkpoint;
            Json origin = Json::parse(file.metadata.at("origin"));
            origin["data"] = dataName;
            origin["learnt"][0].erase("implicit");
            origin["learnt"][0]["alphabet"] = alphabet;
            file.metadata["origin"] = origin.dump();
            return file;
        };
        validation.alphabets[0].implicit = false;  // so that only the checkpoint tells
        QCOMPARE(learnt(keeper.checkpoint), std::size_t(10));
        QCOMPARE(learnt(older("train.zip:ink=light", "train")), std::size_t(10));
        QCOMPARE(learnt(older("all.zip", "Greek")), std::size_t(0));
        validation.alphabets[0].implicit = true;

        Dataset same = digits(2, "a");
        same.alphabets[0].implicit = true;
        VERIFY_SAYS(failureOf([&] { run(tiny("compact"), background, same); }), "holds every character of");
    }

    /// The halves of a set as people have them: MNIST's files of train and t10k, a table of each.
    void findsTheClassesOfTheOtherHalf() {
        const test::TemporaryFolder folder;
        for (const char* half : {"train", "t10k"}) {
            std::vector<std::uint8_t> pixels(24);
            std::iota(pixels.begin(), pixels.end(), half[1]);
            test::writeFile(folder / (half + std::string("-images-idx3-ubyte")), test::idxOf({4, 2, 3}, pixels));
            const std::vector<std::uint8_t> labels =
                half[1] == 'r' ? std::vector<std::uint8_t>{0, 1, 2, 2} : std::vector<std::uint8_t>{2, 3, 3, 3};
            test::writeFile(folder / (half + std::string("-labels-idx1-ubyte")), test::idxOf({4}, labels));
        }
        test::writeFile(folder / "iris-a.csv", test::bytesOf("a,b,species\n1,2,setosa\n3,4,virginica\n"));
        test::writeFile(folder / "iris-b.csv", test::bytesOf("a,b,species\n5,6,Virginica\n7,8,versicolor\n"));
        for (const auto& [one, other] :
             {std::pair{"train-images-idx3-ubyte", "t10k-images-idx3-ubyte"}, std::pair{"iris-a.csv", "iris-b.csv"}}) {
            const auto keys = [&](const char* name) {
                return characterKeys(openDataset(parseDataSpec((folder / name).string())));
            };
            const auto theirs = keys(other);
            const std::vector<std::size_t> shared = sharedCharacters(theirs, keys(one));
            QCOMPARE(shared.size(), std::size_t(1));
            const std::string name = theirs[shared[0]].fullName;
            QVERIFY2(name.ends_with("/2") || name.ends_with("/Virginica"), name.c_str());
        }
    }

    /// Runs of before `stroke_coordinates` learnt from glyphs that were half a pixel to the right and below when they
    /// were redrawn; what they go on with is the same.
    void olderRunsRedrawGlyphsHalfAPixelAside() {
        const Dataset glyphs = openDataset(parseDataSpec("glyphs:alphabet-count=2,characters-per-alphabet=8"));
        TrainingConfig config = tiny("compact");
        config.distortion = {};
        config.batches.strokeShare = 1;
        config.network.input.size = 105;  // pixels where they are
        config.network.input.normaliseInk = false;
        const auto middle = [&](StrokeCoordinates coordinates) {
            config.batches.strokeCoordinates = coordinates;
            const ImageBatch images = BatchSource(config, glyphs).batch(1).images;
            double x = 0, y = 0, ink = 0;
            for (int i = 0; i < images.n; ++i)
                for (int pixel = 0; pixel < 105 * 105; ++pixel) {
                    const double value = images.image(i)[pixel];
                    x += value * (pixel % 105), y += value * (pixel / 105), ink += value;
                }
            return std::pair(x / ink, y / ink);
        };
        const auto [x, y] = middle(StrokeCoordinates::Exact);
        const auto [olderX, olderY] = middle(StrokeCoordinates::Shifted);
        QVERIFY2(std::abs(olderX - x - 0.5) < 0.1, QByteArray::number(olderX - x));
        QVERIFY2(std::abs(olderY - y - 0.5) < 0.1, QByteArray::number(olderY - y));
    }

    void vectorsAreForTheBaselines() {
        const Dataset data = flowers();
        const std::vector<Task> tasks = TaskSampler(data, {3, 1, false, 1}).take(200);
        QVERIFY(evaluateTasks(*makePixelsL2(), data, tasks).accuracy().percent() > 80);
        const double noise = evaluateTasks(*makeRandomModel(), data, tasks).accuracy().percent();
        QVERIFY2(noise > 15 && noise < 55, QByteArray::number(noise));
        VERIFY_SAYS(failureOf([&] { evaluateTasks(*makeModifiedHausdorff(), data, tasks); }),
                    "InvalidSetting: data: it holds vectors");
        const TrainingConfig config = tiny("compact");
        VERIFY_SAYS(failureOf([&] { run(config, data); }), "InvalidSetting: flowers: it holds vectors");
        VERIFY_SAYS(failureOf([&] { run(config, digits(1, "a"), data); }), "InvalidSetting: flowers: it holds vectors");
    }
};

ONESHOT_TEST(TestTrainingData)
#include "tst_training_data.moc"
