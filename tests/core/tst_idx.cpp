#include <QTest>

#include "core/files/idx.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/opened.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// Four images of 2x3 pixels, counted up from 1.
Bytes fourImages() {
    Bytes values(24);
    for (int i = 0; i < 24; ++i) values[i] = static_cast<std::uint8_t>(i + 1);
    return idxOf({4, 2, 3}, values);
}

Bytes fourLabels() {
    return idxOf({4}, {10, 2, 2, 0});
}

}  // namespace

class TestIdx : public QObject {
    Q_OBJECT

  private slots:
    void parsesArrays() {
        const Bytes bytes = fourImages();
        const Idx idx = parseIdx(bytes, "a");
        QCOMPARE(idx.sizes, (std::vector<std::int64_t>{4, 2, 3}));
        QCOMPARE(idx.values.size(), 24U);
        QCOMPARE(int(idx.values[23]), 24);
    }

    void refusesWhatIsNotSound_data() {
        QTest::addColumn<Bytes>("bytes");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const Bytes& bytes, const char* says) {
            QTest::newRow(name) << bytes << says;
        };
        row("empty", {}, "does not begin as an IDX file");
        row("text", bytesOf("label,1x1"), "does not begin as an IDX file");
        row("floats", idxOf({1}, {0, 0, 0, 0}, 0x0D), "values of type 13");
        row("no dimension", idxOf({}, {}), "has 0 dimensions");
        row("too many dimensions", idxOf({1, 1, 1, 1}, {0}), "has 4 dimensions");
        row("header cut", {0, 0, 8, 3, 0, 0, 0, 1}, "is cut short");
        row("one short", idxOf({4}, {1, 2, 3}), "claims to hold 4 values, but holds 3");
        row("one too many", idxOf({2}, {1, 2, 3}), "claims to hold 2 values, but holds 3");
        row("huge", idxOf({0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}, {1}), "claims to hold 4294967295 x 4294967295 values");
    }
    void refusesWhatIsNotSound() {
        QFETCH(Bytes, bytes);
        QFETCH(QString, says);
        const QString said = failureOf([&] { parseIdx(bytes, "set/a"); });
        VERIFY_SAYS(said, "BadData: set/a: ");
        VERIFY_SAYS(said, says.toUtf8().constData());
    }

    void opensPairs_data() {
        QTest::addColumn<QString>("images");
        QTest::addColumn<QString>("labels");
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("alphabet");
        const auto row = [](const char* name, const char* images, const char* labels, const char* given,
                            const char* alphabet) { QTest::newRow(name) << images << labels << given << alphabet; };
        row("plain", "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "train-images-idx3-ubyte", "train-images");
        row("packed", "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "train-images-idx3-ubyte.gz",
            "train-images");
        row("one packed", "train-images.idx3-ubyte", "train-labels.idx1-ubyte.gz", "train-images.idx3-ubyte",
            "train-images");
        row("the other packed", "a-images-idx3-ubyte.gz", "a-labels-idx1-ubyte", "a-images-idx3-ubyte.gz", "a-images");
        row("a folder", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", "", "t10k-images");
        row("known by its content", "my-images", "my-labels", "my-images", "my-images");
    }
    void opensPairs() {
        QFETCH(QString, images);
        QFETCH(QString, labels);
        QFETCH(QString, given);
        QFETCH(QString, alphabet);
        const TemporaryFolder folder;
        const auto write = [&](const QString& name, const Bytes& bytes) {
            writeFile(folder / ("mnist/" + name.toStdString()), name.endsWith(".gz") ? gzipOf(bytes) : bytes);
        };
        write(images, fourImages());
        write(labels, fourLabels());
        writeFile(folder / "mnist/LICENSE", bytesOf("CC-BY-SA"));
        const Dataset dataset = opened(folder / "mnist" / given.toStdString());
        QVERIFY(dataset.format == DataFormat::Idx);
        QVERIFY(dataset.lightInk);
        QCOMPARE(dataset.licence, "CC-BY-SA");
        QCOMPARE(dataset.alphabets.size(), 1U);
        QCOMPARE(QString::fromStdString(dataset.alphabets[0].name), alphabet);
        QStringList classes;
        for (const Character& character : dataset.alphabets[0].characters)
            classes << QString::fromStdString(character.name) + " x " + QString::number(character.drawings.size());
        QCOMPARE(classes.join(", "), QString("0 x 1, 2 x 2, 10 x 1"));
        QCOMPARE(dataset.drawings[0].image, (Image{1, 2, 3, {19, 20, 21, 22, 23, 24}}));
        QCOMPARE(dataset.drawings[3].image, (Image{1, 2, 3, {1, 2, 3, 4, 5, 6}}));
        QCOMPARE(dataset.drawings[3].drawer, 0);
    }

    void selectsAndInverts() {
        const TemporaryFolder folder;
        writeFile(folder / "images-idx3-ubyte", fourImages());
        writeFile(folder / "labels-idx1-ubyte", fourLabels());
        const Dataset dataset = opened(folder / "images-idx3-ubyte", ":characters=10,ink=dark");
        QVERIFY(!dataset.lightInk);
        QCOMPARE(dataset.drawingCount(), 1);
        QCOMPARE(dataset.drawings[0].image, (Image{1, 2, 3, {254, 253, 252, 251, 250, 249}}));
    }

    void tellsPaperThatSeemsToBeInk() {
        const TemporaryFolder folder;
        Bytes pixels(std::size_t{4} * 5 * 5, 255);
        for (const std::size_t image : {0, 1, 2, 3}) pixels[image * 25 + 12] = 0;
        writeFile(folder / "a-images-idx3-ubyte", idxOf({4, 5, 5}, pixels));
        writeFile(folder / "a-labels-idx1-ubyte", fourLabels());
        const auto warned = [&](const std::string& key) {
            const Dataset dataset = opened(folder / "a-images-idx3-ubyte", key);
            return std::ranges::count(dataset.readingWarnings, DatasetWarning::Kind::OtherInk, &DatasetWarning::kind);
        };
        QCOMPARE(warned(""), 1);
        QCOMPARE(warned(":ink=dark"), 0);
        QCOMPARE(warned(":ink=light"), 0);
    }

    void transposes() {
        const TemporaryFolder folder;
        writeFile(folder / "images-idx3-ubyte", fourImages());
        writeFile(folder / "labels-idx1-ubyte", fourLabels());
        const auto open = [&](const std::string& keys) {
            return opened(folder / "images-idx3-ubyte", ":characters=10" + keys);
        };
        QCOMPARE(open(",transpose=yes").drawings[0].image, (Image{1, 3, 2, {1, 4, 2, 5, 3, 6}}));
        QCOMPARE(open(",transpose=yes,ink=dark").drawings[0].image, (Image{1, 3, 2, {254, 251, 253, 250, 252, 249}}));
        QCOMPARE(open(",transpose=no").drawings[0].image, (Image{1, 2, 3, {1, 2, 3, 4, 5, 6}}));
        QCOMPARE(open("").drawings[0].image, (Image{1, 2, 3, {1, 2, 3, 4, 5, 6}}));
        QVERIFY(open("").readingWarnings.empty());
        QVERIFY(open("").alphabets[0].implicit);
    }

    void hintsAtEmnist() {
        const TemporaryFolder folder;
        writeFile(folder / "EMNIST-letters-train-images-idx3-ubyte", fourImages());
        writeFile(folder / "EMNIST-letters-train-labels-idx1-ubyte", fourLabels());
        const auto warnings = [&](const std::string& keys) { return opened(folder.path(), keys).readingWarnings; };
        const std::vector<DatasetWarning> seen = warnings("");
        QCOMPARE(seen.size(), 1U);
        QVERIFY(seen[0].kind == DatasetWarning::Kind::TurnedImages);
        QVERIFY(warnings(":transpose=yes").empty());
        QVERIFY(warnings(":transpose=no").empty());
    }

    void hintsAtEmnistByItsFolder() {
        const TemporaryFolder folder;
        for (const std::string path : {"EMNIST/raw", "emnist-letters", "mnist"}) {
            writeFile(folder / path / "train-images-idx3-ubyte", fourImages());
            writeFile(folder / path / "train-labels-idx1-ubyte", fourLabels());
            const auto warnings = opened(folder / path).readingWarnings;
            QCOMPARE(warnings.size(), path == "mnist" ? std::size_t(0) : std::size_t(1));
            if (!warnings.empty()) QVERIFY(warnings[0].kind == DatasetWarning::Kind::TurnedImages);
        }
    }

    void saysWhatIsWrongWithPairs() {
        const TemporaryFolder folder;
        const auto open = [&](const std::string& name) { return failureOf([&] { opened(folder / name); }); };
        writeFile(folder / "a/a-images-idx3-ubyte", fourImages());
        VERIFY_SAYS(open("a"), "a-images-idx3-ubyte: has no file of labels beside it. Expected");
        writeFile(folder / "a/a-labels-idx1-ubyte", idxOf({3}, {1, 2, 3}));
        VERIFY_SAYS(open("a"), "a-labels-idx1-ubyte: holds 3 labels for 4 images");
        writeFile(folder / "a/a-labels-idx1-ubyte", fourImages());
        VERIFY_SAYS(open("a"), "a-labels-idx1-ubyte: has 3 dimensions, labels have 1");
        VERIFY_SAYS(open("a/a-labels-idx1-ubyte"), "BadData: ");
        writeFile(folder / "a/b-images-idx3-ubyte.gz", {});
        VERIFY_SAYS(open("a"),
                    "a: holds several IDX files of images: a-images-idx3-ubyte, b-images-idx3-ubyte.gz. Give");
        VERIFY_SAYS(open("a/b-images-idx3-ubyte.gz"), "b-images-idx3-ubyte.gz: does not begin as an IDX file");
        writeFile(folder / "c/images-idx3-ubyte", idxOf({0, 28, 28}, {}));
        VERIFY_SAYS(open("c"), "images-idx3-ubyte: holds no images");
        writeFile(folder / "c/images-idx3-ubyte", idxOf({1, 0, 28}, {}));
        VERIFY_SAYS(open("c"), "images-idx3-ubyte: has 28 x 0 pixels");
        writeFile(folder / "c/images-idx3-ubyte", idxOf({5'000'001, 1, 1}, Bytes(5'000'001)));
        VERIFY_SAYS(open("c"), "images-idx3-ubyte: holds more than 5000000 images");
    }

    /// Nothing follows these headers: who unpacked or read on would say that they are cut short.
    void refusesByTheHeaderAlone() {
        const TemporaryFolder folder;
        const auto open = [&](const Bytes& images) {
            writeFile(folder / "a-images-idx3-ubyte.gz", images);
            return failureOf([&] { opened(folder / "a-images-idx3-ubyte.gz"); });
        };
        for (const auto& pack : {gzipOf, +[](const Bytes& bytes) { return bytes; }}) {
            VERIFY_SAYS(open(pack(idxOf({1'000'000'000, 1, 1}, {}))), "holds more than 5000000 images");
            VERIFY_SAYS(open(pack(idxOf({1, 40'000, 20'000}, {}))), "has 20000 x 40000 pixels");
        }
        const Bytes many = idxOf({1'100'000, 32, 32}, {});
        VERIFY_SAYS(open(gzipOf(many)), "has no file of labels beside it");
        writeFile(folder / "a-labels-idx1-ubyte", idxOf({1'000'000'000}, {}));
        VERIFY_SAYS(open(gzipOf(many)), "a-labels-idx1-ubyte: holds 1,000,000,000 labels for 1,100,000 images");
        writeFile(folder / "a-labels-idx1-ubyte", idxOf({1'100'000}, Bytes(1'100'000)));
        VERIFY_SAYS(open(gzipOf(many)), "claims to hold 1100000 x 32 x 32 values, which is more than 1073741824 bytes");
        writeFile(folder / "a-labels-idx1-ubyte", fourLabels());
        // What follows is unpacked no further than the header asks for.
        Bytes longer = idxOf({4, 2, 3}, {});
        longer.resize(10'000'000);
        VERIFY_SAYS(open(gzipOf(longer)), "a-images-idx3-ubyte.gz: unpacks to more than 40 bytes");
    }
};

ONESHOT_TEST(TestIdx)
#include "tst_idx.moc"
