#include <QTest>

#include "core/files/tiff.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

constexpr int minIsWhite = 0, minIsBlack = 1, rgb = 2, lzw = 5, deflate = 8, packBits = 32773;

std::vector<std::uint16_t> samples(std::initializer_list<std::uint16_t> values) {
    return values;
}

}  // namespace

class TestTiff : public QObject {
    Q_OBJECT

  private slots:
    /// All of 2 x 2 pixels: black, white / white, black.
    void decodesEveryKind_data() {
        QTest::addColumn<Bytes>("tiff");
        const Bytes grey{0, 255, 255, 0};
        const Bytes colour{0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0};
        QTest::newRow("1 bit") << tiffOf({2, 2, 1}, {0x40, 0x80});
        QTest::newRow("8 bits") << tiffOf({2, 2}, grey);
        QTest::newRow("white is 0") << tiffOf({2, 2, 8, 1, minIsWhite}, {255, 0, 0, 255});
        QTest::newRow("LZW") << tiffOf({2, 2, 8, 1, minIsBlack, 1, lzw}, grey);
        QTest::newRow("deflate") << tiffOf({2, 2, 8, 1, minIsBlack, 1, deflate}, grey);
        QTest::newRow("PackBits") << tiffOf({2, 2, 8, 1, minIsBlack, 1, packBits}, grey);
        QTest::newRow("colour") << tiffOf({2, 2, 8, 3, rgb}, colour);
        QTest::newRow("16 bits") << tiffOf({2, 2, 16}, bytesOf(samples({0, 65535, 65535, 0})));
        QTest::newRow("16 bits, white is 0")
            << tiffOf({2, 2, 16, 1, minIsWhite}, bytesOf(samples({65535, 0, 0, 65535})));
        QTest::newRow("16 bits, colour") << tiffOf(
            {2, 2, 16, 3, rgb}, bytesOf(samples({0, 0, 0, 65535, 65535, 65535, 65535, 65535, 65535, 0, 0, 0})));
        TiffPicture planar{2, 2, 8, 3, rgb};
        planar.planar = true;
        QTest::newRow("planes") << tiffOf(planar, {0, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255, 0});
    }
    void decodesEveryKind() {
        QFETCH(Bytes, tiff);
        QCOMPARE(decodeTiff(tiff, "a.tif").image, (Image{1, 2, 2, {0, 255, 255, 0}}));
    }

    void keepsColours() {
        QCOMPARE(decodeTiff(tiffOf({1, 1, 8, 3, rgb}, {10, 20, 30}), "a.tif").image, (Image{3, 1, 1, {10, 20, 30}}));
        QCOMPARE(decodeTiff(tiffOf({1, 1, 16, 3, rgb}, bytesOf(samples({0x0A00, 0x1400, 0x1E00}))), "a.tif").image,
                 (Image{3, 1, 1, {10, 20, 30}}));
        TiffPicture tiled{16, 16};
        tiled.tile = 16;
        QCOMPARE(decodeTiff(tiffOf(tiled, Bytes(256, 9)), "a.tif").image, (Image{1, 16, 16, Bytes(256, 9)}));
    }

    void takesOpacity() {
        for (const int kind : {1, 2})
            for (const int bits : {8, 16}) {
                TiffPicture picture{2, 1, bits, 4, rgb};
                picture.alpha = kind;
                // White strokes, then black ones; where transparent, colours multiplied by alpha are 0.
                const auto decoded = [&](int ink) {
                    const auto value = static_cast<std::uint16_t>(ink);
                    const std::vector<std::uint16_t> all{value, value, value, 255, 0, 0, 0, 0};
                    if (bits == 8) return decodeTiff(tiffOf(picture, Bytes(all.begin(), all.end())), "a.tif");
                    std::vector<std::uint16_t> wide;
                    for (const std::uint16_t one : all) wide.push_back(static_cast<std::uint16_t>(one * 257));
                    return decodeTiff(tiffOf(picture, bytesOf(wide)), "a.tif");
                };
                QVERIFY(decoded(255).alphaIsInk);
                QVERIFY(!decoded(0).alphaIsInk);
                for (const int ink : {0, 255}) QCOMPARE(decoded(ink).image, (Image{1, 1, 2, {0, 255}}));
            }
    }

    void keepsColoursBesideOpacity() {
        for (const auto& [kind, stored] : {std::pair(1, 50), std::pair(2, 100)}) {
            TiffPicture picture{2, 1, 8, 2};
            picture.alpha = kind;
            const Bytes tiff = tiffOf(picture, {static_cast<std::uint8_t>(stored), 128, 0, 0});
            QCOMPARE(decodeTiff(tiff, "a.tif").image, (Image{1, 1, 2, {177, 255}}));  // 100, half of it
        }
    }

    void takesNoOtherChannelForOpacity() {
        for (const int samplesPerPixel : {2, 4})
            for (const int bits : {8, 16}) {
                TiffPicture picture{2, 1, bits, samplesPerPixel, samplesPerPixel == 2 ? minIsBlack : rgb};
                picture.alpha = 0;
                Bytes rows(static_cast<std::size_t>(2 * samplesPerPixel * bits / 8));
                std::fill_n(rows.begin(), (samplesPerPixel - 1) * bits / 8, std::uint8_t{255});
                const DecodedImage decoded = decodeTiff(tiffOf(picture, rows), "a.tif");
                QCOMPARE(decoded.image, (Image{1, 1, 2, {255, 0}}));
                QVERIFY(!decoded.alphaIsInk);
            }
    }

    /// All of 3 pixels: 0, 2048, 4095.
    void scalesFewerBitsThanSixteen_data() {
        QTest::addColumn<Bytes>("tiff");
        const Bytes grey = bytesOf(samples({0, 2048, 4095}));
        const Bytes colour = bytesOf(samples({0, 0, 0, 2048, 2048, 2048, 4095, 4095, 4095}));
        const Bytes planes = bytesOf(samples({0, 2048, 4095, 0, 2048, 4095, 0, 2048, 4095}));
        const Bytes withAlpha = bytesOf(samples({0, 4095, 2048, 4095, 4095, 4095}));
        QTest::newRow("rows") << tiffOf({3, 1, 16}, grey);
        QTest::newRow("colour") << tiffOf({3, 1, 16, 3, rgb}, colour);
        TiffPicture picture{3, 1, 16, 3, rgb};
        picture.planar = true;
        QTest::newRow("planes") << tiffOf(picture, planes);
        picture.tile = 16;
        QTest::newRow("planes of tiles") << tiffOf(picture, planes);
        picture.planar = false;
        QTest::newRow("tiles") << tiffOf(picture, colour);
        picture = {3, 1, 16, 2};
        for (const int alpha : {0, 1, 2}) {
            picture.alpha = alpha;
            QTest::addRow("an extra channel of kind %d", alpha) << tiffOf(picture, withAlpha);
        }
        picture.planar = true;
        QTest::newRow("opacity as a plane") << tiffOf(picture, bytesOf(samples({0, 2048, 4095, 4095, 4095, 4095})));
    }
    void scalesFewerBitsThanSixteen() {
        QFETCH(Bytes, tiff);
        QCOMPARE(decodeTiff(tiff, "a.tif", {4095}).image, (Image{1, 1, 3, {0, 128, 255}}));
        QCOMPARE(decodeTiff(tiff, "a.tif").maxSample.value(), 4095);
        QVERIFY(isSixteenBitTiff(tiff));
        QVERIFY(!isSixteenBitTiff(tiffOf({1, 1}, {7})));
        QVERIFY(!isSixteenBitTiff(bytesOf("no image")));
    }

    void joinsTiles() {
        Image whole{1, 18, 17, {}};
        std::vector<std::uint16_t> wide;
        for (int i = 0; i < 17 * 18; ++i) {
            whole.pixels.push_back(static_cast<std::uint8_t>(i));
            wide.push_back(static_cast<std::uint16_t>((i & 255) << 8));
        }
        TiffPicture picture{17, 18, 16};
        picture.tile = 16;
        QCOMPARE(decodeTiff(tiffOf(picture, bytesOf(wide)), "a.tif").image, whole);
    }

    void tellsOfFurtherPages() {
        const std::pair<TiffPicture, Bytes> first{{2, 1}, {0, 255}}, second{{1, 1}, {7}};
        const DecodedImage two = decodeTiff(tiffOfPages({first, second}), "a.tif");
        QCOMPARE(two.image, (Image{1, 1, 2, {0, 255}}));
        QVERIFY(two.holdsMore);
        QVERIFY(!decodeTiff(tiffOfPages({first}), "a.tif").holdsMore);
        std::pair<TiffPicture, Bytes> copy = second;
        copy.first.isSmallerCopy = true;
        QVERIFY(!decodeTiff(tiffOfPages({first, copy}), "a.tif").holdsMore);
        QVERIFY(decodeTiff(tiffOfPages({first, copy, second}), "a.tif").holdsMore);
    }

    void turnsUpright_data() {
        QTest::addColumn<int>("orientation");
        QTest::addColumn<Image>("upright");
        const Bytes rows{1, 2, 3, 4, 5, 6};
        QTest::newRow("upright") << 1 << Image{1, 2, 3, rows};
        QTest::newRow("half a turn") << 3 << Image{1, 2, 3, {6, 5, 4, 3, 2, 1}};
        QTest::newRow("upside down") << 4 << Image{1, 2, 3, {4, 5, 6, 1, 2, 3}};
        QTest::newRow("to be turned right") << 6 << Image{1, 3, 2, {4, 1, 5, 2, 6, 3}};
    }
    void turnsUpright() {
        QFETCH(int, orientation);
        QFETCH(Image, upright);
        QCOMPARE(decodeTiff(tiffOf({3, 2, 8, 1, minIsBlack, orientation}, {1, 2, 3, 4, 5, 6}), "a.tif").image, upright);
        QCOMPARE(decodeTiff(tiffOf({3, 2, 16, 1, minIsBlack, orientation},
                                   bytesOf(samples({0x100, 0x200, 0x300, 0x400, 0x500, 0x600}))),
                            "a.tif")
                     .image,
                 upright);
    }

    void refusesFractions() {
        TiffPicture picture{1, 1, 32};
        picture.sampleFormat = 3;
        const QString says = failureOf([&] { decodeTiff(tiffOf(picture, Bytes(4)), "a.tif"); });
        VERIFY_SAYS(says, "BadData: a.tif: is not a sound TIFF image: its numbers of 32 bits have signs or fractions");
    }

    void refusesHugeImages() {
        Bytes huge = tiffOf({2, 2}, {0, 255, 255, 0});
        for (std::size_t i = 0; i + 12 <= huge.size(); ++i)  // the width, as one number of 16 bits
            if (huge[i] == 0 && huge[i + 1] == 1 && huge[i + 2] == 3 && huge[i + 3] == 0 && huge[i + 4] == 1)
                huge[i + 8] = huge[i + 9] = 0xFF;
        VERIFY_SAYS(failureOf([&] { decodeTiff(huge, "huge.tif"); }), "BadData: huge.tif: has 65535 x 2 pixels");
    }

    void refusesCutFiles() {
        const Bytes whole = tiffOf({3, 2}, {1, 2, 3, 4, 5, 6});
        for (std::size_t size = 0; size + 20 < whole.size(); ++size) {
            const QString says = failureOf([&] { decodeTiff({whole.data(), size}, "cut.tif"); });
            QVERIFY2(says.startsWith("BadData: cut.tif"), qPrintable(QString::number(size) + " bytes: " + says));
        }
    }

    void refusesOtherThings() {
        VERIFY_SAYS(failureOf([] { decodeTiff(bytesOf("no image"), "a.tif"); }), "BadData: a.tif: is not a sound TIFF");
        VERIFY_SAYS(failureOf([] { decodeTiff({}, "a.tif"); }), "BadData: a.tif: is not a sound TIFF");
    }
};

ONESHOT_TEST(TestTiff)
#include "tst_tiff.moc"
