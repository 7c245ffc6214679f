#include <QTest>

#include "core/data/data_spec.h"
#include "core/data/png.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/raw_zip.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// "alphabet: class 2, class 1; ..." with the number of drawings of each.
QString shown(const Dataset& dataset) {
    QStringList alphabets;
    for (const Alphabet& alphabet : dataset.alphabets) {
        QStringList classes;
        for (const Character& character : alphabet.characters)
            classes << QString::fromStdString(character.name) + " " + QString::number(character.drawings.size());
        alphabets << QString::fromStdString(alphabet.name) + ": " + classes.join(", ");
    }
    return alphabets.join("; ");
}

/// A picture as encodePng writes it: `paper` all over, but for one pixel of `ink` in the middle. Brightness.
Bytes spot(int paper, int ink, int side = 5) {
    Image image{1, side, side, Bytes(side * side, static_cast<std::uint8_t>(255 - paper))};
    image.pixels[side * side / 2] = static_cast<std::uint8_t>(255 - ink);
    return encodePng(image);
}

}  // namespace

class TestImageFolder : public QObject {
    Q_OBJECT

  private slots:
    void readsLayouts_data();
    void readsLayouts();
    void refusesOtherLayouts_data();
    void refusesOtherLayouts();
    void findsInkByTheBorders_data();
    void findsInkByTheBorders();
    void inkDoesNotDependOnTheSelection();
    void keepsColoursAndSizes();
    void decodesWhatIsSelectedAlone();
    void readsNamesOfAnyScript();
    void tellsWhereThereAreNoAlphabets_data();
    void tellsWhereThereAreNoAlphabets();
    void doesNotKnowDrawers();
    void findsTheLicence();
    void refusesOtherKeys();
    void countsWhatItPassesOver();
    void namesClassesThatVanish();
    void saysHowNamesWereRead();
    void followsLinksWhereAsked();

  private:
    Dataset open(const std::vector<ContainedFile>& files, const std::string& selection = {}) {
        const TemporaryFolder folder;
        writeZip(folder / "animals.zip", files);
        writeFolder(folder / "animals", files);
        const Dataset zipped = openDataset(parseDataSpec((folder / "animals.zip").string() + selection));
        const Dataset unpacked = openDataset(parseDataSpec((folder / "animals").string() + selection));
        if (zipped.sha256 != unpacked.sha256) throw std::runtime_error("zip and folder differ");
        return zipped;
    }
};

void TestImageFolder::readsLayouts_data() {
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QString>("holds");
    QTest::newRow("classes") << QStringList{"cat/1.png", "cat/2.PNG", "dog/1.png"} << "animals: cat 2, dog 1";
    QTest::newRow("alphabets of classes")
        << QStringList{"train/cat/1.png", "train/dog/1.png", "test/cat/9.png"} << "test: cat 1; train: cat 1, dog 1";
    QTest::newRow("in one top folder") << QStringList{"set/cat/1.png", "set/dog/1.png"} << "set: cat 1, dog 1";
    QTest::newRow("alphabets in one top folder")
        << QStringList{"set/a/cat/1.png", "set/b/dog/1.png"} << "a: cat 1; b: dog 1";
    QTest::newRow("other files") << QStringList{"cat/1.png", "Thumbs.db", "cat/notes.txt", "deep/er/than/all/x.csv"}
                                 << "animals: cat 1";
    QTest::newRow("like Omniglot's names, but not its folders") << QStringList{"cat/0001_01.png"} << "animals: cat 1";
}

void TestImageFolder::readsLayouts() {
    QFETCH(QStringList, paths);
    QFETCH(QString, holds);
    std::vector<ContainedFile> files;
    for (const QString& path : paths) files.push_back({path.toStdString(), spot(255, 0)});
    const Dataset dataset = open(files);
    QCOMPARE(shown(dataset), holds);
    QVERIFY(dataset.format == DataFormat::ImageFolder);
}

void TestImageFolder::tellsWhereThereAreNoAlphabets_data() {
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QString>("implicit");
    QTest::newRow("classes") << QStringList{"cat/1.png", "dog/1.png"} << "animals";
    QTest::newRow("classes in one folder") << QStringList{"pets/cat/1.png", "pets/dog/1.png"} << "pets";
    QTest::newRow("parts of an experiment")
        << QStringList{"Train/cat/1.png", "test/cat/9.png", "birds/owl/1.png"} << "Train test";
    QTest::newRow("alphabets") << QStringList{"Greek/alpha/1.png", "Latin/a/1.png"} << "";
}

void TestImageFolder::tellsWhereThereAreNoAlphabets() {
    QFETCH(QStringList, paths);
    QFETCH(QString, implicit);
    std::vector<ContainedFile> files;
    for (const QString& path : paths) files.push_back({path.toStdString(), spot(255, 0)});
    QStringList found;
    for (const Alphabet& alphabet : open(files).alphabets)
        if (alphabet.implicit) found << QString::fromStdString(alphabet.name);
    QCOMPARE(found.join(' '), implicit);
}

void TestImageFolder::refusesOtherLayouts_data() {
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QString>("says");
    QTest::newRow("no folder of a class") << QStringList{"1.png"} << "animals.zip/1.png: is in no folder of a class";
    QTest::newRow("uneven") << QStringList{"a/1.png", "b/c/1.png"}
                            << "animals.zip/b/c/1.png: is not as deep in folders as a/1.png";
    QTest::newRow("too deep") << QStringList{"a/b/c/d/1.png"} << "animals.zip/a/b/c/d/1.png: is too deep";
    QTest::newRow("several tops") << QStringList{"s/a/b/1.png", "t/a/b/1.png"} << "holds several sets, s and t";
    QTest::newRow("no image") << QStringList{"a/1.txt", "a/1.gif"} << "holds no images that can be read; it holds 1 ";
    QTest::newRow("no image, and what there may be") << QStringList{"a/1.txt"} << "IDX (MNIST)";
}

void TestImageFolder::refusesOtherLayouts() {
    QFETCH(QStringList, paths);
    QFETCH(QString, says);
    std::vector<ContainedFile> files;
    for (const QString& path : paths) files.push_back({path.toStdString(), spot(255, 0)});
    const QString said = failureOf([&] { open(files); });
    VERIFY_SAYS(said, "BadData: ");
    VERIFY_SAYS(said, says.toUtf8().constData());
}

void TestImageFolder::findsInkByTheBorders_data() {
    QTest::addColumn<int>("paper");
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("light");
    QTest::newRow("dark ink") << 250 << "" << false;
    QTest::newRow("bright ink") << 5 << "" << true;
    QTest::newRow("said to be dark") << 5 << ":ink=dark" << false;
    QTest::newRow("said to be bright") << 250 << ":ink=light" << true;
}

void TestImageFolder::findsInkByTheBorders() {
    QFETCH(int, paper);
    QFETCH(QString, key);
    QFETCH(bool, light);
    // One of the other kind is outvoted.
    const Dataset dataset =
        open({{"a/1.png", spot(paper, 100)}, {"a/2.png", spot(paper, 101)}, {"b/1.png", spot(255 - paper, 102)}},
             key.toStdString());
    QCOMPARE(dataset.lightInk, light);
    const Image& first = dataset.drawings[0].image;
    QCOMPARE(int(first.pixels[0]), light ? paper : 255 - paper);
    QCOMPARE(int(first.pixels[12]), light ? 100 : 155);
}

void TestImageFolder::inkDoesNotDependOnTheSelection() {
    const std::vector<ContainedFile> files{
        {"a/1.png", spot(0, 200)}, {"b/1.png", spot(255, 10)}, {"c/1.png", spot(255, 20)}};
    QVERIFY(!open(files, ":characters=a").lightInk);
}

void TestImageFolder::keepsColoursAndSizes() {
    const Image ink{3, 2, 3, {255, 0, 0, 9, 9, 9, 0, 255, 0, 9, 9, 9, 0, 0, 255, 9, 9, 9}};
    const Dataset dataset = open({{"a/1.png", encodePng(ink)}, {"a/2.png", spot(255, 0, 7)}}, ":ink=dark");
    QCOMPARE(dataset.drawings[0].image, ink);
    QCOMPARE(dataset.drawings[1].image.channels, 1);
    QCOMPARE(dataset.drawings[1].image.width, 7);
}

void TestImageFolder::decodesWhatIsSelectedAlone() {
    const std::vector<ContainedFile> files{
        {"a/1.png", spot(255, 0)}, {"b/1.png", spot(255, 0)}, {"c/1.png", bytesOf("no image")}};
    QCOMPARE(shown(open(files, ":characters=a+b")), QString("animals: a 1, b 1"));
    VERIFY_SAYS(failureOf([&] { open(files); }), "BadData: ");
    VERIFY_SAYS(failureOf([&] { open(files); }), "animals.zip/c/1.png: is not a sound PNG image");
}

void TestImageFolder::readsNamesOfAnyScript() {
    const Dataset dataset =
        open({{"猫/一.png", spot(255, 0)}, {"собака/1.png", spot(255, 0)}, {"قط/1.png", spot(255, 0)}});
    QCOMPARE(shown(dataset), QString::fromUtf8("animals: собака 1, قط 1, 猫 1"));
    QCOMPARE(open({{"猫/一.png", spot(255, 0)}, {"犬/1.png", spot(255, 0)}}, ":characters=猫").characterCount(), 1);
}

void TestImageFolder::doesNotKnowDrawers() {
    QCOMPARE(open({{"a/1_1.png", spot(255, 0)}}).drawings[0].drawer, 0);
    const QString said = failureOf([&] { open({{"a/1.png", spot(255, 0)}}, ":drawers=1"); });
    VERIFY_SAYS(said, "InvalidSetting: drawers: who drew these data is not known");
}

void TestImageFolder::findsTheLicence() {
    const ContainedFile image{"set/a/1.png", spot(255, 0)};
    QCOMPARE(open({image}).licence, "");
    QCOMPARE(open({image, {"LICENSE", bytesOf("\n# MIT License \r\nmore\n")}}).licence, "MIT License");
    QCOMPARE(open({image, {"set/licence.TXT", bytesOf("CC-BY-4.0")}}).licence, "CC-BY-4.0");
    QCOMPARE(open({image, {"other/LICENSE.md", bytesOf("of something else")}}).licence, "");

    const TemporaryFolder folder;
    writeZip(folder / "animals.zip", {image});
    writeFile(folder / "LICENSE", bytesOf("Beside"));
    QCOMPARE(openDataset(parseDataSpec((folder / "animals.zip").string())).licence, "Beside");
}

void TestImageFolder::refusesOtherKeys() {
    const std::vector<ContainedFile> files{{"a/1.png", spot(255, 0)}};
    VERIFY_SAYS(failureOf([&] { open(files, ":label-column=1"); }), "InvalidSetting: label-column: is not a key of");
    VERIFY_SAYS(failureOf([&] { open(files, ":strokes=beside"); }), "has no strokes beside it");
}

void TestImageFolder::countsWhatItPassesOver() {
    const Bytes image = spot(255, 0);
    const auto warnings = [&](const std::vector<ContainedFile>& more) {
        std::vector<ContainedFile> files{{"set/cat/1.png", image}, {"set/dog/1.png", image}};
        files.insert(files.end(), more.begin(), more.end());
        QStringList sentences;
        for (const DatasetWarning& warning : open(files).readingWarnings)
            sentences << QString::fromStdString(sentenceOf(warning) + ": " + examplesOf(warning));
        return sentences.join("; ");
    };
    QCOMPARE(warnings({}), QString());
    QCOMPARE(warnings({{"README.md", {}}, {"set/LICENSE", {}}, {"set/dataset.json", {}}}), QString());
    QCOMPARE(warnings({{"strokes/set/cat/1.txt", {}}}), QString());  // of an image
    QCOMPARE(warnings({{"set/cat/9.txt", {}}}), QString("1 .txt file was passed over: set/cat/9.txt"));
    QCOMPARE(warnings({{"set/cat/1.svg", {}},
                       {"set/cat/2.SVG", {}},
                       {"set/dog/notes", {}},
                       {"set/dog/1.txt", {}},  // strokes of the image
                       {"set/cat/.hidden", {}},
                       {"__MACOSX/set/cat/._1.png", {}},
                       {"__MACOSX/set/cat/._2.png", {}}}),
             QString("2 .svg files were passed over: set/cat/1.svg, set/cat/2.SVG; "
                     "1 other file was passed over: set/dog/notes; "
                     "2 hidden or system files and folders were passed over: __MACOSX, set/cat/.hidden"));
    std::vector<ContainedFile> manyEndings;
    for (char c = 'a'; c < 'k'; ++c) manyEndings.push_back({std::string("set/cat/x.q") + c, {}});
    QCOMPARE(warnings(manyEndings).count("passed over"), 6);
    VERIFY_SAYS(warnings(manyEndings), "5 other files were passed over");
}

void TestImageFolder::namesClassesThatVanish() {
    const Bytes image = spot(255, 0);
    const auto vanished = [&](const Dataset& data) {
        for (const DatasetWarning& warning : data.readingWarnings)
            if (warning.kind == DatasetWarning::Kind::ClassWithoutImages)
                return QString::fromStdString(sentenceOf(warning) + ": " + examplesOf(warning));
        return QString();
    };
    QCOMPARE(vanished(open({{"cat/1.png", image}, {"dog/1.svg", {}}, {"eel/1.svg", {}}, {"cat/1.svg", {}}})),
             QString("2 classes are missing: nothing in their folders is an image that can be read: dog, eel"));
    QCOMPARE(vanished(open({{"a/cat/1.png", image}, {"a/dog/1.svg", {}}, {"notes/1.svg", {}}})),
             QString("1 class is missing: nothing in its folder is an image that can be read: a/dog"));
    QCOMPARE(vanished(open({{"cat/1.png", image}, {"docs/README.md", {}}, {"note.svg", {}}})), QString());

    const TemporaryFolder folder;
    writeFolder(folder / "f", {{"cat/1.png", image}});
    std::filesystem::create_directory(folder / "f/dog");
    VERIFY_SAYS(vanished(openDataset(parseDataSpec((folder / "f").string()))), "1 class is missing: ");
}

/// As older zip programs write names; two of them once became one class.
void TestImageFolder::saysHowNamesWereRead() {
    const TemporaryFolder folder;
    writeFile(folder / "z.zip", rawZip({{"\x84/1.png", spot(255, 0)}, {"\x94/1.png", spot(255, 1)}}));
    const Dataset data = openDataset(parseDataSpec((folder / "z.zip").string()));
    QCOMPARE(shown(data), QString("z: ä 1, ö 1"));
    QCOMPARE(data.readingWarnings.size(), 1U);
    QCOMPARE(sentenceOf(data.readingWarnings[0]), "the names of 2 files are not in UTF-8 and were read as CP437");
}

void TestImageFolder::followsLinksWhereAsked() {
    const TemporaryFolder folder;
    writeFolder(folder / "all", {{"cat/1.png", spot(255, 0)}, {"dog/1.png", spot(255, 1)}});
    std::filesystem::create_directory(folder / "train");
    for (const char* name : {"cat", "dog"})
        std::filesystem::create_symlink(folder / "all" / name, folder / "train" / name);
    const std::string train = (folder / "train").string();
    VERIFY_SAYS(failureOf([&] { openDataset(parseDataSpec(train)); }), "Add links=follow to the data's path");
    VERIFY_SAYS(failureOf([&] { openDataset(parseDataSpec(train + ":links=refuse")); }), "links are not followed");
    const Dataset data = openDataset(parseDataSpec(train + ":links=follow"));
    QCOMPARE(shown(data), QString("train: cat 1, dog 1"));
    QCOMPARE(openDataset(parseDataSpec(data.spec)).sha256, data.sha256);
    writeFile(folder / "v.csv", bytesOf("1,2,x\n"));
    VERIFY_SAYS(failureOf([&] { openDataset(parseDataSpec((folder / "v.csv").string() + ":links=follow")); }),
                "links: is not a key of these data. It is one of folders of images");
}

ONESHOT_TEST(TestImageFolder)
#include "tst_image_folder.moc"
