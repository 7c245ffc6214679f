#include <QTest>

#include "core/base/random.h"
#include "core/files/bmp.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

const Bytes blackAndWhite{0, 0, 0, 0, 255, 255, 255, 0};

/// 2 x 2 pixels of 24 bits, from the bottom: white, black, two bytes of padding / black, white.
Bytes sound24() {
    return bmpOf(2, 2, 24, {}, {255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 0, 0});
}

/// The little-endian number at a place of the header becomes another.
Bytes with(Bytes bytes, std::size_t at, std::uint32_t number) {
    for (int i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::uint8_t>(number >> (8 * i));
    return bytes;
}

}  // namespace

class TestBmp : public QObject {
    Q_OBJECT

  private slots:
    /// All of 2 x 2 pixels: black, white / white, black.
    void decodesEveryKind_data() {
        QTest::addColumn<Bytes>("bmp");
        QTest::newRow("1 bit") << bmpOf(2, 2, 1, blackAndWhite, {0x80, 0, 0, 0, 0x40, 0, 0, 0});
        QTest::newRow("4 bits") << bmpOf(2, 2, 4, blackAndWhite, {0x10, 0, 0, 0, 0x01, 0, 0, 0});
        QTest::newRow("8 bits") << bmpOf(2, 2, 8, blackAndWhite, {1, 0, 0, 0, 0, 1, 0, 0});
        QTest::newRow("8 bits, from the top") << bmpOf(2, -2, 8, blackAndWhite, {0, 1, 0, 0, 1, 0, 0, 0});
        QTest::newRow("16 bits") << bmpOf(2, 2, 16, {}, {0xFF, 0x7F, 0, 0, 0, 0, 0xFF, 0x7F});
        QTest::newRow("16 bits, 5 6 5") << bmpOf(2, 2, 16, {}, {0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF},
                                                 {0, 0xF8, 0, 0, 0xE0, 7, 0, 0, 0x1F, 0, 0, 0});
        QTest::newRow("24 bits") << sound24();
        QTest::newRow("32 bits") << bmpOf(2, 2, 32, {}, {255, 255, 255, 9, 0, 0, 0, 9, 0, 0, 0, 9, 255, 255, 255, 9});
        QTest::newRow("last row without its padding")
            << bmpOf(2, 2, 24, {}, {255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255});
    }
    void decodesEveryKind() {
        QFETCH(Bytes, bmp);
        QCOMPARE(decodeBmp(bmp, "a.bmp").image, (Image{1, 2, 2, {0, 255, 255, 0}}));
    }

    void readsTheOldestHeader() {
        const Bytes bytes{'B', 'M', 0, 0, 0, 0, 0, 0, 0, 0, 32, 0,   0,   0,   12,   0, 0, 0,
                          2,   0,   1, 0, 1, 0, 1, 0, 0, 0, 0,  255, 255, 255, 0x40, 0, 0, 0};
        QCOMPARE(decodeBmp(bytes, "a.bmp").image, (Image{1, 1, 2, {0, 255}}));
    }

    void keepsColours() {
        QCOMPARE(decodeBmp(bmpOf(1, 1, 24, {}, {30, 20, 10, 0}), "a.bmp").image, (Image{3, 1, 1, {10, 20, 30}}));
        QCOMPARE(decodeBmp(bmpOf(1, 1, 8, {30, 20, 10, 0}, {0, 0, 0, 0}), "a.bmp").image,
                 (Image{3, 1, 1, {10, 20, 30}}));
    }

    void takesOpacityWhereItIsSaid() {
        const Bytes masks{0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255};
        const Bytes bmp = bmpOf(2, 1, 32, {}, {255, 255, 255, 255, 255, 255, 255, 0}, masks);
        const DecodedImage strokes = decodeBmp(bmp, "a.bmp");
        QVERIFY(strokes.alphaIsInk);
        QCOMPARE(strokes.image, (Image{1, 1, 2, {0, 255}}));
        QCOMPARE(decodeBmp(bmp, "a.bmp", {.paper = Paper::Black}).image, (Image{1, 1, 2, {255, 0}}));
        // Where no pixel has any, it was not meant.
        QCOMPARE(decodeBmp(bmpOf(2, 1, 32, {}, {0, 0, 0, 0, 255, 255, 255, 0}, masks), "a.bmp").image,
                 (Image{1, 1, 2, {0, 255}}));
    }

    void refusesOthers_data() {
        QTest::addColumn<Bytes>("bmp");
        QTest::addColumn<QString>("says");
        constexpr std::size_t headerSize = 14, bits = 28, compression = 30;
        QTest::newRow("run lengths") << with(sound24(), compression, 1) << "run-length encoding is not supported";
        QTest::newRow("a JPEG within") << with(sound24(), compression, 4) << "its compression is not supported";
        QTest::newRow("2 bits") << with(sound24(), bits, 2) << "has 2 bits a pixel";
        QTest::newRow("an odd header") << with(sound24(), headerSize, 17) << "header is of an unknown size";
        QTest::newRow("a colour without palette") << bmpOf(1, 1, 8, blackAndWhite, {2, 0, 0, 0}) << "its palette lacks";
        QTest::newRow("masks with gaps") << bmpOf(1, 1, 32, {}, {0, 0, 0, 0}, {5, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 0})
                                         << "have gaps";
        QTest::newRow("no BMP") << bytesOf("no image") << "does not begin with BM";
    }
    void refusesOthers() {
        QFETCH(Bytes, bmp);
        QFETCH(QString, says);
        const QString said = failureOf([&] { decodeBmp(bmp, "a.bmp"); });
        VERIFY_SAYS(said, "BadData: a.bmp: is not a sound BMP image: ");
        VERIFY_SAYS(said, says.toUtf8().constData());
    }

    void refusesHugeImages() {
        for (const auto& [width, height] :
             {std::pair(60000, 60000), std::pair(8000, 8000), std::pair(-2, 2), std::pair(1, INT32_MIN)}) {
            const Bytes huge =
                with(with(sound24(), 18, static_cast<std::uint32_t>(width)), 22, static_cast<std::uint32_t>(height));
            const QString says = failureOf([&] { decodeBmp(huge, "huge.bmp"); });
            QVERIFY2(says.startsWith("BadData: huge.bmp: has "), qPrintable(says));
        }
    }

    void refusesCutFiles() {
        const Bytes whole = sound24();
        for (std::size_t size = 0; size < whole.size() - 2; ++size) {  // two bytes of padding
            const QString says = failureOf([&] { decodeBmp({whole.data(), size}, "cut.bmp"); });
            QVERIFY2(says.startsWith("BadData: cut.bmp"), qPrintable(QString::number(size) + " bytes: " + says));
        }
    }
};

ONESHOT_TEST(TestBmp)
#include "tst_bmp.moc"
