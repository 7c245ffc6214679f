#include <QTest>

#include <numeric>

#include "core/data/image_set.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/raw_zip.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;
using Ink = ImageReading::Ink;

namespace {

std::vector<std::size_t> upTo(std::size_t count) {
    std::vector<std::size_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    return numbers;
}

/// Of these files, sorted by path; of all where none are chosen.
ImageSet read(const std::vector<ContainedFile>& files, const ImageReading& reading = {},
              const std::vector<std::size_t>& chosen = {}) {
    std::vector<RawZipEntry> entries;
    for (const ContainedFile& file : files) entries.push_back({file.path, file.bytes});
    const Bytes zip = rawZip(entries);
    Container container(zip, "set", {[](const std::string&) { return true; }});
    const std::vector<std::size_t> all = upTo(files.size());
    return readImages(container, chosen.empty() ? all : chosen, reading, all);
}

}  // namespace

class TestImageSet : public QObject {
    Q_OBJECT

  private slots:
    void findsWhatIsWhite_data();
    void findsWhatIsWhite();
    void keepsToThePersonsInk_data();
    void keepsToThePersonsInk();
    void tellsOfFurtherPictures();
    void findsWhatIsNotSaidOverAll();
    void tellsWhatCannotBeDecoded();
    void refusesTooManyPixelsTogether();
};

/// Of two images: the largest value of each.
void TestImageSet::findsWhatIsWhite_data() {
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

void TestImageSet::findsWhatIsWhite() {
    QFETCH(int, first);
    QFETCH(int, second);
    QFETCH(int, white);
    const Bytes cut = bytesOf(std::string("\x89PNG\r\n\x1A\n", 8).append(16, '\0').append(1, '\x10'));
    const std::vector<ContainedFile> files{{"1.png", widePng(first, 0)},
                                           {"2.png", widePng(0, second)},
                                           {"3.png", pngOf(1, 1, 0, 8, {255})},
                                           {"4.png", cut}};
    const ImageSet set = read(files);
    QCOMPARE(set.white, white);
    QCOMPARE(set.sixteenBits, 3);  // by the header
    QCOMPARE(set.fewerBits, white == fullSample ? 0 : 2);
}

/// All of three pixels; ink where none, dark and light was said.
void TestImageSet::keepsToThePersonsInk_data() {
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

void TestImageSet::keepsToThePersonsInk() {
    QFETCH(Bytes, rgba);
    QFETCH(Bytes, unsaid);
    QFETCH(Bytes, dark);
    QFETCH(Bytes, light);
    const std::vector<ContainedFile> files{{"a.png", pngOf(3, 1, 6, 8, rgba)}};
    const auto inkOf = [&](const ImageReading& reading) { return read(files, reading).images[0].image.pixels; };
    QCOMPARE(inkOf({}), unsaid);
    QCOMPARE(inkOf({.ink = Ink::Dark, .inkIsGiven = true}), dark);
    QCOMPARE(inkOf({.ink = Ink::Light, .inkIsGiven = true}), light);
}

void TestImageSet::tellsOfFurtherPictures() {
    const GifPicture picture{1, 1, {0}};
    const std::vector<ContainedFile> files{{"1.gif", gifOf({picture})},
                                           {"2.gif", gifOf({picture, picture})},
                                           {"3.tif", tiffOfPages({{{1, 1}, {0}}, {{1, 1}, {0}}})}};
    const std::vector<DecodedFile> decoded = read(files).images;
    QVERIFY(!decoded[0].holdsMore);
    QVERIFY(decoded[1].holdsMore && decoded[2].holdsMore);
}

/// White and ink do not depend on what is chosen.
void TestImageSet::findsWhatIsNotSaidOverAll() {
    const std::vector<ContainedFile> files{{"1.png", widePng(1000, 0)},
                                           {"2.png", widePng(0, 4000)},
                                           {"3.png", widePng(10, 900)},
                                           {"4.png", pngOf(3, 3, 0, 8, {255, 255, 255, 255, 0, 255, 255, 255, 255})}};
    const ImageReading byBorders{.ink = Ink::ByBorders};
    const ImageSet all = read(files, byBorders), some = read(files, byBorders, {3, 0});
    for (const ImageSet* set : {&all, &some}) {
        QVERIFY(set->lightInk);
        QCOMPARE(set->white, 4095);
        QCOMPARE(set->fewerBits, 3);
    }
    QCOMPARE(some.images.size(), std::size_t(2));
    QCOMPARE(some.images[0].image, all.images[3].image);
    QCOMPARE(some.images[1].image, all.images[0].image);
    QVERIFY(some.images[0].showsOtherInk);
}

void TestImageSet::tellsWhatCannotBeDecoded() {
    const ImageSet set = read({{"1.png", pngOf(1, 1, 0, 8, {255})}, {"2.png", bytesOf("text")}});
    QVERIFY(!set.images[0].problem);
    QCOMPARE(set.images[0].image, (Image{1, 1, 1, {0}}));
    QCOMPARE(set.images[1].problem->where(), "set/2.png");
    QVERIFY(set.images[1].image.pixels.empty());
}

/// However few bytes they come from; what is not chosen does not count.
void TestImageSet::refusesTooManyPixelsTogether() {
    std::vector<ContainedFile> files;
    for (int i = 0; i < 9; ++i) files.push_back({std::to_string(i) + ".png", pngOf(10, 10, 0, 8, Bytes(100))});
    const auto says = [&](std::int64_t maxPixels, const std::vector<std::size_t>& chosen) {
        return failureOf([&] { read(files, {.maxPixels = maxPixels}, chosen); });
    };
    QCOMPARE(says(900, {}), QString());
    VERIFY_SAYS(says(899, {}), "BadData: set: holds images of more than 899 pixels in all. Scale them down");
    QCOMPARE(says(300, {1, 5, 7}), QString());
}

ONESHOT_TEST(TestImageSet)
#include "tst_image_set.moc"
