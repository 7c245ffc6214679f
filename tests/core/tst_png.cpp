#include <QTest>

#include <algorithm>

#include "core/base/random.h"
#include "core/files/png.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

class TestPng : public QObject {
    Q_OBJECT

  private slots:
    void decodesEveryKind_data() {
        QTest::addColumn<Bytes>("png");
        for (const ContainedFile& png : examplePngs()) QTest::newRow(png.path.c_str()) << png.bytes;
    }
    void decodesEveryKind() {
        QFETCH(Bytes, png);
        QCOMPARE(decodePng(png, "a.png").image, (Image{1, 2, 2, {255, 0, 0, 255}}));
    }

    /// All of 5x2 pixels: black, white, white, black, white / white, black, black, black, white.
    void unpacksRowsThatEndWithinAByte_data() {
        QTest::addColumn<QString>("hex");
        QTest::newRow("1 bit")
            << "89504e470d0a1a0a0000000d4948445200000005000000020100000000b8112bf00000000c4944415478da63c860e800"
               "0001c400f1b8c16ca10000000049454e44ae426082";
        QTest::newRow("2 bit")
            << "89504e470d0a1a0a0000000d4948445200000005000000020200000000ffb151200000000e4944415478da63b039c070"
               "e000000672027d28ab0b550000000049454e44ae426082";
        QTest::newRow("4 bit")
            << "89504e470d0a1a0a0000000d494844520000000500000002040000000070f1a4800000000e4944415478da63e0fff081"
               "0108010e8103d08fea719d0000000049454e44ae426082";
        QTest::newRow("1 bit, interlaced")
            << "89504e470d0a1a0a0000000d4948445200000005000000020100000001cf161b660000000e4944415478da6360606800"
               "c30e0008120209aae6b44f0000000049454e44ae426082";
        QTest::newRow("4 bit, interlaced")
            << "89504e470d0a1a0a0000000d494844520000000500000002040000000107f694160000000d4944415478da636060f800"
               "8300177c04b1acbc98f60000000049454e44ae426082";
    }
    void unpacksRowsThatEndWithinAByte() {
        QFETCH(QString, hex);
        const Image image = decodePng(fromHex(hex.toStdString()), "a.png").image;
        QCOMPARE(image, (Image{1, 2, 5, {0, 255, 255, 0, 255, 255, 0, 0, 0, 255}}));
    }

    void laysTransparencyOnWhite() {
        const Bytes halfRed = fromHex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8cfc0d0"
            "000004810180f30bdca00000000049454e44ae426082");
        QCOMPARE(decodePng(halfRed, "red.png").image, (Image{3, 1, 1, {255, 127, 127}}));
    }

    void keepsTheHighByteOfSixteenBits() {
        const Bytes grey = fromHex(
            "89504e470d0a1a0a0000000d494844520000000200000001100000000081d9fc150000000d4944415478da636860f8ff"
            "1f000502027fc900d6750000000049454e44ae426082");
        QCOMPARE(decodePng(grey, "grey.png").image, (Image{1, 1, 2, {128, 255}}));
    }

    void keepsColours() {
        const Bytes red = fromHex(
            "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
            "53de0000000c4944415478da63f8cfc0000003010100f70341430000000049454e44ae426082");
        QCOMPARE(decodePng(red, "red.png").image, (Image{3, 1, 1, {255, 0, 0}}));
    }

    void scalesFewerBitsThanSixteen() {
        const Bytes grey = pngOf(4, 1, 0, 16, {0, 0, 0x08, 0, 0x0F, 0xFF, 0xFF, 0xFF});
        QCOMPARE(decodePng(grey, "a.png", {4095}).image, (Image{1, 1, 4, {0, 128, 255, 255}}));
        QCOMPARE(decodePng(grey, "a.png").maxSample.value(), 65535);
        const Bytes colour = pngOf(1, 1, 2, 16, {0x0F, 0xFF, 0, 0, 0x08, 0});
        QCOMPARE(decodePng(colour, "a.png", {4095}).image, (Image{3, 1, 1, {255, 0, 128}}));
        QCOMPARE(decodePng(colour, "a.png").maxSample.value(), 4095);
        QVERIFY(isSixteenBitPng(colour));
        const Bytes eight = pngOf(1, 1, 0, 8, {7});
        QVERIFY(!isSixteenBitPng(eight));
        QVERIFY(!decodePng(eight, "a.png", {4095}).maxSample);
    }

    /// All of two pixels, grey with opacity.
    void scalesOpacityAsColours_data() {
        QTest::addColumn<Bytes>("png");
        QTest::addColumn<int>("maxSample");
        QTest::addColumn<Bytes>("brightness");
        const auto row = [](const char* name, const Bytes& rows, int maxSample, const Bytes& brightness) {
            QTest::newRow(name) << pngOf(2, 1, 4, 16, rows) << maxSample << brightness;
        };
        row("12 bits, opaque", {0x0F, 0xFF, 0x0F, 0xFF, 0, 0, 0x0F, 0xFF}, 4095, {255, 0});
        row("12 bits, half", {0x0F, 0xFF, 0x0F, 0xFF, 0, 0, 0x08, 0}, 4095, {255, 127});
        row("opacity of 16 bits", {0x0F, 0xFF, 0xFF, 0xFF, 0, 0, 0x80, 0}, 65535, {255, 127});
        row("opaque everywhere, which tells nothing", {0x0F, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF}, 4095, {255, 0});
        QTest::newRow("one grey is clear")
            << withPngChunk(pngOf(2, 1, 0, 16, {0x0F, 0xFE, 0, 0}), "tRNS", {0x0F, 0xFE}, true) << 4094
            << Bytes{255, 0};
    }
    void scalesOpacityAsColours() {
        QFETCH(Bytes, png);
        QFETCH(int, maxSample);
        QFETCH(Bytes, brightness);
        QCOMPARE(decodePng(png, "a.png").maxSample.value(), maxSample);
        QCOMPARE(decodePng(png, "a.png", {4095}).image, (Image{1, 1, 2, brightness}));
    }

    void takesOpacityOfWhiteStrokes_data() {
        QTest::addColumn<Bytes>("rgba");
        QTest::addColumn<bool>("alphaIsInk");
        QTest::addColumn<Bytes>("brightness");
        QTest::newRow("white strokes") << Bytes{255, 255, 255, 255, 0, 0, 0, 0, 250, 250, 250, 100} << true
                                       << Bytes{0, 255, 155};
        QTest::newRow("pale yellow ones")
            << Bytes{255, 255, 100, 255, 0, 0, 0, 0, 255, 255, 100, 100} << true << Bytes{0, 255, 155};
        const Bytes white{255, 255, 255, 255}, clear(4), clearWhite{255, 255, 255, 0}, black{0, 0, 0, 255};
        const auto joined = [](const std::vector<Bytes>& pixels) {
            Bytes all;
            for (const Bytes& pixel : pixels) all.insert(all.end(), pixel.begin(), pixel.end());
            return all;
        };
        QTest::newRow("white ones, colours multiplied")
            << joined({clear, {128, 128, 128, 128}, white, clear}) << true << Bytes{255, 127, 0, 255};
        QTest::newRow("white ones with a shadow")
            << joined({clear, white, {0, 0, 0, 40}, clear}) << true << Bytes{255, 0, 215, 255};
        QTest::newRow("black outlines filled with white")
            << joined({black, white, white, white, white, white, clear, clear, clear, clear, clear, clear, clear})
            << false << Bytes{0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
        QTest::newRow("clear strokes on a white card")
            << joined({white, clearWhite, white}) << false << Bytes{255, 255, 255};
        QTest::newRow("a pale pencil on a white card with clear corners")
            << joined({clearWhite, white, {225, 225, 225, 255}, white}) << false << Bytes{255, 255, 225, 255};
        QTest::newRow("black ones") << Bytes{0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 100} << false << Bytes{0, 255, 155};
        QTest::newRow("black and white ones")
            << Bytes{0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 255} << false << Bytes{0, 255, 255};
        QTest::newRow("opaque white paper")
            << Bytes{255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255} << false << Bytes{255, 255, 255};
        QTest::newRow("nothing at all") << Bytes(12) << false << Bytes{255, 255, 255};
        QTest::newRow("red ones keep their colour")
            << Bytes{255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255} << false << Bytes{255, 255, 255, 0, 255, 0, 0, 255, 0};
    }
    void takesOpacityOfWhiteStrokes() {
        QFETCH(Bytes, rgba);
        QFETCH(bool, alphaIsInk);
        QFETCH(Bytes, brightness);
        const DecodedImage decoded = decodePng(pngOf(static_cast<int>(rgba.size() / 4), 1, 6, 8, rgba), "a.png");
        QCOMPARE(decoded.alphaIsInk, alphaIsInk);
        QCOMPARE(decoded.image.pixels, brightness);
    }

    void laysTransparencyOnTheGivenPaper() {
        const Bytes strokes = pngOf(3, 1, 6, 8, {255, 255, 255, 0, 255, 255, 255, 255, 255, 255, 255, 100});
        for (const auto& [paper, brightness] :
             {std::pair(Paper::White, Bytes{255, 255, 255}), std::pair(Paper::Black, Bytes{0, 255, 100})}) {
            const DecodedImage decoded = decodePng(strokes, "a.png", {fullSample, paper});
            QVERIFY(!decoded.alphaIsInk);
            QCOMPARE(decoded.image, (Image{1, 1, 3, brightness}));
        }
    }

    void readsWhatIsDamagedBesideThePixels_data() {
        QTest::addColumn<Bytes>("png");
        QTest::addColumn<bool>("repaired");
        const Bytes sound = encodePng(numberedImage(5)), text = bytesOf(std::string("Title\0of it", 11));
        QTest::newRow("a sound text") << withPngChunk(sound, "tEXt", text, true) << false;
        QTest::newRow("a text with a wrong checksum") << withPngChunk(sound, "tEXt", text, false) << true;
        QTest::newRow("a packed text that is none")
            << withPngChunk(sound, "zTXt", bytesOf(std::string("Title\0\0no zlib", 14)), true) << true;
        QTest::newRow("a packed text beside a sound one")
            << withPngChunk(withPngChunk(sound, "tEXt", text, true), "iTXt",
                            bytesOf(std::string("Title\0\1\0\0\0no zlib", 17)), true)
            << true;
        QTest::newRow("a colour profile that is none")
            << withPngChunk(sound, "iCCP", bytesOf(std::string("sRGB\0\0no zlib", 13)), true) << true;
        QTest::newRow("no end mark") << Bytes(sound.begin(), sound.end() - 12) << true;
        QTest::newRow("half of the end mark") << Bytes(sound.begin(), sound.end() - 6) << true;
        Bytes withLength = withPngChunk(sound, "tEXt", text, true);
        std::rotate(withLength.begin() + 33, withLength.begin() + 33 + 12 + 11,
                    withLength.end() - 12);                   // behind the pixels
        withLength[withLength.size() - 12 - 11 - 12] = 0x7F;  // the first byte of its length
        QTest::newRow("a text that claims to be longer than the file") << withLength << true;
        QTest::newRow("a time with a wrong checksum")
            << withPngChunk(sound, "tIME", {7, 0xD0, 1, 1, 1, 1, 1}, false) << true;
        QTest::newRow("an unknown one with a wrong checksum") << withPngChunk(sound, "prVt", text, false) << true;
    }
    void readsWhatIsDamagedBesideThePixels() {
        QFETCH(Bytes, png);
        QFETCH(bool, repaired);
        const DecodedImage decoded = decodePng(png, "a.png");
        QCOMPARE(decoded.image, decodePng(encodePng(numberedImage(5)), "a.png").image);
        QCOMPARE(decoded.repaired, repaired);
    }

    void refusesDamagedTransparency() {
        const Bytes grey = pngOf(2, 1, 0, 8, {7, 40});
        QCOMPARE(decodePng(withPngChunk(grey, "tRNS", {0, 7}, true), "a.png").image, (Image{1, 1, 2, {255, 40}}));
        VERIFY_SAYS(failureOf([&] {
                        decodePng(withPngChunk(grey, "tRNS", {0, 7}, false), "a.png");
                    }),
                    "BadData: a.png: is not a sound PNG image");
    }

    void returnsWhatItEncoded() {
        Image ink{1, 3, 4, {}}, colour{3, 2, 2, {}};
        for (int i = 0; i < 12; ++i) {
            ink.pixels.push_back(static_cast<std::uint8_t>(i * 23));
            colour.pixels.push_back(static_cast<std::uint8_t>(i * 20));
        }
        const TemporaryFolder folder;
        for (const Image& image : {ink, colour}) {
            Image brightness = image;
            for (std::uint8_t& pixel : brightness.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
            QCOMPARE(decodePng(encodePng(image), "a.png").image, brightness);
            writePng(folder / "a.png", image);
            QCOMPARE(decodePng(readFile(folder / "a.png"), "a.png").image, brightness);
        }
    }

    /// Up to the end mark, which holds nothing.
    void refusesCutFiles() {
        const Bytes whole = encodePng(numberedImage(5));
        for (std::size_t size = 0; size < whole.size() - 12; ++size) {
            const QString says = failureOf([&] { decodePng({whole.data(), size}, "set.zip/cut.png"); });
            QVERIFY2(says.startsWith("BadData: set.zip/cut.png"),
                     qPrintable(QString::number(size) + " bytes: " + says));
        }
    }

    void survivesChangedBytes() {
        const Bytes whole = encodePng(numberedImage(5));
        const Image image = decodePng(whole, "a.png").image;
        Random random = makeRandom(1, "changed bytes");
        int read = 0, others = 0;
        for (int i = 0; i < 2000; ++i) {
            Bytes changed = whole;
            const int at = below(random, static_cast<int>(changed.size()));
            changed[at] ^= static_cast<std::uint8_t>(1 + below(random, 255));
            const QString says = failureOf([&] { others += decodePng(changed, "a.png").image != image; });
            QVERIFY2(says.isEmpty() || says.startsWith("BadData: a.png"), qPrintable(says));
            if (at >= static_cast<int>(whole.size()) - 12) QCOMPARE(says, QString());  // the end mark holds nothing
            read += says.isEmpty();
        }
        QCOMPARE(others, 0);
        QVERIFY2(read < 600, qPrintable(QString::number(read)));
    }

    void refusesHugeImages_data() {
        QTest::addColumn<QString>("hex");
        QTest::newRow("60000 x 60000")
            << "89504e470d0a1a0a0000000d49484452"
               "0000ea600000ea600100000000a8a948ef0000000a4944415478da6360000000020001e527defc"
               "0000000049454e44ae426082";
        QTest::newRow("100000 x 100000")
            << "89504e470d0a1a0a0000000d49484452000186a0000186a0010000000080293665000000094944415478da6300000001"
               "0001b10db6930000000049454e44ae426082";
        QTest::newRow("8000 x 8000") << "89504e470d0a1a0a0000000d49484452"
                                        "00001f4000001f4001000000002e8a90590000000a4944415478da6360000000020001e527defc"
                                        "0000000049454e44ae426082";
    }
    void refusesHugeImages() {
        QFETCH(QString, hex);
        const QString says = failureOf([&] { decodePng(fromHex(hex.toStdString()), "huge.png"); });
        QVERIFY2(says.startsWith("BadData: huge.png: has "), qPrintable(says));
    }

    void namesWhereItCannotWrite() {
        const TemporaryFolder folder;
        const QString says = failureOf([&] { writePng(folder / "missing/a.png", numberedImage(1)); });
        VERIFY_SAYS(says, "Failed: ");
        VERIFY_SAYS(says, "missing/a.png: cannot be written");
    }
};

ONESHOT_TEST(TestPng)
#include "tst_png.moc"
