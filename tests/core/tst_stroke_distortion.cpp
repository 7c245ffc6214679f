#include <QTest>
#include <cmath>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/drawing/sketch.h"
#include "core/files/stroke_files.h"
#include "core/pen/stroke_distortion.h"
#include "tests/support/drawings.h"
#include "tests/support/files.h"
#include "tests/support/opened.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

constexpr int drawings = 40;

Dataset glyphs() {
    return openDataset(parseDataSpec("glyphs:seed=6,alphabet-count=2,characters-per-alphabet=5,drawer-count=4"));
}

int inkedPixels(const Image& image) {
    return static_cast<int>(std::ranges::count_if(image.pixels, [](std::uint8_t pixel) { return pixel > 127; }));
}

double overlap(const Image& a, const Image& b) {
    int both = 0, either = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        both += a.pixels[i] > 127 && b.pixels[i] > 127;
        either += a.pixels[i] > 127 || b.pixels[i] > 127;
    }
    return static_cast<double>(both) / either;
}

/// Of the ink.
std::pair<double, double> middle(const Image& image) {
    double x = 0, y = 0, total = 0;
    for (int v = 0; v < image.height; ++v)
        for (int u = 0; u < image.width; ++u) {
            const double ink = image.pixels[static_cast<std::size_t>(v) * image.width + u];
            x += u * ink, y += v * ink, total += ink;
        }
    return {x / total, y / total};
}

}  // namespace

class TestStrokeDistortion : public QObject {
    Q_OBJECT

  private slots:
    void theSeedDecides() {
        const Dataset data = glyphs();
        for (const DrawingId id : data.drawingIds()) {
            const Drawing& drawing = data.drawings[id];
            Random one(1), again(1), other(2);
            const Drawing first = distortStrokes(drawing, 1, one);
            QVERIFY(distortStrokes(drawing, 1, again).image == first.image);
            QVERIFY(!(distortStrokes(drawing, 1, other).image == first.image));
        }
    }

    void strengthNoneOnlyInksAgain() {
        const Dataset data = glyphs();
        for (const DrawingId id : data.drawingIds()) {
            const Drawing& drawing = data.drawings[id];
            Random random(1);
            const Drawing again = distortStrokes(drawing, 0, random);
            QCOMPARE(again.strokes.size(), drawing.strokes.size());
            QCOMPARE(again.drawer, drawing.drawer);
            // Glyphs have pens of several widths.
            QVERIFY2(overlap(again.image, drawing.image) > 0.8,
                     QByteArray::number(overlap(again.image, drawing.image)));
        }
    }

    /// Of glyphs, in both directions; older runs had them half a pixel to the right and below.
    void strengthNoneLeavesItInItsPlace() {
        const Dataset data = glyphs();
        for (const double moved : {0.0, 0.5}) {
            double right = 0, down = 0;
            for (const DrawingId id : data.drawingIds()) {
                const Drawing& drawing = data.drawings[id];
                Random random(1);
                const auto [x, y] = middle(drawing.image);
                const auto [againX, againY] = middle(distortStrokes(drawing, 0, random, moved).image);
                right += (againX - x) / drawings;
                down += (againY - y) / drawings;
            }
            QVERIFY2(std::abs(right - moved) < 0.1 && std::abs(down - moved) < 0.1,
                     QByteArray::number(right) + " " + QByteArray::number(down));
        }
    }

    /// A sketch has the width of Omniglot's pen: it comes to the very pixels, also through a file of strokes.
    void aSketchIsRedrawnAsItIs() {
        Sketch sketch;
        sketch.add({false, omniglotPenWidth, {{20.25F, 30.5F, 0, 1}, {60, 33, 10, 1}, {71.75F, 80, 20, 1}}});
        sketch.add({false, omniglotPenWidth, {{50, 50, 30, 1}}});
        Drawing drawing = sketch.drawing();
        Random random(1);
        QVERIFY(distortStrokes(drawing, 0, random).image == drawing.image);
        drawing.strokes = parseStrokes(strokesText(drawing.strokes), "sketch.txt");
        QVERIFY(distortStrokes(drawing, 0, random).image == drawing.image);
    }

    void everyComponentIsBounded() {
        const Dataset data = glyphs();
        Random random(3);
        for (int round = 0; round < 20; ++round)
            for (const DrawingId id : data.drawingIds()) {
                const Drawing& drawing = data.drawings[id];
                const Drawing again = distortStrokes(drawing, 1, random);
                QVERIFY(again.image.height == 105 && again.image.width == 105);
                QVERIFY(inkedPixels(again.image) > inkedPixels(drawing.image) / 3);
                for (const Stroke& stroke : again.strokes)
                    for (const StrokePoint& point : stroke) {
                        QVERIFY(std::isfinite(point.x) && std::isfinite(point.y));
                        // Even a stroke across all of the paper moves by less than its own size.
                        QVERIFY(point.x > -60 && point.x < 165 && point.y > -60 && point.y < 165);
                    }
                QVERIFY(again.strokes.size() <= drawing.strokes.size());
                QVERIFY(2 * again.strokes.size() >= std::min<std::size_t>(drawing.strokes.size(), 2));
            }
    }

    void strengthTellsHowFar() {
        const Dataset data = glyphs();
        double weak = 0, strong = 0;
        Random random(5);
        for (const DrawingId id : data.drawingIds()) {
            const Drawing& drawing = data.drawings[id];
            const Image as = distortStrokes(drawing, 0, random).image;
            weak += overlap(distortStrokes(drawing, 0.3, random).image, as) / drawings;
            strong += overlap(distortStrokes(drawing, 1.5, random).image, as) / drawings;
        }
        QVERIFY2(weak > strong + 0.1, QByteArray::number(weak) + " " + QByteArray::number(strong));
    }

    void aDotAndABareStrokeAreDrawn() {
        Drawing drawing;
        drawing.strokes = {{{50, 50, 0}}, {}, {{20, 20, 5}, {20, 20, 6}, {20, 20, 7}}};
        Random random(1);
        QVERIFY(inkedPixels(distortStrokes(drawing, 1, random).image) > 10);
    }

    void omniglotIsInkedAsItsImages() {
        const std::filesystem::path folder = test::omniglotFolder();
        if (folder.empty()) QSKIP("set ONESHOT_OMNIGLOT_DIR to the folder with Omniglot's archives");
        const Dataset data =
            test::opened(folder / "images_background_small1.zip", ":strokes=beside,alphabets=Korean,drawers=1-2");
        double mean = 0;
        Random random(1);
        for (const Drawing& drawing : test::drawingsOf(data))
            mean += overlap(distortStrokes(drawing, 0, random).image, drawing.image) /
                    static_cast<double>(data.drawingCount());
        QVERIFY2(mean > 0.85, QByteArray::number(mean));
        // The coordinates are those of pixels' centres: the overlap is best at +0.25 (0.97), of 0.95 at 0 and at +0.5.
        for (const double moved : {-0.5, 1.0}) {
            double other = 0;
            for (const Drawing& drawing : test::drawingsOf(data))
                other += overlap(distortStrokes(drawing, 0, random, moved).image, drawing.image) /
                         static_cast<double>(data.drawingCount());
            QVERIFY2(other < mean - 0.02, QByteArray::number(other) + " " + QByteArray::number(mean));
        }
    }
};

ONESHOT_TEST(TestStrokeDistortion)
#include "tst_stroke_distortion.moc"
