#include <QTest>
#include <algorithm>

#include "core/drawing/sketch.h"
#include "core/drawing/sketch_json.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

SketchStroke line(float x1, float y1, float x2, float y2, bool eraser = false, float width = 5) {
    return {eraser, width, {{x1, y1, 0, 1}, {(x1 + x2) / 2, (y1 + y2) / 2, 5, 1}, {x2, y2, 10, 1}}};
}

int at(const Image& image, int x, int y) {
    return image.pixels[static_cast<std::size_t>(y) * image.width + x];
}

int inked(const Image& image) {
    return static_cast<int>(std::ranges::count_if(image.pixels, [](std::uint8_t ink) { return ink > 127; }));
}

}  // namespace

class TestSketch : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void drawsLikeOmniglotsPen() {
        Sketch sketch;
        QVERIFY(sketch.empty());
        sketch.add(line(20, 52.5F, 80, 52.5F));
        const Drawing drawing = sketch.drawing();
        QCOMPARE(drawing.image.width, sketchSide);
        QCOMPARE(drawing.image.height, sketchSide);
        for (int y = 0; y < sketchSide; ++y) QCOMPARE(at(drawing.image, 50, y), y >= 50 && y <= 54 ? 255 : 0);
        QCOMPARE(drawing.strokes.size(), 1U);
        QCOMPARE(drawing.strokes[0].size(), 3U);
        QCOMPARE(drawing.strokes[0][2].milliseconds, 10.0F);
        QCOMPARE(drawing.strokes[0][0].x, 19.5F);  // whole numbers are centres of pixels
        QCOMPARE(drawing.strokes[0][0].y, 52.0F);
    }

    void aTouchLeavesADot() {
        Sketch sketch;
        sketch.add({false, 5, {{30, 40, 0, 1}}});
        QCOMPARE(at(sketch.drawing().image, 29, 39), 255);
        QVERIFY(inked(sketch.drawing().image) >= 12 && inked(sketch.drawing().image) <= 24);
    }

    void pressureWidensTheLine() {
        Sketch sketch;
        sketch.add({false, 5, {{10, 50, 0, 0.4F}, {95, 50, 1, 2}}});
        const Image image = sketch.drawing().image;
        Sketch thin;
        thin.add({false, 5, {{10, 50, 0, 0.4F}, {95, 50, 1, 0.4F}}});
        QVERIFY(inked(image) > 2 * inked(thin.drawing().image));
    }

    void undoesAndRedoesEveryAction() {
        Sketch sketch;
        std::vector<Image> states{sketch.drawing().image};
        const auto step = [&] { states.push_back(sketch.drawing().image); };
        sketch.add(line(20, 20, 80, 20));
        step();
        sketch.add(line(20, 80, 80, 80));
        step();
        sketch.add(line(50, 10, 50, 90, true, 12));
        step();
        sketch.clear();
        step();
        QVERIFY(sketch.empty());
        sketch.place({1, 2, 2, {255, 0, 0, 255}});
        step();
        sketch.add(line(0, 0, 100, 100));
        step();
        for (std::size_t i = states.size() - 1; i > 0; --i) {
            QVERIFY(sketch.canUndo());
            sketch.undo();
            QCOMPARE(sketch.drawing().image, states[i - 1]);
        }
        QVERIFY(!sketch.canUndo());
        sketch.undo();
        QVERIFY(sketch.empty());
        for (std::size_t i = 1; i < states.size(); ++i) {
            QVERIFY(sketch.canRedo());
            sketch.redo();
            QCOMPARE(sketch.drawing().image, states[i]);
        }
        QVERIFY(!sketch.canRedo());
        sketch.undo();
        sketch.undo();
        sketch.add(line(5, 5, 9, 9));
        QVERIFY(!sketch.canRedo());
    }

    void nothingIsNoAction() {
        Sketch sketch;
        sketch.clear();
        sketch.add({});
        QVERIFY(!sketch.canUndo());
        sketch.add(line(10, 10, 20, 20, true));
        QVERIFY(sketch.empty());
        QVERIFY(sketch.canUndo());
    }

    void theEraserTakesInkAndStrokes() {
        Sketch sketch;
        SketchStroke stroke;
        for (int x = 10; x <= 90; x += 2) stroke.points.push_back({static_cast<float>(x), 50, x * 1.0F, 1});
        sketch.add(stroke);
        sketch.add(line(50, 30, 50, 70, true, 12));
        const Drawing drawing = sketch.drawing();
        QCOMPARE(at(drawing.image, 50, 50), 0);
        QCOMPARE(at(drawing.image, 20, 50), 255);
        QCOMPARE(drawing.strokes.size(), 2U);
        QVERIFY(drawing.strokes[0].back().x < 50 && drawing.strokes[1].front().x > 50);
        sketch.add(line(48, 48, 52, 52));  // drawn again over what was erased
        QCOMPARE(at(sketch.drawing().image, 50, 50), 255);
        QCOMPARE(sketch.drawing().strokes.size(), 3U);
    }

    void placesImages() {
        Sketch sketch;
        Image same{1, sketchSide, sketchSide, std::vector<std::uint8_t>(sketchSide * sketchSide)};
        for (std::size_t i = 0; i < same.pixels.size(); ++i) same.pixels[i] = static_cast<std::uint8_t>(i * 7);
        sketch.add(line(10, 10, 90, 90));
        sketch.place(same);
        QCOMPARE(sketch.drawing().image, same);
        QVERIFY(sketch.drawing().strokes.empty());
        sketch.place({1, 1, 2, {255, 255}});  // wide: the paper above and below stays white
        const Image wide = sketch.drawing().image;
        QCOMPARE(at(wide, 50, 20), 0);
        QCOMPARE(at(wide, 50, 52), 255);
        QCOMPARE(at(wide, 0, 52), 255);
        QCOMPARE(at(wide, 104, 52), 255);
        sketch.place({3, 210, 210, std::vector<std::uint8_t>(3 * 210 * 210, 100)});
        QVERIFY(std::ranges::all_of(sketch.drawing().image.pixels, [](std::uint8_t ink) { return ink == 100; }));
        VERIFY_SAYS(test::failureOf([&] { sketch.place({}); }), "BadData: image: has no pixels");
    }

    void goesThroughJson() {
        Sketch sketch;
        sketch.add(line(1, 1, 2, 2));
        sketch.clear();
        sketch.place({1, 1, 1, {255}});
        sketch.add({false, 3.5F, {{1.25F, -2.5F, 0, 1}, {103.1F, 50, 17, 0.7F}}});
        sketch.add(line(50, 30, 50, 70, true, 12));
        const std::vector<SketchStroke> read = parseSketchJson(sketchJson(sketch), "a.json");
        QCOMPARE(read.size(), 2U);
        QVERIFY(read[0] == std::get<SketchStroke>(sketch.visible()[1]));
        QVERIFY(read[1] == std::get<SketchStroke>(sketch.visible()[2]));
        QVERIFY(parseSketchJson(sketchJson({}), "a.json").empty());
    }

    void refusesOtherJson_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* from, const char* to, const char* says) {
            QTest::addRow("%s", to) << QString::fromUtf8(from) << QString::fromUtf8(to) << QString::fromUtf8(says);
        };
        row("{", "[", "BadData: a.json: invalid JSON");
        row("one-shot sketch", "sketch", "a.json, format: is not");
        row("\"version\":1", "\"version\":2", "a.json, version: is not 1");
        row("\"side\":105", "\"side\":\"105\"", "a.json, side: is not 105");
        row("\"ms\"", "\"s\"", "a.json, columns: are not");
        row("\"strokes\"", "\"lines\"", "a.json: has no \"strokes\"");
        row("\"ink\"", "\"brush\"", "stroke 1: has a tool that is neither");
        row("\"width\":5.0", "\"width\":0", "stroke 1, width: must hold numbers from");
        row("[1.0,2.0,0.0,1.0]", "[1.0,2.0,0.0]", "stroke 1, point 1: is not a list of 4 numbers");
        row("[1.0,2.0,0.0,1.0]", "[1.0,1e300,0.0,1.0]", "stroke 1, point 1: must hold numbers from");
        row("[1.0,2.0,0.0,1.0]", "[1.0,526.0,0.0,1.0]", "stroke 1, point 1: must hold numbers from -525.0 to 525");
        row("[1.0,2.0,0.0,1.0]", "[1.0,null,0.0,1.0]", "stroke 1, point 1: must hold numbers from");
        row("[[1.0,2.0,0.0,1.0]]", "[]", "stroke 1: has no points");
        row("[[1.0,2.0,0.0,1.0]]", "{}", "stroke 1: has no points");
    }

    void refusesMorePointsThanCanBePaintedAtOnce() {
        const auto sketchOf = [](std::size_t points) {
            Sketch sketch;
            for (const std::size_t part : {points / 2, points - points / 2})
                sketch.add({false, 5, std::vector<SketchPoint>(part, {1, 2, 0, 1})});
            return sketch;
        };
        std::string text = sketchJson(sketchOf(maxSketchPoints));
        QCOMPARE(parseSketchJson(text, "a.json").size(), 2U);
        VERIFY_SAYS(test::failureOf([&] { sketchJson(sketchOf(maxSketchPoints + 1)); }), "more than 20000 points");
        text.insert(text.find("[[") + 1, "[1,2,0,1],");
        VERIFY_SAYS(test::failureOf([&] { parseSketchJson(text, "a.json"); }),
                    "a.json, stroke 2: exceeds the limit of 20000");
        Sketch hatching;
        SketchStroke across{false, 5, {}};
        for (int i = 0; i < 1000; ++i) across.points.push_back({i % 2 ? 500.0F : -500.0F, 50, 0, 1});
        hatching.add(across);
        VERIFY_SAYS(test::failureOf([&] { parseSketchJson(sketchJson(hatching), "a.json"); }), "exceeds the length");
    }

    void refusesOtherJson() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, says);
        Sketch sketch;
        sketch.add({false, 5, {{1, 2, 0, 1}}});
        QString text = QString::fromStdString(sketchJson(sketch));
        QVERIFY(text.contains(from));
        text.replace(text.indexOf(from), from.size(), to);
        VERIFY_SAYS(test::failureOf([&] { parseSketchJson(text.toStdString(), "a.json"); }), says.toUtf8());
    }
};

ONESHOT_TEST(TestSketch)
#include "tst_sketch.moc"
