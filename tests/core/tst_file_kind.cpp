#include <QTest>
#include <algorithm>

#include "core/files/file_kind.h"
#include "core/models/safetensors.h"
#include "tests/support/examples.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

Bytes zipOf(const std::vector<ContainedFile>& files) {
    const TemporaryFolder folder;
    writeZip(folder / "a.zip", files);
    return readFile(folder / "a.zip");
}

Bytes at(std::size_t place, const std::string& text) {
    Bytes bytes(place, 1);
    const Bytes end = bytesOf(text);
    bytes.insert(bytes.end(), end.begin(), end.end());
    return bytes;
}

Bytes withZeros(std::string text) {  // '~' stands for a zero byte
    std::ranges::replace(text, '~', '\0');
    return bytesOf(text);
}

}  // namespace

class TestFileKind : public QObject {
    Q_OBJECT

  private slots:
    void tellsByTheFirstBytes_data() {
        QTest::addColumn<Bytes>("bytes");
        QTest::addColumn<QString>("kind");
        const auto row = [](const Bytes& bytes, const char* kind) { QTest::newRow(kind) << bytes << QString(kind); };
        row({}, "an empty file");
        row(examplePngs()[0].bytes, "a PNG image");
        row(jpegOf({30}, {220}, TJPF_GRAY, TJSAMP_GRAY), "a JPEG image");
        row(withZeros("BM\x46~~~~~~~\x36~~~\x28~~~\2~~~\2~~~\1~\x18~"), "a BMP image");
        row(bytesOf("GIF89a"), "a GIF image");
        row(bytesOf("RIFF\x10\x01\x01\x01WEBPVP8L"), "a WebP image");
        row(withZeros("II*~\x08~~~"), "a TIFF image");
        row(withZeros("MM~+~\x08~~"), "a BigTIFF image");
        row(withZeros("~~~\x18"
                      "ftypheic"),
            "a HEIC image");
        row(withZeros("~~~\x18"
                      "ftypavif"),
            "an AVIF image");
        row(withZeros("~~~\x18"
                      "ftypisom"),
            "a video or sound file");
        row(withZeros("~~~\x0CjP  \r\n"), "a JPEG 2000 image");
        row(bytesOf("\xFF\x0A\x7F"), "a JPEG XL image");
        row(withZeros("8BPS~\1"), "a Photoshop document");
        row(withZeros("~~\1~\1~"), "a Windows icon");
        row(bytesOf("<?xml version=\"1.0\"?>\n<svg xmlns="), "an SVG drawing");
        row(bytesOf("P5\n3 3\n255\n"), "a PNM image");
        row(at(128, "DICM"), "a DICOM image");
        row(bytesOf("%PDF-1.7"), "a PDF document");
        row(zipOf({{"a/b.txt", bytesOf("text")}}), "a zip archive");
        row(at(257, "ustar"), "a tar archive");
        row(gzipOf(bytesOf("text")), "a gzip archive");
        row(bytesOf("BZh91AY"), "a bzip2 archive");
        row(withZeros("\xFD"
                      "7zXZ~~"),
            "an xz archive");
        row(bytesOf("\x28\xB5\x2F\xFD"), "a Zstandard archive");
        row(withZeros("7z\xBC\xAF\x27\x1C~\4"), "a 7z archive");
        row(bytesOf("Rar!\x1A\x07\x01"), "a RAR archive");
        row(zipOf({{"_rels/.rels", bytesOf("x")}, {"[Content_Types].xml", bytesOf("<Types/>")}}),
            "an Office document or table (xlsx, docx, pptx)");
        row(zipOf({{"archive/data.pkl", bytesOf("x")}, {"archive/data/0", bytesOf("x")}}), "a PyTorch file (pt)");
        row(zipOf({{"arr_0.npy", bytesOf("x")}}), "a NumPy archive (npz)");
        row(idxOf({1, 1, 1}, {7}), "an IDX file");
        row(bytesOf("\x93NUMPY\x01"), "a NumPy array (npy)");
        row(bytesOf("\x89HDF\r\n\x1A\n"), "an HDF5 file (h5)");
        row(bytesOf("MATLAB 5.0 MAT-file, Platform"), "a MATLAB file (mat)");
        row(bytesOf("PAR1\x15"), "a Parquet table");
        row(withZeros("SQLite format 3~"), "an SQLite database");
        row(bytesOf("\x80\x04\x95\x10"), "a Python pickle");
        row(bytesOf("\x08\x07\x12\x07pytorch\x1A"), "an ONNX model");
        row(withZeros("\x40~~~~~~~{\"a\":{}}"), "a safetensors file");
        row(bytesOf("version https://git-lfs.github.com/spec/v1\noid"), "a Git LFS pointer, which stands for the file");
        row(bytesOf("\n<!DOCTYPE html><title>404"), "a web page (HTML)");
        row(withZeros("\xFF\xFE"
                      "a~b~"),
            "text in UTF-16");
        row(bytesOf("a,b\n1,\xC3\xA4\n"), "text");
        row(withZeros("\1~\2~\3"), "a file of an unknown kind");
    }
    void tellsByTheFirstBytes() {
        QFETCH(Bytes, bytes);
        QFETCH(QString, kind);
        QCOMPARE(QString::fromStdString(describe(fileKindOf(bytes))), kind);
    }

    /// The names that tell come after tensors of any size.
    void tellsPyTorchByItsFill() {
        const std::string header("PK\3\4\0\0\x08\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0E\0\4\0", 30);
        const auto kindOf = [&](const std::string& name, const std::string& extra) {
            return fileKindOf(bytesOf(header + name + extra + std::string(100, '\1')));
        };
        QVERIFY(kindOf("archive/data/0", std::string("FB\0\0", 4)) == FileKind::PyTorch);
        QVERIFY(kindOf("archive/data/0", std::string("UT\0\0", 4)) == FileKind::Zip);
        QVERIFY(kindOf("images/cats/01", std::string("FB\0\0", 4)) == FileKind::Zip);
    }

    void tellsOfFilesOnDisk() {
        const TemporaryFolder folder;
        writeFile(folder / "a.jpg", bytesOf("GIF89a"));
        writeSafeTensors(folder / "weights", {});
        QVERIFY(fileKindAt(folder / "a.jpg") == FileKind::Gif);
        QVERIFY(fileKindAt(folder / "weights") == FileKind::SafeTensors);
        QVERIFY(fileKindAt(folder / "missing") == FileKind::Unknown);
        QVERIFY(fileKindAt(folder.path()) == FileKind::Unknown);
    }

    void namesWhatTheNameDoesNotTell_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* test, const char* name, const char* said) {
            QTest::newRow(test) << name << said;
        };
        row("its own", "set.zip/cat/a.GIF", "a GIF image");
        row("another", "set.zip/cat/a.JPG", "a GIF image named .jpg");
        row("none", "set.v2/a", "a GIF image");
    }
    void namesWhatTheNameDoesNotTell() {
        QFETCH(QString, name);
        QFETCH(QString, said);
        QCOMPARE(QString::fromStdString(describeNamed(FileKind::Gif, name.toStdString())), said);
    }

    void knowsWhatCanBeDecoded() {
        QVERIFY(isImageKind(FileKind::Tiff) && isImageKind(FileKind::Png));
        QVERIFY(!isImageKind(FileKind::Heif) && !isImageKind(FileKind::Zip));
        QVERIFY(isForeignArchive(FileKind::SevenZip) && isForeignArchive(FileKind::Tar));
        QVERIFY(!isForeignArchive(FileKind::Zip) && !isForeignArchive(FileKind::Text));
    }
};

ONESHOT_TEST(TestFileKind)
#include "tst_file_kind.moc"
