#include <QTest>

#include "core/base/random.h"
#include "core/files/jpeg.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

constexpr int side = jpegSide;

/// A picture of 32 x 16 pixels whose quarters are, row by row, of brightness 20, 90, 160, 230, with EXIF's orientation.
Bytes quartersWithExif(int orientation, bool lowFirst) {
    Bytes pixels(32 * 16);
    for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 32; ++x) pixels[y * 32 + x] = static_cast<std::uint8_t>(20 + 70 * (y / 8 * 2 + x / 16));
    const tjhandle jpeg = tjInitCompress();
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    tjCompress2(jpeg, pixels.data(), 32, 0, 16, TJPF_GRAY, &buffer, &size, TJSAMP_GRAY, 100, 0);
    Bytes bytes(buffer, buffer + size);
    tjFree(buffer);
    tjDestroy(jpeg);

    const auto value = static_cast<std::uint8_t>(orientation);
    Bytes tiff{'M', 'M', 0, 42,   0,    0, 0, 8, 0, 2, 1, 0x0F, 0,     2, 0, 0, 0, 1, 'A',
               0,   0,   0, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0,    value, 0, 0, 0, 0, 0, 0};
    if (lowFirst)
        tiff = {'I', 'I', 42, 0,    8,    0, 0, 0, 2, 0, 0x0F, 1,     2, 0, 1, 0, 0, 0, 'A',
                0,   0,   0,  0x12, 0x01, 3, 0, 1, 0, 0, 0,    value, 0, 0, 0, 0, 0, 0, 0};
    Bytes segment{0xFF, 0xE1, 0, static_cast<std::uint8_t>(tiff.size() + 8), 'E', 'x', 'i', 'f', 0, 0};
    segment.insert(segment.end(), tiff.begin(), tiff.end());
    bytes.insert(bytes.begin() + 2, segment.begin(), segment.end());
    return bytes;
}

/// The size in the frame header becomes another.
Bytes withSize(Bytes bytes, int width, int height) {
    for (std::size_t i = 0; i + 8 < bytes.size(); ++i)
        if (bytes[i] == 0xFF && (bytes[i + 1] == 0xC0 || bytes[i + 1] == 0xC2)) {
            bytes[i + 5] = static_cast<std::uint8_t>(height >> 8);
            bytes[i + 6] = static_cast<std::uint8_t>(height);
            bytes[i + 7] = static_cast<std::uint8_t>(width >> 8);
            bytes[i + 8] = static_cast<std::uint8_t>(width);
            return bytes;
        }
    throw std::runtime_error("no frame header");
}

bool isNear(int value, int wanted) {
    return std::abs(value - wanted) <= 3;
}

}  // namespace

class TestJpeg : public QObject {
    Q_OBJECT

  private slots:
    void decodesEveryKind_data() {
        QTest::addColumn<Bytes>("jpeg");
        QTest::addColumn<QList<int>>("left");
        QTest::addColumn<QList<int>>("right");
        const auto row = [](const char* name, const Bytes& bytes, const QList<int>& left, const QList<int>& right) {
            QTest::newRow(name) << bytes << left << right;
        };
        const Bytes red{250, 10, 20}, blue{10, 20, 200}, dark{30, 30, 30}, light{220, 220, 220};
        row("grey", jpegOf({30}, {220}, TJPF_GRAY, TJSAMP_GRAY), {30}, {220});
        row("grey, progressive", jpegOf({30}, {220}, TJPF_GRAY, TJSAMP_GRAY, TJFLAG_PROGRESSIVE), {30}, {220});
        row("colour", jpegOf(red, blue, TJPF_RGB), {250, 10, 20}, {10, 20, 200});
        row("colour of fewer samples", jpegOf(red, blue, TJPF_RGB, TJSAMP_420), {250, 10, 20}, {10, 20, 200});
        row("colour, progressive", jpegOf(red, blue, TJPF_RGB, TJSAMP_444, TJFLAG_PROGRESSIVE), {250, 10, 20},
            {10, 20, 200});
        row("colour that is grey", jpegOf(dark, light, TJPF_RGB), {30}, {220});
        // 255: no ink. Full light but for cyan, and a dark grey by black ink alone.
        row("four inks", jpegOf({0, 255, 255, 255}, {255, 255, 255, 60}, TJPF_CMYK), {0, 255, 255}, {60, 60, 60});
    }
    void decodesEveryKind() {
        QFETCH(Bytes, jpeg);
        QFETCH(QList<int>, left);
        QFETCH(QList<int>, right);
        const Image image = decodeJpeg(jpeg, "a").image;
        QCOMPARE(image.channels, left.size());
        QCOMPARE(image.height, side);
        QCOMPARE(image.width, side);
        QCOMPARE(image.pixels.size(), image.channels * std::size_t(side * side));
        for (int channel = 0; channel < image.channels; ++channel)
            for (int y = 0; y < side; ++y) {
                const std::uint8_t* row = image.pixels.data() + (channel * side + y) * side;
                QVERIFY2(isNear(row[0], left[channel]), qPrintable(QString::number(row[0])));
                QVERIFY2(isNear(row[side - 1], right[channel]), qPrintable(QString::number(row[side - 1])));
            }
    }

    void refusesCutFiles_data() {
        QTest::addColumn<int>("flags");
        QTest::newRow("row by row") << 0;
        QTest::newRow("coarse first") << int(TJFLAG_PROGRESSIVE);
    }

    /// Of a progressive one also between two scans, where what is left is sound, but coarse.
    void refusesCutFiles() {
        QFETCH(int, flags);
        const Bytes whole = jpegOf({250, 10, 20}, {10, 20, 200}, TJPF_RGB, TJSAMP_444, flags);
        for (std::size_t size = 0; size < whole.size() - 2; ++size) {  // two bytes of end mark, which hold nothing
            const QString says = failureOf([&] { decodeJpeg({whole.data(), size}, "set.zip/cut.jpg"); });
            QVERIFY2(says.startsWith("BadData: set.zip/cut.jpg"),
                     qPrintable(QString::number(size) + " bytes: " + says));
        }
    }

    void readsWithoutTheEndMark_data() {
        QTest::addColumn<Bytes>("sound");
        QTest::newRow("colours") << jpegOf({250, 10, 20}, {10, 20, 200}, TJPF_RGB);
        QTest::newRow("fewer samples of colours") << jpegOf({250, 10, 20}, {10, 20, 200}, TJPF_RGB, TJSAMP_420);
        QTest::newRow("grey") << jpegOf({30}, {220}, TJPF_GRAY, TJSAMP_GRAY);
        QTest::newRow("progressive") << jpegOf({250, 10, 20}, {10, 20, 200}, TJPF_RGB, TJSAMP_420, TJFLAG_PROGRESSIVE);
    }
    void readsWithoutTheEndMark() {
        QFETCH(Bytes, sound);
        for (const int missing : {1, 2}) {
            const DecodedImage decoded = decodeJpeg({sound.data(), sound.size() - missing}, "a.jpg");
            QCOMPARE(decoded.image, decodeJpeg(sound, "a.jpg").image);
            QVERIFY(decoded.repaired);
        }
    }

    void survivesChangedBytes() {
        Random random = makeRandom(1, "changed bytes");
        int refused = 0;
        for (const int flags : {0, TJFLAG_PROGRESSIVE}) {
            const Bytes whole = jpegOf({250, 10, 20}, {10, 20, 200}, TJPF_RGB, TJSAMP_420, flags);
            for (int i = 0; i < 1000; ++i) {
                Bytes changed = whole;
                changed[below(random, static_cast<int>(changed.size()))] ^=
                    static_cast<std::uint8_t>(1 + below(random, 255));
                const QString says = failureOf([&] { decodeJpeg(changed, "a.jpg"); });
                QVERIFY2(says.isEmpty() || says.startsWith("BadData: a.jpg"), qPrintable(says));
                refused += !says.isEmpty();
            }
        }
        QVERIFY2(refused > 300, qPrintable(QString::number(refused)));
    }

    void refusesHugeImages() {
        const Bytes small = jpegOf({30}, {220}, TJPF_GRAY, TJSAMP_GRAY);
        for (const auto& [width, height] : {std::pair(65000, 65000), std::pair(8000, 8000), std::pair(9000, 1)}) {
            const QString says = failureOf([&] { decodeJpeg(withSize(small, width, height), "huge.jpg"); });
            QVERIFY2(says.startsWith("BadData: huge.jpg: has " + QString::number(width) + " x"), qPrintable(says));
        }
    }

    void refusesOtherThings() {
        VERIFY_SAYS(failureOf([] { decodeJpeg(bytesOf("no image"), "a.jpg"); }), "BadData: a.jpg: is not a sound JPEG");
        VERIFY_SAYS(failureOf([] { decodeJpeg({}, "a.jpg"); }), "BadData: a.jpg: is not a sound JPEG");
    }

    void turnsUpright_data() {
        QTest::addColumn<int>("orientation");
        QTest::addColumn<QList<int>>("quarters");
        QTest::newRow("none said") << 0 << QList<int>{20, 90, 160, 230};
        QTest::newRow("upright") << 1 << QList<int>{20, 90, 160, 230};
        QTest::newRow("mirrored") << 2 << QList<int>{90, 20, 230, 160};
        QTest::newRow("half a turn") << 3 << QList<int>{230, 160, 90, 20};
        QTest::newRow("mirrored upside down") << 4 << QList<int>{160, 230, 20, 90};
        QTest::newRow("transposed") << 5 << QList<int>{20, 160, 90, 230};
        QTest::newRow("to be turned right") << 6 << QList<int>{160, 20, 230, 90};
        QTest::newRow("transposed the other way") << 7 << QList<int>{230, 90, 160, 20};
        QTest::newRow("to be turned left") << 8 << QList<int>{90, 230, 20, 160};
        QTest::newRow("no such") << 9 << QList<int>{20, 90, 160, 230};
    }
    void turnsUpright() {
        QFETCH(int, orientation);
        QFETCH(QList<int>, quarters);
        for (const bool lowFirst : {false, true}) {
            const Image image = decodeJpeg(quartersWithExif(orientation, lowFirst), "a.jpg").image;
            const bool turned = orientation >= 5 && orientation <= 8;
            QCOMPARE(image.width, turned ? 16 : 32);
            QCOMPARE(image.height, turned ? 32 : 16);
            const std::size_t last = image.pixels.size() - 1, width = image.width;
            const QList<int> corners{image.pixels[0], image.pixels[width - 1], image.pixels[last + 1 - width],
                                     image.pixels[last]};
            for (int i = 0; i < 4; ++i)
                QVERIFY2(isNear(corners[i], quarters[i]), qPrintable(QString::number(corners[i])));
        }
    }

    void survivesChangedExif() {
        const Bytes whole = quartersWithExif(6, true);
        Random random = makeRandom(1, "changed EXIF");
        int upright = 0;
        for (int i = 0; i < 2000; ++i) {
            Bytes changed = whole;
            for (int j = 0; j < 3; ++j) changed[2 + below(random, 48)] = static_cast<std::uint8_t>(below(random, 256));
            const QString says = failureOf([&] { upright += decodeJpeg(changed, "a.jpg").image.width == 32; });
            QVERIFY2(says.isEmpty() || says.startsWith("BadData: a.jpg"), qPrintable(says));
        }
        QVERIFY(upright > 500);
    }

    void readsStrayBytesBeforeTheEnd_data() {
        QTest::addColumn<int>("flags");
        QTest::addColumn<Bytes>("before");
        QTest::addColumn<Bytes>("after");
        QTest::addColumn<QString>("becomes");
        QTest::newRow("none") << 0 << Bytes{} << Bytes{} << "sound";
        // More than the decoder takes ahead, which it would drop without a word.
        QTest::newRow("line ends") << 0 << Bytes(20, 0x0D) << Bytes{} << "repaired";
        QTest::newRow("padding") << 0 << Bytes(40) << Bytes{} << "repaired";
        QTest::newRow("progressive") << int(TJFLAG_PROGRESSIVE) << Bytes(20, 0x0D) << Bytes{} << "repaired";
        QTest::newRow("after the end") << 0 << Bytes{} << Bytes{1, 2, 3} << "sound";
        QTest::newRow("so many that pixels may be among them") << 0 << Bytes(1000, 1) << Bytes{} << "refused";
    }
    void readsStrayBytesBeforeTheEnd() {
        QFETCH(int, flags);
        QFETCH(Bytes, before);
        QFETCH(Bytes, after);
        QFETCH(QString, becomes);
        const Bytes sound = jpegOf({250, 10, 20}, {10, 20, 200}, TJPF_RGB, TJSAMP_420, flags);
        Bytes bytes = sound;
        bytes.insert(bytes.end() - 2, before.begin(), before.end());
        bytes.insert(bytes.end(), after.begin(), after.end());
        if (becomes == "refused") {
            VERIFY_SAYS(failureOf([&] { decodeJpeg(bytes, "a.jpg"); }), "BadData: a.jpg: is not a sound JPEG image");
            return;
        }
        const DecodedImage decoded = decodeJpeg(bytes, "a.jpg");
        QCOMPARE(decoded.image, decodeJpeg(sound, "a.jpg").image);
        QCOMPARE(decoded.repaired, becomes == "repaired");
    }
};

ONESHOT_TEST(TestJpeg)
#include "tst_jpeg.moc"
