#include <QTest>
#include <cmath>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/models/deformation.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

Dataset glyphs() {
    return openDataset(parseDataSpec("glyphs:seed=4,alphabet-count=1,characters-per-alphabet=6,drawer-count=3"));
}

/// A frame that keeps the ink's box, with a cross in it.
Drawing crossInAFrame() {
    Drawing drawing;
    drawing.image = {1, 105, 105, std::vector<std::uint8_t>(105 * 105)};
    for (int y = 10; y < 95; ++y)
        for (int x = 10; x < 95; ++x) {
            const bool frame = x < 14 || x > 90 || y < 14 || y > 90;
            const bool cross =
                (std::abs(x - 52) < 3 || std::abs(y - 52) < 3) && std::abs(x - 52) + std::abs(y - 52) < 30;
            if (frame || cross) drawing.image.pixels[y * 105 + x] = 255;
        }
    return drawing;
}

/// What the drawing looks like in the frame of a match, as a drawing.
Drawing bent(const Drawing& drawing, const Distortion& distortion) {
    const Preparation frame = deformationFrame(105);
    std::vector<float> view(105 * 105);
    renderView(drawing.image, frame, distortion, view);
    Drawing result;
    result.image = {1, 105, 105, {}};
    for (const float value : view) result.image.pixels.push_back(static_cast<std::uint8_t>(value * 255 + 0.5F));
    return result;
}

/// Ink in both over ink in either.
double overlap(const Drawing& a, const Drawing& b) {
    int both = 0, either = 0;
    for (std::size_t i = 0; i < a.image.pixels.size(); ++i) {
        const bool one = a.image.pixels[i] > 127, other = b.image.pixels[i] > 127;
        both += one && other;
        either += one || other;
    }
    return static_cast<double>(both) / either;
}

/// Moves the middle of the frame and leaves its border.
Distortion bump(float x, float y) {
    Distortion distortion;
    distortion.elastic = true;
    distortion.field[12] = x;
    distortion.field[25 + 12] = y;
    return distortion;
}

}  // namespace

class TestDeformation : public QObject {
    Q_OBJECT

  private slots:
    void aDrawingFitsItself() {
        for (const Drawing& drawing : test::drawingsOf(glyphs())) {
            const Deformation self = match(drawing, drawing);
            QVERIFY2(self.cost() < 1e-9, QByteArray::number(self.cost()));
            for (const float displacement : self.distortion.field) QVERIFY(std::abs(displacement) < 1e-5);
        }
    }

    void aKnownFieldIsFoundAgain_data() {
        QTest::addColumn<float>("x");
        QTest::addColumn<float>("y");
        QTest::newRow("right") << 0.15F << 0.0F;
        QTest::newRow("up and left") << -0.12F << -0.12F;
        QTest::newRow("far down") << 0.0F << 0.2F;
    }
    void aKnownFieldIsFoundAgain() {
        QFETCH(float, x);
        QFETCH(float, y);
        const Drawing drawn = crossInAFrame(), moved = bent(drawn, bump(x, y));
        const Deformation found = match(drawn, moved);
        // Where the cross is now, about the middle; the frame has a share in it.
        const double foundX = found.distortion.field[12] + found.distortion.shift[0];
        const double foundY = found.distortion.field[37] + found.distortion.shift[1];
        QVERIFY2(std::abs(foundX - x) < 0.05, QByteArray::number(foundX));
        QVERIFY2(std::abs(foundY - y) < 0.05, QByteArray::number(foundY));
        const double before = overlap(bent(drawn, {}), moved), after = overlap(bent(drawn, found.distortion), moved);
        QVERIFY2(after > before + 0.1 && after > 0.75, QByteArray::number(before) + " " + QByteArray::number(after));
        QVERIFY(found.cost() > 0);
    }

    void drawingsOfOneCharacterFitBetter() {
        const Dataset data = glyphs();
        int closer = 0, all = 0;
        for (int c = 0; c < 6; ++c)
            for (int other = 0; other < 6; ++other) {
                if (other == c) continue;
                const auto& own = data.character({0, c}).drawings;
                const Drawing& query = data.drawings[own[0]];
                const double same = matchCost(query, data.drawings[own[1]]);
                closer += same < matchCost(query, data.drawings[data.character({0, other}).drawings[1]]);
                ++all;
            }
        QVERIFY2(closer > 0.8 * all, QByteArray::number(closer));
    }

    void bothWaysCostMuchTheSame() {
        const Dataset data = glyphs();
        for (int c = 0; c < 6; ++c) {
            const auto& drawings = data.character({0, c}).drawings;
            const Drawing &a = data.drawings[drawings[0]], &b = data.drawings[drawings[1]];
            const double one = match(a, b).cost(), other = match(b, a).cost();
            QVERIFY2(std::max(one, other) < 2 * std::min(one, other) + 0.05,
                     QByteArray::number(one) + " " + QByteArray::number(other));
            QCOMPARE(matchCost(a, b), matchCost(b, a));
            QCOMPARE(match(a, b).cost(), one);
        }
    }

    void displacementsAreBounded() {
        const Dataset data = glyphs();
        for (const Drawing& other : test::drawingsOf(data))
            for (const float displacement : match(data.drawings[0], other).distortion.field)
                QVERIFY2(std::abs(displacement) < 1, QByteArray::number(displacement));
    }

    void theWayBeginsAsDrawnAndEndsBent() {
        const Drawing drawn = crossInAFrame();
        const Deformation found = match(drawn, bent(drawn, bump(0.15F, 0)));
        QVERIFY(bent(drawn, deformationAt(found, 0)).image == bent(drawn, {}).image);
        QVERIFY(bent(drawn, deformationAt(found, 1)).image == bent(drawn, found.distortion).image);
        const double half = overlap(bent(drawn, deformationAt(found, 0.5)), bent(drawn, found.distortion));
        QVERIFY(half < 1 && half > overlap(bent(drawn, {}), bent(drawn, found.distortion)));
    }

    void withoutInkNothingIsBent() {
        Drawing empty;
        empty.image = {1, 105, 105, std::vector<std::uint8_t>(105 * 105)};
        QCOMPARE(match(empty, empty).cost(), 0.0);
        QVERIFY(match(crossInAFrame(), empty).mismatch > 1);
        QVERIFY(match(empty, crossInAFrame()).mismatch > 1);
    }

    void vectorsAreRefused() {
        Drawing vector;
        vector.features = {1, 2};
        VERIFY_SAYS(test::failureOf([&] { match(vector, vector); }), "InvalidSetting: data: it holds vectors");
    }
};

ONESHOT_TEST(TestDeformation)
#include "tst_deformation.moc"
