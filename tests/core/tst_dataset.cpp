#include <QTest>

#include "core/base/utf8.h"
#include "core/data/data_ref.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/drawing/drawing.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// "Alpha: character01 1 2, character02 1 2; Beta: ...": names and drawers.
QString shown(const Dataset& dataset) {
    QStringList alphabets;
    for (const Alphabet& alphabet : dataset.alphabets) {
        QStringList characters;
        for (const Character& character : alphabet.characters) {
            QString text = QString::fromStdString(character.name);
            for (const DrawingId id : character.drawings) text += " " + QString::number(dataset.drawings[id].drawer);
            characters << text;
        }
        alphabets << QString::fromStdString(alphabet.name) + ": " + characters.join(", ");
    }
    return alphabets.join("; ");
}

}  // namespace

class TestDataset : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void readsNamesDrawersAndPixels();
    void isTheSameFromZipAndFolder();
    void tellsContentsApart();
    void selects_data();
    void selects();
    void namesWhatThereIs_data();
    void namesWhatThereIs();
    void selectionComesBackFromItsSpec();
    void leavesOutCharactersOfAnother();
    void findsClassesAgainWhereThereAreNoAlphabets();
    void keepsSomeCharacters();
    void comparesNames();
    void keepsDrawingsInOrderWithTheirHashes();
    void sharesItsDrawingsWithCopies();

  private:
    Dataset open(const std::string& selection) {
        return openDataset(parseDataSpec((folder_ / "tiny.zip").string() + selection));
    }
    TemporaryFolder folder_;
};

void TestDataset::initTestCase() {
    writeZip(folder_ / "tiny.zip", tinyOmniglot(2, 2, 3));
}

void TestDataset::readsNamesDrawersAndPixels() {
    const Dataset dataset = open("");
    QCOMPARE(shown(dataset),
             QString("Alpha: character01 1 2 3, character02 1 2 3; Beta: character01 1 2 3, character02 1 2 3"));
    QCOMPARE(dataset.characterCount(), 4);
    QCOMPARE(dataset.drawingCount(), 12);
    const CharacterId last{1, 1};
    QCOMPARE(dataset.characters().back(), last);
    QCOMPARE(dataset.drawings[dataset.character(last).drawings[0]].image, numberedImage(10));
    QCOMPARE(dataset.name, "tiny.zip");
}

void TestDataset::isTheSameFromZipAndFolder() {
    const std::string zipped = open("").sha256;
    QCOMPARE(zipped.size(), 64U);
    writeFolder(folder_ / "unpacked", tinyOmniglot(2, 2, 3));
    writeFolder(folder_ / "bare", tinyOmniglot(2, 2, 3, ""));
    writeFile(folder_ / "unpacked/README.txt", bytesOf("Other files may lie beside the drawings."));
    for (const std::string path : {"unpacked", "unpacked/", "unpacked/images", "bare"}) {
        const Dataset dataset = openDataset(parseDataSpec((folder_ / path).string()));
        QCOMPARE(dataset.sha256, zipped);
        QCOMPARE(shown(dataset), shown(open("")));
        QVERIFY(!dataset.name.empty());
    }
}

void TestDataset::tellsContentsApart() {
    const Dataset whole = open("");
    QVERIFY(open(":drawers=1-2").sha256 != whole.sha256);
    Dataset changed = whole;
    changeDrawings(changed, [](auto& drawings) { drawings[3].image.pixels[7] ^= 1; });
    QVERIFY(contentFingerprint(changed) != whole.sha256);
    changed = whole;
    changed.alphabets[0].name = "Omega";
    QVERIFY(contentFingerprint(changed) != whole.sha256);
    QVERIFY(drawingHash(whole.drawings[0]) != drawingHash(whole.drawings[1]));
    // Strokes count in fingerprints of version 2; without any, the versions agree.
    QCOMPARE(fingerprintOf(whole, 1), whole.sha256);
    QVERIFY(!leavesStrokesUnchecked(whole, 1));
    Dataset written = whole;
    changeDrawings(written, [](auto& drawings) { drawings[2].strokes = {{{1, 2, 0}, {3, 4, 10}}, {{5, 6, 20}}}; });
    written.sha256 = contentFingerprint(written);
    QCOMPARE(fingerprintOf(written, 1), whole.sha256);
    QCOMPARE(fingerprintOf(written, 2), written.sha256);
    QVERIFY(leavesStrokesUnchecked(written, 1) && !leavesStrokesUnchecked(written, 2));
    QVERIFY(written.sha256 != whole.sha256);
    QVERIFY(hasFingerprint(written, whole.sha256) && hasFingerprint(written, written.sha256));
    QVERIFY(!hasFingerprint(whole, written.sha256));
    const std::vector<std::vector<Stroke>> others{{{{1, 2, 0}, {3, 4, 11}}, {{5, 6, 20}}},
                                                  {{{1, 2, 0}}, {{3, 4, 10}, {5, 6, 20}}},
                                                  {{{1, 2, 0}, {3, 4, 10}}, {{5, 6.5F, 20}}}};
    for (const std::vector<Stroke>& strokes : others) {
        changed = written;
        changeDrawings(changed, [&](auto& drawings) { drawings[2].strokes = strokes; });
        QVERIFY(contentFingerprint(changed) != written.sha256);
        QCOMPARE(fingerprintOf(changed, 1), whole.sha256);
    }
    const Drawing turned{{1, 2, 6, Bytes(12)}, 1, {}, {}}, upright{{1, 6, 2, Bytes(12)}, 1, {}, {}};
    QVERIFY(drawingHash(turned) != drawingHash(upright));
    const Drawing one{{}, 0, {}, {1, 2}}, other{{}, 0, {}, {1, 3}};
    QVERIFY(drawingHash(one) != drawingHash(other));
}

void TestDataset::selects_data() {
    QTest::addColumn<QString>("selection");
    QTest::addColumn<QString>("left");
    QTest::newRow("alphabet") << ":alphabets=Beta,drawers=1"
                              << "Beta: character01 1, character02 1";
    QTest::newRow("whatever the case") << ":alphabets=b e-T_a,drawers=1"
                                       << "Beta: character01 1, character02 1";
    QTest::newRow("not") << ":not-alphabets=Beta,drawers=2-3"
                         << "Alpha: character01 2 3, character02 2 3";
    QTest::newRow("character") << ":characters=Character 01,drawers=1"
                               << "Alpha: character01 1; Beta: character01 1";
    QTest::newRow("one character") << ":characters=beta/character02"
                                   << "Beta: character02 1 2 3";
    QTest::newRow("drawers") << ":alphabets=Alpha,drawers=1+3-9"
                             << "Alpha: character01 1 3, character02 1 3";
}

void TestDataset::selects() {
    QFETCH(QString, selection);
    QFETCH(QString, left);
    const Dataset dataset = open(selection.toStdString());
    QCOMPARE(shown(dataset), left);
    for (const CharacterId id : dataset.characters())
        for (const DrawingId drawing : dataset.character(id).drawings) QVERIFY(drawing < dataset.drawings.idCount());
}

void TestDataset::namesWhatThereIs_data() {
    QTest::addColumn<QString>("selection");
    QTest::addColumn<QString>("says");
    QTest::newRow("alphabet") << ":alphabets=Gamma"
                              << "alphabets: the data hold no alphabet \"Gamma\". They hold: Alpha, Beta.";
    QTest::newRow("mistyped alphabet") << ":alphabets=Alhpa"
                                       << "Did you mean Alpha? They hold: Alpha, Beta.";
    QTest::newRow("mistyped character") << ":characters=charcter02"
                                        << "Did you mean character02? They hold: Alpha/character01, ";
    QTest::newRow("mistyped character of an alphabet") << ":characters=Alfa/character02"
                                                       << "Did you mean Alpha/character02? They hold: ";
    QTest::newRow("not") << ":not-alphabets=Gamma"
                         << "They hold: Alpha, Beta.";
    QTest::newRow("character") << ":alphabets=Beta,characters=Alpha/character01"
                               << "They hold: Beta/character01, Beta/character02.";
    QTest::newRow("drawer") << ":drawers=1-2+7-9"
                            << "drawers: the data hold no drawer \"7-9\". They hold: 1, 2, 3.";
    QTest::newRow("nothing") << ":not-alphabets=Alpha+Beta"
                             << "leaves no alphabet";
}

void TestDataset::namesWhatThereIs() {
    QFETCH(QString, selection);
    QFETCH(QString, says);
    const QString said = failureOf([&] { open(selection.toStdString()); });
    VERIFY_SAYS(said, "InvalidSetting: ");
    VERIFY_SAYS(said, says.toUtf8().constData());
}

void TestDataset::selectionComesBackFromItsSpec() {
    const Dataset dataset = open(":alphabets=Beta,drawers=2-3");
    QCOMPARE(dataset.name, "tiny.zip:alphabets=Beta,drawers=2-3");
    QCOMPARE(openDataset(parseDataSpec(dataset.spec)).sha256, dataset.sha256);
}

void TestDataset::leavesOutCharactersOfAnother() {
    Dataset dataset = tinyDataset({2, 2}, 2), other = tinyDataset({1}, 2);
    other.alphabets[0].name = "ALPHABET 1";  // holds character01 by name,
    changeDrawings(other, [&](auto& drawings) {
        drawings[0].image = dataset.drawings[6].image;  // and Alphabet2/character02 by a drawing
        drawings[1].image = numberedImage(4000);
    });
    std::vector<std::string> leftOut;
    const Dataset left = withoutCharactersOf(dataset, other, &leftOut);
    QCOMPARE(leftOut, (std::vector<std::string>{"Alphabet1/character01", "Alphabet2/character02"}));
    QCOMPARE(shown(left), QString("Alphabet1: character02 1 2; Alphabet2: character01 1 2"));
    QCOMPARE(left.drawings[left.alphabets[0].characters[0].drawings[0]].image, dataset.drawings[2].image);
    QCOMPARE(left.sha256, contentFingerprint(left));
    QVERIFY(withoutCharactersOf(dataset, dataset).empty());
    QCOMPARE(withoutCharactersOf(dataset, Dataset()).sha256, dataset.sha256);
}

void TestDataset::findsClassesAgainWhereThereAreNoAlphabets() {
    const auto named = [](const char* alphabet, bool implicit, const std::vector<const char*>& names) {
        Dataset dataset = tinyDataset({static_cast<int>(names.size())}, 1);
        dataset.alphabets[0].name = alphabet;
        dataset.alphabets[0].implicit = implicit;
        for (std::size_t i = 0; i < names.size(); ++i) dataset.alphabets[0].characters[i].name = names[i];
        changeDrawings(dataset, [&](auto& drawings) {  // drawings of its own, so that names alone tell
            for (std::size_t i = 0; i < names.size(); ++i)
                drawings[i].image.pixels[i] = static_cast<std::uint8_t>(alphabet[0] + std::string(alphabet).size());
        });
        return dataset;
    };
    const auto shared = [](const Dataset& dataset, const Dataset& other) {
        std::vector<std::string> leftOut;
        const Dataset left = withoutCharactersOf(dataset, other, &leftOut);
        for (const Alphabet& alphabet : left.alphabets)
            if (alphabet.implicit != dataset.alphabets[0].implicit) return QString("implicit was lost");
        QStringList names;
        for (const std::string& name : leftOut) names << QString::fromStdString(name);
        return names.join(' ');
    };
    const Dataset train = named("train", true, {"cat", "dog", "7"}), test = named("test", true, {"Dog", "owl", "7"});
    QCOMPARE(shared(test, train), QString("test/Dog test/7"));
    QCOMPARE(shared(train, test), QString("train/dog train/7"));
    const Dataset pets = named("Pets", false, {"cat", "owl"});  // one of both without alphabets
    QCOMPARE(shared(pets, train), QString("Pets/cat"));
    QCOMPARE(shared(train, pets), QString("train/cat"));
    const Dataset birds = named("Birds", false, {"owl", "tit"});  // both with alphabets
    QCOMPARE(shared(pets, birds), QString());

    // A number says nothing without its alphabet, not even where a folder of one alphabet is opened.
    const Dataset greek = named("Greek", false, {"character01", "character02"}),
                  folder = named("greek", false, {"character02", "character03"}),
                  latin = named("Latin", false, {"character01", "character02"});
    QCOMPARE(shared(folder, greek), QString("greek/character02"));
    QCOMPARE(shared(latin, greek), QString());
    QCOMPARE(shared(named("test", true, {"character01"}), named("train", true, {"character01"})),
             QString("test/character01"));

    // Case and accents are Unicode's; signs are a part of a class's name.
    QCOMPARE(shared(named("test", true, {"e\u0301t\u00C4"}), named("train", true, {"\u00E9t\u00E4"})),
             QString("test/e\u0301t\u00C4"));
    QCOMPARE(shared(named("test", true, {"C#", "1.0", "-1", "sea horse"}),
                    named("train", true, {"C", "10", "1", "Sea_horse"})),
             QString("test/sea horse"));
    QCOMPARE(shared(latin, folder), QString());

    const Dataset signs = named("signs", true, {"+"}), others = named("others", true, {"-"});
    QCOMPARE(shared(signs, others), QString());
    QCOMPARE(shared(signs, named("more", true, {"+"})), QString("signs/+"));
}

void TestDataset::keepsSomeCharacters() {
    Dataset dataset = tinyDataset({2, 2, 1}, 2);
    dataset.licence = "MIT";
    dataset.lightInk = true;
    dataset.sourceAlphabets = {"Alphabet1", "Alphabet2", "Alphabet3"};
    const Dataset some = onlyCharacters(dataset, {{1, 1}, {0, 0}, {1, 0}, {7, 0}});  // one that there is not
    QCOMPARE(shown(some), QString("Alphabet1: character01 1 2; Alphabet2: character01 1 2, character02 1 2"));
    QCOMPARE(some.drawingCount(), 6);
    QCOMPARE(some.drawingIds(), (std::vector<DrawingId>{0, 1, 4, 5, 6, 7}));  // as they were
    QVERIFY(&some.drawings[7] == &dataset.drawings[7]);                       // the very same, not copies
    QCOMPARE(some.drawings[some.character({1, 1}).drawings[1]].image, dataset.drawings[7].image);
    QCOMPARE(some.name, dataset.name);
    QCOMPARE(some.licence, "MIT");
    QVERIFY(some.lightInk);
    QCOMPARE(some.sourceAlphabets, dataset.sourceAlphabets);
    QCOMPARE(some.sha256, contentFingerprint(some));
    QVERIFY(onlyCharacters(dataset, {}).empty());
    const std::vector<CharacterId> all = dataset.characters();
    QCOMPARE(contentFingerprint(onlyCharacters(dataset, {all.begin(), all.end()})), contentFingerprint(dataset));
}

void TestDataset::comparesNames() {
    QCOMPARE(comparableName("Japanese_(katakana)"), comparableName("japanese katakana"));
    QVERIFY(comparableName("Latin") != comparableName("Latin2"));
    QCOMPARE(comparableName("Ελληνικά"), "ελληνικά");
}

// DrawingStore

void TestDataset::keepsDrawingsInOrderWithTheirHashes() {
    std::vector<Drawing> drawings;
    for (int i = 0; i < 100; ++i) drawings.push_back({numberedImage(i), i, {}, {}});
    const DrawingStore store(drawings);
    QCOMPARE(store.idCount(), drawings.size());
    for (DrawingId id = 0; id < 100; ++id) {
        QCOMPARE(store[id].drawer, static_cast<int>(id));
        QCOMPARE(store[id].image, drawings[id].image);
        QCOMPARE(store.hash(id), drawingHash(drawings[id]));
    }
}

void TestDataset::sharesItsDrawingsWithCopies() {
    DrawingStore copy;
    QCOMPARE(copy.idCount(), std::size_t(0));
    {
        const DrawingStore store(std::vector<Drawing>{{numberedImage(1), 1, {}, {}}});
        copy = store;
        QVERIFY(&copy[0] == &store[0]);
    }
    QCOMPARE(copy[0].image, numberedImage(1));  // for as long as one of them lives
}

ONESHOT_TEST(TestDataset)
#include "tst_dataset.moc"
