#include <QTest>

#include "core/files/gif.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// Rows: black, white, red, blue / blue, red, white, black / white four times.
GifPicture picture() {
    return {4, 3, {0, 1, 2, 3, 3, 2, 1, 0, 1, 1, 1, 1}};
}

}  // namespace

class TestGif : public QObject {
    Q_OBJECT

  private slots:
    void decodesTheFirstPicture() {
        GifPicture other = picture();
        other.indices = Bytes(12, 1);
        for (const bool isAlone : {true, false}) {
            const DecodedImage decoded = decodeGif(isAlone ? gifOf({picture()}) : gifOf({picture(), other}), "a.gif");
            QCOMPARE(decoded.holdsMore, !isAlone);
            QCOMPARE(decoded.image, (Image{3, 3, 4, {0, 255, 255, 0,   0,   255, 255, 0, 255, 255, 255, 255,
                                                     0, 255, 0,   0,   0,   0,   255, 0, 255, 255, 255, 255,
                                                     0, 255, 0,   255, 255, 0,   255, 0, 255, 255, 255, 255}}));
            QVERIFY(!decoded.repaired);
        }
    }

    void putsInterlacedRowsInOrder() {
        GifPicture rows{1, 9, {0, 1, 2, 3, 4, 5, 6, 7, 8}, {}};
        for (int i = 0; i < 16; ++i) rows.palette.insert(rows.palette.end(), 3, static_cast<std::uint8_t>(10 * i));
        rows.interlaced = true;
        QCOMPARE(decodeGif(gifOf({rows}), "a.gif").image, (Image{1, 9, 1, {0, 10, 20, 30, 40, 50, 60, 70, 80}}));
    }

    void laysTransparencyOnWhite() {
        GifPicture transparent{2, 1, {0, 2}};
        transparent.transparent = 2;
        QCOMPARE(decodeGif(gifOf({transparent}), "a.gif").image, (Image{1, 1, 2, {0, 255}}));
    }

    void placesThePictureOnItsCanvas() {
        GifPicture moved{1, 1, {0}};
        moved.left = 1;
        moved.top = 1;
        QCOMPARE(decodeGif(gifOf({moved}), "a.gif").image, (Image{1, 2, 2, {255, 255, 255, 0}}));
    }

    void takesOpacityOfWhiteStrokes() {
        GifPicture strokes{3, 1, {2, 1, 2}};
        strokes.transparent = 2;
        const DecodedImage decoded = decodeGif(gifOf({strokes}), "a.gif");
        QVERIFY(decoded.alphaIsInk);
        QCOMPARE(decoded.image, (Image{1, 1, 3, {255, 0, 255}}));
        QCOMPARE(decodeGif(gifOf({strokes}), "a.gif", {.paper = Paper::Black}).image, (Image{1, 1, 3, {0, 255, 0}}));
    }

    void refusesHugeImages() {
        Bytes huge = gifOf({picture()});
        huge[6] = huge[7] = huge[8] = huge[9] = 0xFF;  // of the canvas
        VERIFY_SAYS(failureOf([&] { decodeGif(huge, "huge.gif"); }), "BadData: huge.gif: has 65535 x 65535 pixels");
    }

    /// Where only the end mark is missing, all pixels are there.
    void refusesCutFiles() {
        const Bytes whole = gifOf({picture()});
        for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
            const QString says = failureOf([&] { decodeGif({whole.data(), size}, "cut.gif"); });
            QVERIFY2(says.startsWith("BadData: cut.gif: is not a sound GIF image"),
                     qPrintable(QString::number(size) + " bytes: " + says));
        }
        const DecodedImage decoded = decodeGif({whole.data(), whole.size() - 1}, "a.gif");
        QVERIFY(decoded.repaired);
        QCOMPARE(decoded.image, decodeGif(whole, "a.gif").image);
    }

    void refusesOtherThings() {
        VERIFY_SAYS(failureOf([] { decodeGif(bytesOf("no image"), "a.gif"); }), "BadData: a.gif: is not a sound GIF");
        VERIFY_SAYS(failureOf([] { decodeGif({}, "a.gif"); }), "BadData: a.gif: is not a sound GIF");
    }
};

ONESHOT_TEST(TestGif)
#include "tst_gif.moc"
