#include <QTest>

#include "core/data/image_files.h"
#include "core/data/png.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// Paper, ink, paper of 16 bits, grey.
Bytes widePng(int paper, int ink) {
    const auto high = [](int sample) { return static_cast<std::uint8_t>(sample >> 8); };
    const auto low = [](int sample) { return static_cast<std::uint8_t>(sample); };
    return pngOf(3, 1, 0, 16, {high(paper), low(paper), high(ink), low(ink), high(paper), low(paper)});
}

std::vector<const ContainedFile*> pointersTo(const std::vector<ContainedFile>& files) {
    std::vector<const ContainedFile*> pointers;
    for (const ContainedFile& file : files) pointers.push_back(&file);
    return pointers;
}

}  // namespace

class TestImageFiles : public QObject {
    Q_OBJECT

  private slots:
    void knowsPathsOfImages();
    void namesTheTrueKindOfWhatIsNone_data();
    void namesTheTrueKindOfWhatIsNone();
    void makesInkOfOneImage_data();
    void makesInkOfOneImage();
    void findsWhatIsWhite_data();
    void findsWhatIsWhite();
    void keepsToThePersonsInk_data();
    void keepsToThePersonsInk();
    void tellsOfFurtherPictures();
    void refusesToSayWhatIsWhiteOfEightBits();
};

void TestImageFiles::knowsPathsOfImages() {
    for (const char* path :
         {"a.png", "b/A.JPG", "a.jpeg", "a.jfif", "a.jpe", "a.bmp", "a.dib", "a.gif", "a.webp", "a.tif", "a.TIFF"})
        QVERIFY2(isImagePath(path), path);
    for (const char* path : {"a", "png", "a.txt", "a.png.txt", "a.heic", "a.psd"}) QVERIFY2(!isImagePath(path), path);
}

void TestImageFiles::namesTheTrueKindOfWhatIsNone_data() {
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<QString>("says");
    QTest::newRow("text") << bytesOf("text") << "is text named .png, no image that can be read. Save it as PNG, JPEG";
    QTest::newRow("a document") << bytesOf("%PDF-1.4") << "is a PDF document named .png, no image";
    QTest::newRow("nothing") << Bytes{} << "is an empty file, no image";
    QTest::newRow("a pointer") << bytesOf("version https://git-lfs.github.com/spec/v1")
                               << "is a Git LFS pointer, which stands for the file. Fetch the files themselves";
}

void TestImageFiles::namesTheTrueKindOfWhatIsNone() {
    QFETCH(Bytes, bytes);
    QFETCH(QString, says);
    const QString said = failureOf([&] { decodeImage(bytes, "set/a.png"); });
    VERIFY_SAYS(said, "BadData: set/a.png: ");
    VERIFY_SAYS(said, says.toUtf8().constData());
}

void TestImageFiles::makesInkOfOneImage_data() {
    QTest::addColumn<Bytes>("bytes");
    QTest::newRow("dark on bright") << pngOf(3, 1, 0, 8, {255, 0, 255});
    QTest::newRow("bright on dark") << pngOf(3, 1, 0, 8, {0, 255, 0});
    for (const int bits : {8, 10, 12, 14}) QTest::addRow("%d bits in 16", bits) << widePng((1 << bits) - 1, 0);
    QTest::newRow("12 bits and opacity") << pngOf(3, 1, 4, 16,
                                                  {0x0F, 0xFF, 0x0F, 0xFF, 0, 0, 0x0F, 0xFF, 0x0F, 0xFF, 0x0F, 0xFF});
    QTest::newRow("12 bits, white on transparency")
        << pngOf(3, 1, 4, 16, {0x0F, 0xFF, 0, 0, 0x0F, 0xFF, 0x0F, 0xFF, 0x0F, 0xFF, 0, 0});
    QTest::newRow("white on transparency")
        << pngOf(3, 1, 6, 8, {255, 255, 255, 0, 255, 255, 255, 255, 255, 255, 255, 0});
    QTest::newRow("black on transparency") << pngOf(3, 1, 6, 8, {0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0});
    QTest::newRow("white on transparency, GIF")
        << gifOf({{3, 1, {2, 1, 2}, {0, 0, 0, 255, 255, 255, 9, 9, 9, 8, 8, 8}, 2}});
    QTest::newRow("WebP") << webpOf(3, 1, {255, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 255});
    QTest::newRow("TIFF") << tiffOf({3, 1}, {255, 0, 255});
    QTest::newRow("BMP") << bmpOf(3, 1, 8, {0, 0, 0, 0, 255, 255, 255, 0}, {1, 0, 1, 0});
}

void TestImageFiles::makesInkOfOneImage() {
    QFETCH(Bytes, bytes);
    QCOMPARE(decodeInk(bytes, "a"), (Image{1, 1, 3, {0, 255, 0}}));
}

/// Of two images: the largest value of each.
void TestImageFiles::findsWhatIsWhite_data() {
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::addColumn<int>("white");
    QTest::newRow("8 bits") << 255 << 0 << 255;
    QTest::newRow("merely dark") << 200 << 60 << 255;
    QTest::newRow("10 bits") << 256 << 100 << 1023;
    QTest::newRow("12 bits") << 1023 << 1024 << 4095;
    QTest::newRow("14 bits") << 16383 << 4095 << 16383;
    QTest::newRow("16 bits") << 4095 << 16384 << 65535;
}

void TestImageFiles::findsWhatIsWhite() {
    QFETCH(int, first);
    QFETCH(int, second);
    QFETCH(int, white);
    const Bytes cut = bytesOf(std::string("\x89PNG\r\n\x1A\n", 8) + std::string(16, '\0') + '\x10');
    const std::vector<ContainedFile> files{{"1.png", widePng(first, 0)},
                                           {"2.png", widePng(0, second)},
                                           {"3.png", pngOf(1, 1, 0, 8, {255})},
                                           {"4.png", cut}};
    const SixteenBits found = sixteenBitsOf(pointersTo(files));
    QCOMPARE(found.white, white);
    QCOMPARE(found.images, white == fullSample ? 0 : 2);
}

/// All of three pixels; ink where none, dark and light was said.
void TestImageFiles::keepsToThePersonsInk_data() {
    QTest::addColumn<Bytes>("rgba");
    QTest::addColumn<Bytes>("unsaid");
    QTest::addColumn<Bytes>("dark");
    QTest::addColumn<Bytes>("light");
    QTest::newRow("white on transparency") << Bytes{255, 255, 255, 0, 255, 255, 255, 255, 255, 255, 255, 0}
                                           << Bytes{0, 255, 0} << Bytes{0, 0, 0} << Bytes{0, 255, 0};
    QTest::newRow("black on transparency")
        << Bytes{0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0} << Bytes{0, 255, 0} << Bytes{0, 255, 0} << Bytes{0, 0, 0};
    QTest::newRow("a white card with a hole") << Bytes{255, 255, 255, 255, 255, 255, 255, 0, 255, 255, 255, 255}
                                              << Bytes{0, 0, 0} << Bytes{0, 0, 0} << Bytes{255, 0, 255};
}

void TestImageFiles::keepsToThePersonsInk() {
    QFETCH(Bytes, rgba);
    QFETCH(Bytes, unsaid);
    QFETCH(Bytes, dark);
    QFETCH(Bytes, light);
    const std::vector<ContainedFile> files{{"a.png", pngOf(3, 1, 6, 8, rgba)}};
    const auto inkOf = [&](const ImageReading& reading) {
        return decodeImageFiles(pointersTo(files), "set", reading)[0].image.pixels;
    };
    QCOMPARE(inkOf({}), unsaid);
    QCOMPARE(inkOf({false, fullSample, true}), dark);
    QCOMPARE(inkOf({true, fullSample, true}), light);
}

void TestImageFiles::tellsOfFurtherPictures() {
    const GifPicture picture{1, 1, {0}};
    const std::vector<ContainedFile> files{{"1.gif", gifOf({picture})},
                                           {"2.gif", gifOf({picture, picture})},
                                           {"3.tif", tiffOfPages({{{1, 1}, {0}}, {{1, 1}, {0}}})}};
    const std::vector<DecodedFile> decoded = decodeImageFiles(pointersTo(files), "set", {});
    QVERIFY(!decoded[0].holdsMore);
    QVERIFY(decoded[1].holdsMore && decoded[2].holdsMore);
}

void TestImageFiles::refusesToSayWhatIsWhiteOfEightBits() {
    std::vector<ContainedFile> files{{"1.png", pngOf(1, 1, 0, 8, {255})}};
    VERIFY_SAYS(failureOf([&] { requireSixteenBits(pointersTo(files)); }),
                "InvalidSetting: max-value: is of images of 16 bits, and none of these has as many");
    files.push_back({"2.png", widePng(4095, 0)});
    QCOMPARE(failureOf([&] { requireSixteenBits(pointersTo(files)); }), "");
}

ONESHOT_TEST(TestImageFiles)
#include "tst_image_files.moc"
