#include <QtTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/compute/compute.h"
#include "core/models/preparation.h"
#include "core/training/batch_source.h"
#include "tests/support/drawings.h"
#include "tests/support/recorded_training.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestBatchSource : public QObject {
    Q_OBJECT
    Dataset background_;

    /// Real drawings as they are, in no turn.
    static TrainingConfig undistorted() {
        TrainingConfig config = test::tinyPreset("compact", 10);
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

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        background_ = test::glyphs(1, 2, 6, 4);
    }

    /// The rendering of a batch depends on its step alone, and real drawings and glyphs come in their shares.
    void batchesDependOnTheirStepAlone() {
        TrainingConfig config = test::tinyPreset("compact", 10);
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
};

ONESHOT_TEST(TestBatchSource)
#include "tst_batch_source.moc"
