#include <QTest>

#include "core/data/jpeg.h"
#include "core/data/random.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

constexpr int side = jpegSide;

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
    void decodesEveryKind_data();
    void decodesEveryKind();
    void refusesCutFiles();
    void survivesChangedBytes();
    void refusesHugeImages();
    void refusesOtherThings();
};

void TestJpeg::decodesEveryKind_data() {
    QTest::addColumn<QByteArray>("jpeg");
    QTest::addColumn<QList<int>>("left");
    QTest::addColumn<QList<int>>("right");
    const auto row = [](const char* name, const Bytes& bytes, const QList<int>& left, const QList<int>& right) {
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes)) << left
                            << right;
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

void TestJpeg::decodesEveryKind() {
    QFETCH(QByteArray, jpeg);
    QFETCH(QList<int>, left);
    QFETCH(QList<int>, right);
    const Image image = decodeJpeg({reinterpret_cast<const std::uint8_t*>(jpeg.data()), std::size_t(jpeg.size())}, "a");
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

void TestJpeg::refusesCutFiles() {
    const Bytes whole = jpegOf({250, 10, 20}, {10, 20, 200}, TJPF_RGB);
    for (std::size_t size = 0; size < whole.size() - 2; ++size) {  // two bytes of end mark, which hold nothing
        const QString says = failureOf([&] { decodeJpeg({whole.data(), size}, "set.zip/cut.jpg"); });
        QVERIFY2(says.startsWith("BadData: set.zip/cut.jpg"), qPrintable(QString::number(size) + " bytes: " + says));
    }
}

void TestJpeg::survivesChangedBytes() {
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

void TestJpeg::refusesHugeImages() {
    const Bytes small = jpegOf({30}, {220}, TJPF_GRAY, TJSAMP_GRAY);
    for (const auto& [width, height] : {std::pair(65000, 65000), std::pair(8000, 8000), std::pair(9000, 1)}) {
        const QString says = failureOf([&] { decodeJpeg(withSize(small, width, height), "huge.jpg"); });
        QVERIFY2(says.startsWith("BadData: huge.jpg: has " + QString::number(width) + " x"), qPrintable(says));
    }
}

void TestJpeg::refusesOtherThings() {
    VERIFY_SAYS(failureOf([] { decodeJpeg(bytesOf("no image"), "a.jpg"); }), "BadData: a.jpg: is not a sound JPEG");
    VERIFY_SAYS(failureOf([] { decodeJpeg({}, "a.jpg"); }), "BadData: a.jpg: is not a sound JPEG");
}

QTEST_APPLESS_MAIN(TestJpeg)
#include "tst_jpeg.moc"
