#include <QTest>

#include "core/files/image_files.h"
#include "core/files/png.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

class TestImageFiles : public QObject {
    Q_OBJECT

  private slots:
    void knowsPathsOfImages() {
        for (const char* path :
             {"a.png", "b/A.JPG", "a.jpeg", "a.jfif", "a.jpe", "a.bmp", "a.dib", "a.gif", "a.webp", "a.tif", "a.TIFF"})
            QVERIFY2(isImagePath(path), path);
        for (const char* path : {"a", "png", "a.txt", "a.png.txt", "a.heic", "a.psd"})
            QVERIFY2(!isImagePath(path), path);
    }

    void namesTheTrueKindOfWhatIsNone_data() {
        QTest::addColumn<Bytes>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("text") << bytesOf("text")
                              << "is text named .png, not an image that can be read. Save it as PNG, JPEG";
        QTest::newRow("a document") << bytesOf("%PDF-1.4") << "is a PDF document named .png, not an image";
        QTest::newRow("nothing") << Bytes{} << "is an empty file, not an image";
        QTest::newRow("a pointer") << bytesOf("version https://git-lfs.github.com/spec/v1")
                                   << "is a Git LFS pointer, which stands for the file. Fetch the files themselves";
    }
    void namesTheTrueKindOfWhatIsNone() {
        QFETCH(Bytes, bytes);
        QFETCH(QString, says);
        const QString said = failureOf([&] { decodeImage(bytes, "set/a.png"); });
        VERIFY_SAYS(said, "BadData: set/a.png: ");
        VERIFY_SAYS(said, says.toUtf8().constData());
    }

    void makesInkOfOneImage_data() {
        QTest::addColumn<Bytes>("bytes");
        QTest::newRow("dark on bright") << pngOf(3, 1, 0, 8, {255, 0, 255});
        QTest::newRow("bright on dark") << pngOf(3, 1, 0, 8, {0, 255, 0});
        for (const int bits : {8, 10, 12, 14}) QTest::addRow("%d bits in 16", bits) << widePng((1 << bits) - 1, 0);
        QTest::newRow("12 bits and opacity")
            << pngOf(3, 1, 4, 16, {0x0F, 0xFF, 0x0F, 0xFF, 0, 0, 0x0F, 0xFF, 0x0F, 0xFF, 0x0F, 0xFF});
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
    void makesInkOfOneImage() {
        QFETCH(Bytes, bytes);
        QCOMPARE(decodeInk(bytes, "a"), (Image{1, 1, 3, {0, 255, 0}}));
    }
};

ONESHOT_TEST(TestImageFiles)
#include "tst_image_files.moc"
