#include <QTest>

#include "core/files/webp.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

class TestWebP : public QObject {
    Q_OBJECT

  private slots:
    void decodesGreyAndColour() {
        QCOMPARE(decodeWebP(webpOf(2, 1, {7, 7, 7, 255, 200, 200, 200, 255}), "a.webp").image,
                 (Image{1, 1, 2, {7, 200}}));
        QCOMPARE(decodeWebP(webpOf(2, 1, {1, 2, 3, 255, 4, 5, 6, 255}), "a.webp").image,
                 (Image{3, 1, 2, {1, 4, 2, 5, 3, 6}}));
    }

    void laysTransparencyOnWhite() {
        QCOMPARE(decodeWebP(webpOf(2, 1, {0, 0, 0, 255, 0, 0, 0, 55}), "a.webp").image, (Image{1, 1, 2, {0, 200}}));
    }

    void takesOpacityOfWhiteStrokes() {
        const DecodedImage decoded = decodeWebP(webpOf(2, 1, {255, 255, 255, 255, 255, 255, 255, 0}), "a.webp");
        QVERIFY(decoded.alphaIsInk);
        QCOMPARE(decoded.image, (Image{1, 1, 2, {0, 255}}));
        QCOMPARE(
            decodeWebP(webpOf(2, 1, {255, 255, 255, 255, 255, 255, 255, 0}), "a.webp", {.paper = Paper::Black}).image,
            (Image{1, 1, 2, {255, 0}}));
    }

    void decodesTheFirstPictureOfAnAnimation() {
        const Bytes first = webpOf(1, 1, {9, 9, 9, 255}), second = webpOf(1, 1, {99, 99, 99, 255});
        const DecodedImage decoded = decodeWebP(animatedWebpOf(3, 3, {first, second}, 2, 2), "a.webp");
        QCOMPARE(decoded.image, (Image{1, 3, 3, {255, 255, 255, 255, 255, 255, 255, 255, 9}}));
        QVERIFY(decoded.holdsMore);
        QVERIFY(!decodeWebP(animatedWebpOf(3, 3, {first}, 2, 2), "a.webp").holdsMore);
        QVERIFY(!decodeWebP(first, "a.webp").holdsMore);
    }

    void refusesHugeImages() {
        Bytes huge = webpOf(2, 1, {7, 7, 7, 255, 200, 200, 200, 255});
        // RIFF, size, WEBP, VP8L, size, its mark; then 14 bits of width - 1 and 14 of height - 1
        huge[21] = 0xFF;
        huge[22] = static_cast<std::uint8_t>(huge[22] | 0x3F);
        VERIFY_SAYS(failureOf([&] { decodeWebP(huge, "huge.webp"); }), "BadData: huge.webp: has 16384 x 1 pixels");
    }

    void refusesCutFiles() {
        const Bytes whole = webpOf(2, 1, {7, 7, 7, 255, 200, 200, 200, 255});
        const Bytes animation = animatedWebpOf(3, 3, {whole, whole}, 0, 0);
        for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
            const QString says = failureOf([&] { decodeWebP({whole.data(), size}, "cut.webp"); });
            QVERIFY2(says.startsWith("BadData: cut.webp: is not a sound WebP image"),
                     qPrintable(QString::number(size) + " bytes: " + says));
        }
        VERIFY_SAYS(failureOf([&] { decodeWebP({animation.data(), 70}, "cut.webp"); }), "BadData: cut.webp: is not");
    }

    void refusesOtherThings() {
        VERIFY_SAYS(failureOf([] { decodeWebP(bytesOf("no image"), "a.webp"); }),
                    "BadData: a.webp: is not a sound WebP");
        VERIFY_SAYS(failureOf([] { decodeWebP({}, "a.webp"); }), "BadData: a.webp: is not a sound WebP");
    }
};

ONESHOT_TEST(TestWebP)
#include "tst_webp.moc"
