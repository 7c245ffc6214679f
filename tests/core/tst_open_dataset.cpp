#include <QTest>

#include "core/data/catalogue.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/files/png.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

/// Which reader is taken, and what openDataset adds to what it reads.
class TestOpenDataset : public QObject {
    Q_OBJECT

  private slots:
    void tellsFormatsApart();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void inverts_data();
    void inverts();
    void fingerprintsGlyphsByTheirParameters();
    void opensTheSameAgain();
    void selectsExactNamesFirst();
    void refusesOtherLayouts_data();
    void refusesOtherLayouts();
    void namesTheBrokenPngs();
    void reportsProgressAndCancels();
    void cancelsEveryReader();
    void helpNamesEveryLayout();
};

void TestOpenDataset::tellsFormatsApart() {
    const TemporaryFolder folder;
    writeZip(folder / "o.zip", tinyOmniglot(1, 2, 2));
    writeZip(folder / "i.zip", {{"cat/1.png", encodePng(numberedImage(1))}});
    writeFile(folder / "v.csv", bytesOf("1,2,x\n"));
    writeFile(folder / "images-idx3-ubyte", {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7});
    writeFile(folder / "labels-idx1-ubyte", {0, 0, 8, 1, 0, 0, 0, 1, 5});
    // A folder is one of images, whatever its name.
    writeFolder(folder / "folder.csv", {{"cat/1.png", encodePng(numberedImage(1))}});
    const auto format = [&](const std::string& name) {
        return openDataset(parseDataSpec((folder / name).string())).format;
    };
    QVERIFY(format("o.zip") == DataFormat::Omniglot);
    QVERIFY(format("i.zip") == DataFormat::ImageFolder);
    QVERIFY(format("v.csv") == DataFormat::Vectors);
    QVERIFY(format("images-idx3-ubyte") == DataFormat::Idx);
    QVERIFY(format("folder.csv") == DataFormat::ImageFolder);
    QVERIFY(openDataset(parseDataSpec("glyphs:alphabet-count=1,drawer-count=2")).format == DataFormat::Glyphs);
}

void TestOpenDataset::saysWhatIsMissing_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"gone", "gone.zip", "gone.csv", "gone-idx3-ubyte", "gone/"}) QTest::newRow(name) << name;
}

void TestOpenDataset::saysWhatIsMissing() {
    QFETCH(QString, name);
    const TemporaryFolder folder;
    const QString says = failureOf([&] { openDataset(parseDataSpec((folder / name.toStdString()).string())); });
    VERIFY_SAYS(says, "BadData: ");
    VERIFY_SAYS(says, "gone");
    QVERIFY2(says.contains("does not exist") || says.contains("No such file"), qPrintable(says));
}

void TestOpenDataset::inverts_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("light");
    QTest::newRow("dark by the layout") << "" << false;
    QTest::newRow("dark") << ":ink=dark" << false;
    QTest::newRow("bright") << ":ink=light" << true;
}

void TestOpenDataset::inverts() {
    QFETCH(QString, key);
    QFETCH(bool, light);
    const TemporaryFolder folder;
    writeZip(folder / "o.zip", tinyOmniglot(1, 1, 1));
    const Dataset dataset = openDataset(parseDataSpec((folder / "o.zip").string() + key.toStdString()));
    QCOMPARE(dataset.lightInk, light);
    Image expected = numberedImage(1);
    if (light)
        for (std::uint8_t& pixel : expected.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
    QCOMPARE(dataset.drawings[0].image, expected);
}

void TestOpenDataset::fingerprintsGlyphsByTheirParameters() {
    const auto fingerprint = [](const std::string& keys) {
        return openDataset(parseDataSpec("glyphs:alphabet-count=1,characters-per-alphabet=2,drawer-count=2" + keys))
            .sha256;
    };
    const std::string plain = fingerprint("");
    QCOMPARE(plain.size(), 64U);
    QCOMPARE(fingerprint(",seed=1"), plain);  // as it would be without
    QVERIFY(fingerprint(",seed=2") != plain);
    QVERIFY(fingerprint(",drawers=1") != plain);
    QCOMPARE(openDataset(parseDataSpec("glyphs:alphabet-count=1,drawer-count=1")).licence, "CC0-1.0");
}

void TestOpenDataset::opensTheSameAgain() {
    const TemporaryFolder folder;
    writeZip(folder / "images a+b.zip",
             {{"cat/1.png", encodePng(numberedImage(1))}, {"dog/1.png", encodePng(numberedImage(2))}});
    const Dataset once = openDataset(parseDataSpec((folder / "images a+b.zip").string() + ":characters=cat,ink=light"));
    const Dataset again = openDataset(parseDataSpec(once.spec));
    QCOMPARE(once.name, "images a+b.zip:characters=cat,ink=light");
    QCOMPARE(again.sha256, once.sha256);
    QCOMPARE(again.spec, once.spec);
    QVERIFY(again.lightInk);
}

/// A name that is exact means no other; one that is not means all that compare as equal.
void TestOpenDataset::selectsExactNamesFirst() {
    const TemporaryFolder folder;
    int number = 0;
    std::vector<ContainedFile> files;
    for (const char* name : {"C", "C#", "C++", "Sea horse"})
        files.push_back({std::string(name) + "/1.png", encodePng(numberedImage(++number))});
    writeFolder(folder / "lang", files);
    const auto selected = [&](const std::string& names) {
        const Dataset dataset = openDataset(parseDataSpec((folder / "lang").string() + ":characters=" + names));
        QStringList found;
        for (const Character& character : dataset.alphabets[0].characters)
            found << QString::fromStdString(character.name);
        return found.join(' ');
    };
    QCOMPARE(selected("C"), QString("C"));
    QCOMPARE(selected("C#"), QString("C#"));
    QCOMPARE(selected("sea_horse"), QString("Sea horse"));
    QCOMPARE(selected("c"), QString("C C# C++"));
}

void TestOpenDataset::refusesOtherLayouts_data() {
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QString>("says");
    QTest::newRow("uneven") << QStringList{"A/c/0001_01.png", "B/c/d/0001_01.png"} << "B/c/d/0001_01.png: is not where";
    QTest::newRow("no drawer") << QStringList{"A/c/0001.png"} << "A/c/0001.png: is not where";
    QTest::newRow("no number") << QStringList{"A/c/0001_x1.png"} << "A/c/0001_x1.png: is not where";
    QTest::newRow("drawer of nobody") << QStringList{"A/c/0001_00.png"} << "A/c/0001_00.png: is not where";
    QTest::newRow("no alphabet") << QStringList{"character01/0001_01.png"} << "character01/0001_01.png: is not where";
    QTest::newRow("two sets") << QStringList{"s/A/c/1_1.png", "t/A/c/1_1.png"} << "holds several sets, s and t";
}

void TestOpenDataset::refusesOtherLayouts() {
    QFETCH(QStringList, paths);
    QFETCH(QString, says);
    const TemporaryFolder folder;
    std::vector<ContainedFile> files = tinyOmniglot(1, 2, 2, "");
    if (paths.size() > 1) files.clear();
    for (const QString& path : paths) files.push_back({path.toStdString(), encodePng(numberedImage(1))});
    writeZip(folder / "other.zip", files);
    const QString said = failureOf([&] { openDataset(parseDataSpec((folder / "other.zip").string())); });
    VERIFY_SAYS(said, "BadData: ");
    VERIFY_SAYS(said, says.toUtf8().constData());
}

void TestOpenDataset::namesTheBrokenPngs() {
    const TemporaryFolder folder;
    std::vector<ContainedFile> files = tinyOmniglot(1, 2, 3);
    files[4].bytes = bytesOf("no image");
    files[5].bytes.resize(40);
    writeZip(folder / "broken.zip", files);
    const QString said = failureOf([&] { openDataset(parseDataSpec((folder / "broken.zip").string())); });
    VERIFY_SAYS(said, "BadData: ");
    VERIFY_SAYS(said, "broken.zip: holds 2 files that cannot be read, of 6:");
    VERIFY_SAYS(said, (files[4].path + " is text named .png, not an image that can be read").c_str());
    VERIFY_SAYS(said, (files[5].path + " is not a sound PNG image").c_str());
}

void TestOpenDataset::reportsProgressAndCancels() {
    const TemporaryFolder folder;
    writeZip(folder / "tiny.zip", tinyOmniglot(2, 2, 3));
    std::int64_t last = 0;
    int found = 0;
    openDataset(parseDataSpec((folder / "tiny.zip").string()), [&](std::int64_t done, std::int64_t total) {
        if (last == 0 && total == 0) {  // the files are being found
            ++found;
            return;
        }
        QVERIFY(done >= last && done <= total);
        QCOMPARE(total, 12);
        last = done;
    });
    QCOMPARE(last, 12);
    QCOMPARE(found, 1 + 12);  // at the begin, and as each file is found
    std::stop_source source;
    bool isReading = false;
    const auto look = [&](std::int64_t, std::int64_t total) {
        isReading = total > 0;
        source.request_stop();
    };
    QVERIFY(!unlessStopped(
        [&] { return openDataset(parseDataSpec((folder / "tiny.zip").string()), look, source.get_token()); }));
    QVERIFY(!isReading);  // it was stopped while the files were being found
}

void TestOpenDataset::cancelsEveryReader() {
    const TemporaryFolder folder;
    writeFolder(folder / "f", {{"cat/1.png", encodePng(numberedImage(1))}});
    writeFile(folder / "v.csv", bytesOf("1,2,x\n"));
    writeFile(folder / "images-idx3-ubyte", {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7});
    writeFile(folder / "labels-idx1-ubyte", {0, 0, 8, 1, 0, 0, 0, 1, 5});
    const std::string at = folder.path().string() + "/";
    std::stop_source source;
    source.request_stop();
    for (const std::string& spec :
         {at + "f", at + "v.csv", at + "images-idx3-ubyte", std::string("glyphs:alphabet-count=1,drawer-count=1")})
        QVERIFY(!unlessStopped([&] { return openDataset(parseDataSpec(spec), {}, source.get_token()); }));
}

void TestOpenDataset::helpNamesEveryLayout() {
    const QString help = QString::fromStdString(dataLayoutsHelp());
    for (const char* part : {"glyphs", "Omniglot", "image folder", "IDX (MNIST)", ".csv", "500000 files",
                             "32 MiB a file", "2048 MiB in all", "8192 pixels a side"})
        VERIFY_SAYS(help, part);
}

ONESHOT_TEST(TestOpenDataset)
#include "tst_open_dataset.moc"
