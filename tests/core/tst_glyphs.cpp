#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/sha256.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/drawing/glyph_drawing.h"
#include "core/drawing/glyphs.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/drawings.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

Dataset glyphs(const std::string& selection = {}) {
    return openDataset(parseDataSpec("glyphs:alphabet-count=3,characters-per-alphabet=10,drawer-count=4" + selection));
}

/// Ink in whole pixels.
double inkOf(const Image& image) {
    return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0) / 255;
}

}  // namespace

class TestGlyphs : public QObject {
    Q_OBJECT

  private slots:
    void areTheSameForTheSameSeed() {
        QCOMPARE(glyphs().sha256, glyphs().sha256);
        QVERIFY(glyphs(",seed=2").sha256 != glyphs().sha256);
        Random one = makeRandom(7, "shape"), two = makeRandom(7, "shape");
        const auto draw = [](Random& random) {
            const GlyphAlphabet alphabet = makeGlyphAlphabet(random);
            const Glyph glyph = makeGlyph(alphabet, random);
            return drawGlyph(glyph, makeHand(random), random);
        };
        const Drawing a = draw(one), b = draw(two);
        QCOMPARE(a.image, b.image);
        QVERIFY(a.strokes == b.strokes);
    }

    /// Of generator version 2; whoever changes the drawings raises the version.
    void areTheSameOnEveryMachine() {
        QCOMPARE(glyphGeneratorVersion, 2);
        Sha256 pixels;
        for (const Drawing& drawing : test::drawingsOf(glyphs())) pixels.add(drawing.image.pixels);
        QCOMPARE(QString::fromStdString(Sha256::hex(pixels.digest())),
                 QString("d96e39dc6fcc05e6705e564729512467e55eec57f79841217d27cf6c926241de"));
    }

    /// The set that the program learns from and the one that it is tested on.
    void makeAFullDataset() {
        const Dataset background = openDataset(parseDataSpec("glyphs")),
                      evaluation = openDataset(parseDataSpec("glyphs:seed=2,alphabet-count=20"));
        QCOMPARE(background.alphabets.size(), 30U);
        QCOMPARE(evaluation.alphabets.size(), 20U);
        QVERIFY(background.characterCount() + evaluation.characterCount() >= 1200);
        QCOMPARE(background.drawingCount(), 20 * background.characterCount());
        QCOMPARE(withoutCharactersOf(evaluation, background).characterCount(), evaluation.characterCount());
    }

    void keepWhatTheyAreAsTheSetGrows() {
        const Dataset few = glyphs(), more = openDataset(parseDataSpec(
                                          "glyphs:alphabet-count=4,characters-per-alphabet=12,drawer-count=6"));
        for (const CharacterId id : few.characters())
            for (int d = 0; d < 4; ++d)
                QCOMPARE(few.drawings[few.character(id).drawings[d]].image,
                         more.drawings[more.character(id).drawings[d]].image);
    }

    void haveNamesAndDrawers() {
        const Dataset dataset = glyphs();
        QCOMPARE(dataset.alphabets.size(), 3U);
        QCOMPARE(dataset.alphabets[2].name, "Glyphs 1 alphabet 03");
        QCOMPARE(dataset.alphabets[2].characters.size(), 10U);
        QCOMPARE(dataset.alphabets[2].characters[9].name, "character10");
        QCOMPARE(dataset.drawingCount(), 120);
        for (const CharacterId id : dataset.characters())
            for (int d = 0; d < 4; ++d) QCOMPARE(dataset.drawings[dataset.character(id).drawings[d]].drawer, d + 1);
    }

    /// The bounds hold nearly all of Omniglot's background drawings.
    void lookLikeDrawings() {
        double ink = 0, longer = 0;
        const Dataset dataset = glyphs();
        for (const DrawingId id : dataset.drawingIds()) {
            const Drawing& drawing = dataset.drawings[id];
            const Image& image = drawing.image;
            QCOMPARE(image.width, 105);
            QCOMPARE(image.height, 105);
            QVERIFY(inkOf(image) > 60 && inkOf(image) < 3000);
            ink += inkOf(image) / static_cast<double>(dataset.drawingCount());
            int left = 105, right = -1, top = 105, bottom = -1;
            for (int y = 0; y < 105; ++y)
                for (int x = 0; x < 105; ++x)
                    if (image.pixels[y * 105 + x] > 127) {
                        left = std::min(left, x), right = std::max(right, x);
                        top = std::min(top, y), bottom = std::max(bottom, y);
                    }
            const int side = std::max(right - left, bottom - top) + 1;
            longer += side / static_cast<double>(dataset.drawingCount());
        }
        QVERIFY2(ink > 450 && ink < 1000, qPrintable(QString::number(ink)));        // Omniglot: 840
        QVERIFY2(longer > 60 && longer < 80, qPrintable(QString::number(longer)));  // Omniglot: 68
    }

    void strokesFollowTheInk() {
        for (const Drawing& drawing : test::drawingsOf(glyphs())) {
            QVERIFY(!drawing.strokes.empty() && drawing.strokes.size() <= 6);
            float before = 0;
            for (const Stroke& stroke : drawing.strokes) {
                QVERIFY(stroke.size() >= 2);
                for (const StrokePoint& point : stroke) {
                    QVERIFY(point.milliseconds >= before);
                    before = point.milliseconds;
                    QVERIFY(point.x >= 0 && point.x < 105 && point.y >= 0 && point.y < 105);
                    const int x = static_cast<int>(std::lround(point.x)), y = static_cast<int>(std::lround(point.y));
                    QVERIFY(drawing.image.pixels[y * 105 + x] > 200);
                }
            }
            QCOMPARE(drawing.strokes[0][0].milliseconds, 0.0F);
            QVERIFY(before > 100);
        }
    }

    /// A drawing is nearest to one of its own character far more often than by chance, 5 %, and far from always.
    void drawingsOfACharacterAreAlike() {
        const Dataset dataset = openDataset(parseDataSpec("glyphs:alphabet-count=10"));
        const std::vector<Task> tasks = TaskSampler(dataset, {20, 1, true, 1}).take(100);
        const double accuracy = evaluateTasks(*openModel("modified-hausdorff"), dataset, tasks).accuracy().percent();
        QVERIFY2(accuracy > 40 && accuracy < 80, qPrintable(QString::number(accuracy)));
    }

    /// A character is nearer to the others of its alphabet than to those of others, so that tasks within one are hard.
    void charactersOfAnAlphabetResemble() {
        const Dataset dataset =
            openDataset(parseDataSpec("glyphs:alphabet-count=10,characters-per-alphabet=6,drawer-count=1"));
        const ModelPtr hausdorff = openModel("modified-hausdorff");
        DrawingBatch drawings;
        for (const DrawingId id : dataset.drawingIds()) drawings.push_back(&dataset.drawings[id]);
        const Embeddings points = hausdorff->embed(hausdorff->prepare(drawings));
        const Scores scores = hausdorff->compare(points, {points, points.count, 1});
        double within = 0, across = 0;
        int withinCount = 0, acrossCount = 0;
        for (int a = 0; a < points.count; ++a)
            for (int b = 0; b < points.count; ++b) {
                if (a == b) continue;
                const bool together = a / 6 == b / 6;
                (together ? within : across) -= scores.row(a)[b];
                ++(together ? withinCount : acrossCount);
            }
        within /= withinCount, across /= acrossCount;
        QVERIFY2(within < 0.93 * across, qPrintable(QString("%1 %2 pixels").arg(within).arg(across)));
    }

    /// The slant of a hand is seen in every character: drawings by one hand lean alike.
    void aHandKeepsItsStyle() {
        const Glyph upright{{{{{{0, -1}, false}, {{0, 1}, false}}, -1, 0, 0}}};  // one line straight down
        const auto lean = [&](double slant, std::uint64_t seed) {
            Hand hand;
            hand.slant = slant;
            Random random = makeRandom(seed, "lean");
            const Stroke stroke = drawGlyph(upright, hand, random).strokes.front();
            return (stroke.back().x - stroke.front().x) / (stroke.back().y - stroke.front().y);
        };
        double left = 0, right = 0;
        for (std::uint64_t seed = 0; seed < 50; ++seed) left += lean(-0.4, seed) / 50, right += lean(0.4, seed) / 50;
        QVERIFY2(left < -0.3 && right > 0.3, qPrintable(QString("%1 %2").arg(left).arg(right)));
    }

    void areSelectedAsAnyData() {
        const Dataset dataset = glyphs(",alphabets=glyphs 1 alphabet 02,drawers=3");
        QCOMPARE(dataset.alphabets.size(), 1U);
        QCOMPARE(dataset.drawingCount(), 10);
        const Dataset whole = glyphs();
        QCOMPARE(dataset.drawings[4].image, whole.drawings[whole.alphabets[1].characters[4].drawings[2]].image);
        QCOMPARE(dataset.name,
                 "glyphs:alphabets=glyphs 1 alphabet "
                 "02,drawers=3,alphabet-count=3,characters-per-alphabet=10,drawer-count=4");
    }
};

ONESHOT_TEST(TestGlyphs)
#include "tst_glyphs.moc"
