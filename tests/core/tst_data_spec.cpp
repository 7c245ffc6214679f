#include <QTest>

#include "core/data/data_spec.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

class TestDataSpec : public QObject {
    Q_OBJECT

  private slots:
    void readsEveryKey();
    void readsPathsWithColons_data();
    void readsPathsWithColons();
    void returnsToTheSameText_data();
    void returnsToTheSameText();
    void isSpokenOf_data();
    void isSpokenOf();
    void foldersAreLeftOut();
    void dropsSeparatorsFromNames();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();
    void refusesWhatIsNoUtf8();
};

void TestDataSpec::readsEveryKey() {
    const DataSpec spec = parseDataSpec("set.zip:alphabets=A+B c,not-alphabets=D,characters=A/x+y,drawers=1-12+15");
    QCOMPARE(spec.path, "set.zip");
    QCOMPARE(spec.alphabets, (std::vector<std::string>{"A", "B c"}));
    QCOMPARE(spec.notAlphabets, (std::vector<std::string>{"D"}));
    QCOMPARE(spec.characters, (std::vector<std::string>{"A/x", "y"}));
    QCOMPARE(spec.drawers, (std::vector<std::pair<int, int>>{{1, 12}, {15, 15}}));

    const DataSpec files =
        parseDataSpec("images.zip:ink=light,strokes=/a+b/strokes.zip,label-column=my class,transpose=yes");
    QVERIFY(files.ink == DataSpec::Ink::Light);
    QCOMPARE(files.strokes, "/a+b/strokes.zip");
    QCOMPARE(files.labelColumn, "my class");
    QCOMPARE(files.transpose, std::optional(true));

    const DataSpec glyphs =
        parseDataSpec("glyphs:seed=18446744073709551615,alphabet-count=3,characters-per-alphabet=4,drawer-count=5");
    QVERIFY(glyphs.isGlyphs());
    QCOMPARE(glyphs.seed, UINT64_MAX);
    QCOMPARE(glyphs.alphabetCount, 3);
    QCOMPARE(glyphs.charactersPerAlphabet, 4);
    QCOMPARE(glyphs.drawerCount, 5);
}

void TestDataSpec::readsPathsWithColons_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("path");
    QTest::newRow("plain") << "set.zip"
                           << "set.zip";
    QTest::newRow("drive") << "C:\\data\\set.zip"
                           << "C:\\data\\set.zip";
    QTest::newRow("drive and key") << "C:/set.zip:drawers=1"
                                   << "C:/set.zip";
    QTest::newRow("time") << "/data/12:30/set"
                          << "/data/12:30/set";
    QTest::newRow("equals sign") << "/data/a=b/set"
                                 << "/data/a=b/set";
}

void TestDataSpec::readsPathsWithColons() {
    QFETCH(QString, text);
    QFETCH(QString, path);
    QCOMPARE(QString::fromStdString(parseDataSpec(text.toStdString()).path), path);
}

void TestDataSpec::returnsToTheSameText_data() {
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"set.zip", "set.zip:alphabets=A+B", "a:b.zip:not-alphabets=A,drawers=1-12+15", "glyphs",
          "f:ink=dark,strokes=beside", "f:ink=dark,max-value=1023,skip-damaged=yes,strokes=beside", "f:links=follow",
          "t.csv:label-column=2,keep-columns=yes", "m-idx3-ubyte:ink=light,transpose=no",
          "glyphs:characters=Glyphs 01/character02,seed=7,alphabet-count=2,drawer-count=3"})
        QTest::newRow(text) << text;
}

void TestDataSpec::returnsToTheSameText() {
    QFETCH(QString, text);
    const DataSpec spec = parseDataSpec(text.toStdString());
    QCOMPARE(QString::fromStdString(toString(spec)), text);
    QVERIFY(parseDataSpec(toString(spec)) == spec);
}

void TestDataSpec::isSpokenOf_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* text, const char* name) { QTest::newRow(text) << text << name; };
    row("/set/images_background_small1.zip:strokes=beside", "background_small1 with strokes");
    row("a.zip:strokes=/b/s.zip", "a with strokes");
    row("/data/pets/train", "train");
    row("/data/pets/train/", "train");
    row("/data/iris.data.csv:label-column=2", "iris.data");
    row("/mnist/train-images-idx3-ubyte.gz:ink=light,transpose=no", "train-images");
    row("/mnist/t10k-images.idx3-ubyte", "t10k-images");
    row("/o/images_all:alphabets=Greek+Latin,drawers=1-12", "all, Greek, Latin, drawers 1-12");
    row("o.zip:not-alphabets=Greek,characters=a,drawers=3", "o without Greek, a, drawer 3");
    row("o.zip:not-alphabets=A+B+C", "o without A, B, C");
    row("o.zip:not-alphabets=A+B+C+D,characters=a+b+c+d+e", "o without 4 alphabets, 5 characters");
    row("o.tar.gz", "o");
    row("o.tgz", "o");
    row("images_.zip", "images_");
    row(".zip", ".zip");
    row("glyphs:seed=7", "glyphs:seed=7");
}

void TestDataSpec::isSpokenOf() {
    QFETCH(QString, text);
    QFETCH(QString, name);
    QCOMPARE(QString::fromStdString(displayName(parseDataSpec(text.toStdString()))), name);
}

void TestDataSpec::foldersAreLeftOut() {
    QCOMPARE(withoutFolders("/home/anna/set/o.zip:alphabets=Greek"), std::string("o.zip:alphabets=Greek"));
    QCOMPARE(withoutFolders("/home/anna/images/:drawers=1-12"), std::string("images:drawers=1-12"));
    QCOMPARE(withoutFolders("here/o.zip:strokes=/home/anna/s.zip"), std::string("o.zip:strokes=s.zip"));
    QCOMPARE(withoutFolders("glyphs:seed=7"), std::string("glyphs:seed=7"));
    QCOMPARE(withoutFolders("o.zip"), std::string("o.zip"));
    QCOMPARE(withoutFolders("/home/anna/o.zip:nonesuch=1"), std::string("o.zip:nonesuch=1"));
}

void TestDataSpec::dropsSeparatorsFromNames() {
    DataSpec spec;
    spec.path = "set.zip";
    spec.alphabets = {"A+B, new"};
    QCOMPARE(toString(spec), "set.zip:alphabets=AB new");
}

void TestDataSpec::refusesWhatItDoesNotKnow_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << ""
                             << "data: names no data";
    QTest::newRow("key")
        << "set.zip:alphabet=A"
        << "alphabet: is not a key of data from set.zip. Did you mean alphabets? The keys are alphabets, ";
    QTest::newRow("another key") << "set.zip:lable-column=A"
                                 << "Did you mean label-column? The keys are ";
    QTest::newRow("key of nothing") << "set.zip:colour=A"
                                    << "colour: is not a key of data from set.zip. The keys are ";
    QTest::newRow("glyph key") << "set.zip:seed=1"
                               << "seed: is not a key";
    QTest::newRow("key of glyphs") << "glyphs:size=1"
                                   << "drawer-count.";
    QTest::newRow("no value") << "set.zip:alphabets=A,drawers"
                              << "drawers: has no value";
    QTest::newRow("empty name") << "set.zip:alphabets=A++B"
                                << "alphabets: holds an empty name";
    QTest::newRow("twice") << "set.zip:drawers=1,drawers=2"
                           << "drawers: is given twice";
    QTest::newRow("no number") << "set.zip:drawers=one"
                               << "drawers: must be a whole number";
    QTest::newRow("backwards") << "set.zip:drawers=5-2"
                               << "drawers: must be a whole number from 5";
    QTest::newRow("open end") << "set.zip:drawers=5-"
                              << "drawers: must be a whole number";
    QTest::newRow("no drawer") << "set.zip:drawers=0"
                               << "drawers: must be a whole number from 1";
    QTest::newRow("negative seed") << "glyphs:seed=-1"
                                   << "seed: must be a whole number";
    QTest::newRow("ink") << "set.zip:ink=blue"
                         << "ink: must be auto, dark or light";
    QTest::newRow("links") << "set:links=yes"
                           << "links: must be follow or refuse, is \"yes\"";
    QTest::newRow("largest value") << "set.zip:max-value=0"
                                   << "max-value: must be a whole number from 1 to 65535, is \"0\"";
    QTest::newRow("neither yes nor no") << "set.zip:skip-damaged=maybe"
                                        << "skip-damaged: must be yes or no";
    QTest::newRow("ink of glyphs") << "glyphs:ink=dark"
                                   << "ink: is not a key of data from glyphs";
    QTest::newRow("no strokes") << "set.zip:strokes="
                                << "strokes: is empty";
    QTest::newRow("neither yes nor no") << "m-idx3-ubyte:transpose=1"
                                        << "transpose: must be yes or no, is \"1\"";
    QTest::newRow("neither yes nor no of columns") << "set.csv:keep-columns=all"
                                                   << "keep-columns: must be yes or no, is \"all\"";
    QTest::newRow("no column") << "set.csv:label-column="
                               << "label-column: is empty";
    QTest::newRow("too many") << "glyphs:alphabet-count=10000"
                              << "glyphs: are more than 200000 drawings";
}

void TestDataSpec::refusesWhatItDoesNotKnow() {
    QFETCH(QString, text);
    QFETCH(QString, says);
    const QString said = failureOf([&] { parseDataSpec(text.toStdString()); });
    VERIFY_SAYS(said, "InvalidSetting: ");
    VERIFY_SAYS(said, says.toUtf8().constData());
}

void TestDataSpec::refusesWhatIsNoUtf8() {
    VERIFY_SAYS(failureOf([] { parseDataSpec("caf\x82.zip"); }), "InvalidSetting: caf\uFFFD.zip: is not in UTF-8");
    QCOMPARE(parseDataSpec("café/猫.zip").path, "café/猫.zip");
}

ONESHOT_TEST(TestDataSpec)
#include "tst_data_spec.moc"
