#include <QTest>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/files/png.h"
#include "tests/support/drawings.h"
#include "tests/support/examples.h"
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

/// A grey PNG of 16 bits: `paper` all over, but for one pixel of `ink` in the middle.
Bytes wideSpot(int paper, int ink) {
    Bytes rows;
    for (int i = 0; i < 25; ++i) {
        const int sample = i == 12 ? ink : paper;
        rows.push_back(static_cast<std::uint8_t>(sample >> 8));
        rows.push_back(static_cast<std::uint8_t>(sample));
    }
    return pngOf(5, 5, 0, 16, rows);
}

/// "kind count subject: examples" of what was seen while the files were read.
QStringList warningsOf(const Dataset& dataset) {
    QStringList texts;
    for (const DatasetWarning& warning : dataset.readingWarnings)
        texts << QString("%1 %2 %3: %4")
                     .arg(QString::fromStdString(nameOf(warning.kind)), QString::number(warning.count),
                          QString::fromStdString(warning.subject), QString::fromStdString(examplesOf(warning)));
    return texts;
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
    void readsEveryFormatWhateverItsName();
    void takesValuesOfTwelveBits();
    void twelveBitsDoNotDependOnTheSelection();
    void warnsOfWhiteStrokesOnTransparency();
    void warnsOfFurtherPictures();
    void warnsOfDamageBesideThePixels();
    void warnsOfTheOtherInk_data();
    void warnsOfTheOtherInk();
    void listsAllThatCannotBeRead();
    void leavesOutWhatIsDamaged();

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
    QTest::newRow("one alphabet of numbered characters") << QStringList{"Greek/character01/1.png"} << "";
    QTest::newRow("parts with a name besides")
        << QStringList{"seg_train/cat/1.png", "seg_test/cat/9.png"} << "seg_test seg_train";
    QTest::newRow("parts that say what they are")
        << QStringList{"training_set/cat/1.png", "testset/cat/9.png"} << "testset training_set";
    QTest::newRow("a name with a part's word") << QStringList{"test signs/a/1.png", "Latin/a/1.png"} << "";
    QTest::newRow("files numbered as Omniglot's")
        << QStringList{"train/cat/0001_01.png", "test/cat/0002_01.png"} << "test train";
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
    QTest::newRow("no image") << QStringList{"a/1.txt", "a/1.psd"} << "holds no images that can be read; it holds 1 ";
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
    VERIFY_SAYS(failureOf([&] { open(files); }),
                "animals.zip/c/1.png: is text named .png, not an image that can be read");
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
    VERIFY_SAYS(said, "InvalidSetting: drawers: the drawers of these data are unknown");
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
    VERIFY_SAYS(failureOf([&] { open(files, ":keep-columns=yes"); }), "InvalidSetting: keep-columns: is not a key of");
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
    QCOMPARE(warnings({{"set/cat/dataset.heic", {}}}), QString("1 .heic file was passed over: set/cat/dataset.heic"));
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
                "links: is not a key of these data. It applies to folders of images");
}

void TestImageFolder::readsEveryFormatWhateverItsName() {
    const Bytes rgba{100, 100, 100, 255};
    const Dataset dataset = open({{"a/1.JFIF", jpegOf({100}, {100}, TJPF_GRAY, TJSAMP_GRAY)},
                                  {"a/2.dib", bmpOf(1, 1, 24, {}, {100, 100, 100, 0})},
                                  {"a/3.gif", gifOf({{1, 1, {1}, {0, 0, 0, 100, 100, 100}}})},
                                  {"a/4.webp", webpOf(1, 1, rgba)},
                                  {"a/5.tiff", tiffOf({1, 1}, {100})},
                                  {"a/6.tif", tiffOf({1, 1}, {100})},
                                  {"a/7.jpg", webpOf(1, 1, rgba)},
                                  {"a/8.png", gifOf({{1, 1, {1}, {0, 0, 0, 100, 100, 100}}})},
                                  {"a/9.jpe", spot(100, 100)},
                                  {"a/99.bmp", spot(100, 100)}},
                                 ":ink=light");
    QCOMPARE(shown(dataset), QString("animals: a 10"));
    for (const Drawing& drawing : drawingsOf(dataset)) QCOMPARE(int(drawing.image.pixels[0]), 100);
}

void TestImageFolder::takesValuesOfTwelveBits() {
    const std::vector<ContainedFile> twelve{{"a/1.png", wideSpot(4095, 0)},
                                            {"b/1.png", wideSpot(4000, 2048)},
                                            {"b/2.tif", tiffOf({1, 1, 16}, bytesOf(std::vector<std::uint16_t>{3000}))},
                                            {"b/3.png", spot(255, 0)}};
    const Dataset dataset = open(twelve);
    QVERIFY(!dataset.lightInk);
    QCOMPARE(int(dataset.drawings[0].image.pixels[0]), 0);
    QCOMPARE(int(dataset.drawings[0].image.pixels[12]), 255);
    QCOMPARE(int(dataset.drawings[1].image.pixels[12]), 255 - 128);
    QCOMPARE(int(dataset.drawings[3].image.pixels[12]), 255);
    QCOMPARE(warningsOf(dataset), QStringList{"fewer_bits 3 4095: "});

    std::vector<ContainedFile> beyond = twelve;
    beyond.push_back({"c/1.png", wideSpot(65535, 4096)});
    QVERIFY(warningsOf(open(beyond, ":ink=dark")).filter("fewer_bits").isEmpty());
    QCOMPARE(int(open(beyond, ":ink=dark").drawings[4].image.pixels[12]), 255 - 16);

    const Dataset ten = open({{"a/1.png", wideSpot(1023, 0)}}, ":max-value=1023");
    QCOMPARE(int(ten.drawings[0].image.pixels[0]), 0);
    QCOMPARE(int(ten.drawings[0].image.pixels[12]), 255);
    QCOMPARE(warningsOf(ten), QStringList{});
    QCOMPARE(warningsOf(open({{"a/1.png", wideSpot(1023, 0)}})), QStringList{"fewer_bits 1 1023: "});
    VERIFY_SAYS(failureOf([&] {
                    open({{"a/1.png", spot(255, 0)}}, ":max-value=1023");
                }),
                "InvalidSetting: max-value: applies to images of 16 bits");
}

void TestImageFolder::warnsOfFurtherPictures() {
    const GifPicture picture{1, 1, {0}};
    const Dataset dataset = open({{"a/1.gif", gifOf({picture, picture})}, {"a/2.gif", gifOf({picture})}}, ":ink=dark");
    QCOMPARE(warningsOf(dataset), QStringList{"more_pages 1 : a/1.gif"});
}

void TestImageFolder::twelveBitsDoNotDependOnTheSelection() {
    const std::vector<ContainedFile> files{{"a/1.png", wideSpot(4095, 0)}, {"b/1.png", wideSpot(65535, 0)}};
    QCOMPARE(int(open(files, ":characters=a,ink=light").drawings[0].image.pixels[0]), 15);
}

void TestImageFolder::warnsOfWhiteStrokesOnTransparency() {
    const Bytes strokes = pngOf(3, 1, 6, 8, {255, 255, 255, 0, 255, 255, 255, 255, 255, 255, 255, 0});
    const std::vector<ContainedFile> files{{"a/1.png", strokes}, {"a/2.png", spot(255, 0)}, {"a/3.png", spot(255, 0)}};
    const Dataset dataset = open(files);
    QCOMPARE(dataset.drawings[0].image, (Image{1, 1, 3, {0, 255, 0}}));
    QVERIFY(warningsOf(dataset).contains("alpha_is_ink 1 : a/1.png"));
    for (const auto& [key, middle] : {std::pair(":ink=dark", 0), std::pair(":ink=light", 255)}) {
        const Dataset said = open(files, key);
        QCOMPARE(int(said.drawings[0].image.pixels[1]), middle);
        QVERIFY(warningsOf(said).filter("alpha_is_ink").isEmpty());
    }
    QVERIFY(!open({{"a/1.png", strokes}, {"a/2.png", strokes}}).lightInk);
}

void TestImageFolder::warnsOfDamageBesideThePixels() {
    const Bytes damaged = withPngChunk(spot(255, 0), "tEXt", bytesOf("a text"), false);
    const Dataset dataset = open({{"a/1.png", damaged}, {"a/2.png", spot(255, 0)}});
    QCOMPARE(dataset.drawings[0].image, dataset.drawings[1].image);
    QCOMPARE(warningsOf(dataset), QStringList{"repaired 1 : a/1.png"});
}

void TestImageFolder::warnsOfTheOtherInk_data() {
    QTest::addColumn<Bytes>("third");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("warnings");
    QTest::newRow("alike") << spot(240, 100) << "" << QStringList{};
    QTest::newRow("bright on dark") << spot(10, 240) << ""
                                    << QStringList{"other_ink 1 bright ink on dark paper: b/1.png"};
    QTest::newRow("blank and black") << spot(0, 0) << "" << QStringList{};
    QTest::newRow("grey, as in photographs") << spot(100, 240) << "" << QStringList{};
    QTest::newRow("not as was said") << spot(240, 100) << ":ink=light"
                                     << QStringList{"other_ink 3 dark ink on bright paper: a/1.png, a/2.png, b/1.png"};
}

void TestImageFolder::warnsOfTheOtherInk() {
    QFETCH(Bytes, third);
    QFETCH(QString, key);
    QFETCH(QStringList, warnings);
    QCOMPARE(warningsOf(open({{"a/1.png", spot(255, 100)}, {"a/2.png", spot(255, 101)}, {"b/1.png", third}},
                             key.toStdString())),
             warnings);
}

void TestImageFolder::listsAllThatCannotBeRead() {
    Bytes cut = spot(255, 0);
    cut.resize(cut.size() - 20);
    std::vector<ContainedFile> files{{"a/1.png", spot(255, 0)},
                                     {"a/2.jpg", bytesOf(std::string("\0\0\0\x18", 4) + "ftypheic")},
                                     {"a/3.png", cut},
                                     {"a/4.gif", {}}};
    QString says = failureOf([&] { open(files); });
    VERIFY_SAYS(says, "animals.zip: holds 3 files that cannot be read, of 4:");
    VERIFY_SAYS(says, "a/2.jpg is a HEIC image named .jpg, not an image that can be read\n");
    VERIFY_SAYS(says, "a/3.png is not a sound PNG image: ");
    VERIFY_SAYS(says, "a/4.gif is an empty file");
    VERIFY_SAYS(says, "leave them out by skip-damaged=yes.");
    for (int i = 10; i < 20; ++i) files.push_back({"b/" + std::to_string(i) + ".png", bytesOf("text")});
    says = failureOf([&] { open(files); });
    VERIFY_SAYS(says, "holds 13 files that cannot be read, of 14:");
    VERIFY_SAYS(says, "\n  and 3 more");
    VERIFY_SAYS(failureOf([&] { open({files[0], files[2]}); }), "animals.zip/a/3.png: is not a sound PNG image");
    VERIFY_SAYS(failureOf([&] { open({files[0], files[2]}); }), "skip-damaged=yes leaves it out.");
}

void TestImageFolder::leavesOutWhatIsDamaged() {
    const std::vector<ContainedFile> files{{"a/1.png", spot(255, 1)}, {"a/2.png", bytesOf("text")},
                                           {"a/3.png", spot(255, 3)}, {"b/1.png", bytesOf("text")},
                                           {"c/1.png", spot(255, 5)}, {"c/2.png", bytesOf("text")}};
    const Dataset dataset = open(files, ":skip-damaged=yes");
    QCOMPARE(shown(dataset), QString("animals: a 2, c 1"));
    QCOMPARE(dataset.drawingCount(), 3);
    QCOMPARE(int(dataset.drawings[dataset.alphabets[0].characters[1].drawings[0]].image.pixels[12]), 250);
    QCOMPARE(warningsOf(dataset), QStringList{"left_out 3 : a/2.png, b/1.png, c/2.png"});
    VERIFY_SAYS(failureOf([&] { open(files, ":skip-damaged=no"); }), "holds 3 files that cannot be read");
    VERIFY_SAYS(failureOf([&] {
                    open({files[1], files[3]}, ":skip-damaged=yes");
                }),
                "holds 2 files that cannot be read");
}

ONESHOT_TEST(TestImageFolder)
#include "tst_image_folder.moc"
