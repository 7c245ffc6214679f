#include <QTest>

#include "core/base/random.h"
#include "core/files/png.h"
#include "core/files/stroke_files.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/opened.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

const std::vector<Stroke> twoStrokes{{{1.5F, 2, 0}, {3, 104.25F, 66}}, {{0, 0, 1000}}};

/// A stroke file beside each of the images of `images`, all of the same strokes.
std::vector<ContainedFile> strokesOf(std::vector<ContainedFile> images) {
    for (ContainedFile& file : images) {
        file.path.replace(file.path.size() - 3, 3, "txt");
        file.bytes = bytesOf(strokesText(twoStrokes));
    }
    return images;
}

}  // namespace

class TestStrokeFiles : public QObject {
    Q_OBJECT

  private slots:
    void readsOmniglotsText() {
        const std::vector<Stroke> strokes =
            parseStrokes("START\r\n65.188679,-19.405622,12\n64,-21,78\nBREAK\nBREAK\n1,-2,112\nBREAK\n", "a.txt");
        QCOMPARE(strokes.size(), 2U);
        QCOMPARE(strokes[0], (Stroke{{65.188679F, 19.405622F, 0}, {64, 21, 66}}));
        QCOMPARE(strokes[1], (Stroke{{1, 2, 100}}));
    }

    void returnsWhatItWrote() {
        QCOMPARE(strokesText(twoStrokes), "START\n1.5,-2,0\n3,-104.25,66\nBREAK\n0,-0,1000\nBREAK\n");
        QCOMPARE(parseStrokes(strokesText(twoStrokes), "a.txt"), twoStrokes);
        Random random = makeRandom(1, "strokes");
        std::vector<Stroke> strokes(20);
        for (Stroke& stroke : strokes)
            for (int i = 0; i < 50; ++i)
                stroke.push_back({static_cast<float>(uniform(random, 0, 105)),
                                  static_cast<float>(uniform(random, 0, 105)), static_cast<float>(i * 16)});
        QCOMPARE(parseStrokes(strokesText(strokes), "a.txt"), strokes);
        QCOMPARE(parseStrokes(strokesText({}), "a.txt"), std::vector<Stroke>());
    }

    void refusesWhatIsNotSound_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* text, const char* says) {
            QTest::newRow(name) << text << says;
        };
        row("empty", "", "a.txt, line 1: is empty");
        row("no start", "1,2,3\nBREAK\n", "a.txt, line 1: is not START");
        row("no break", "START\n1,2,3\n", "a.txt, line 2: ends within a stroke");
        row("two numbers", "START\n1,2\nBREAK\n", "a.txt, line 2: is neither");
        row("four numbers", "START\n1,2,3,4\nBREAK\n", "a.txt, line 2: is neither");
        row("word", "START\n1,2,3\n1,x,3\nBREAK\n", "a.txt, line 3: is neither");
        row("no number", "START\n1,nan,3\nBREAK\n", "a.txt, line 2: is neither");
        row("infinite", "START\n1,-inf,3\nBREAK\n", "a.txt, line 2: is neither");
        row("past floats", "START\n1,1e99,3\nBREAK\n", "a.txt, line 2: is neither");
        row("second start", "START\nSTART\n", "a.txt, line 2: is neither");
    }
    void refusesWhatIsNotSound() {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const QString said = failureOf([&] { parseStrokes(text.toStdString(), "set/a.txt"); });
        VERIFY_SAYS(said, "BadData: set/");
        VERIFY_SAYS(said, says.toUtf8().constData());
    }

    void survivesChangedBytes() {
        const std::string whole = strokesText(twoStrokes);
        Random random = makeRandom(1, "changed bytes");
        int refused = 0;
        for (int i = 0; i < 2000; ++i) {
            std::string changed = whole;
            changed[below(random, static_cast<int>(changed.size()))] = static_cast<char>(below(random, 256));
            const QString says = failureOf([&] { parseStrokes(changed, "a.txt"); });
            QVERIFY2(says.isEmpty() || says.startsWith("BadData: a.txt"), qPrintable(says));
            refused += !says.isEmpty();
        }
        QVERIFY(refused > 1500);
    }

    void readsStrokesBeside_data() {
        QTest::addColumn<QString>("images");
        QTest::addColumn<QString>("strokes");
        QTest::addColumn<QString>("key");
        const auto row = [](const char* name, const char* images, const char* strokes, const char* key) {
            QTest::newRow(name) << images << strokes << key;
        };
        row("archives", "images_small.zip", "strokes_small.zip", "beside");
        row("a folder beside an archive", "images_small.zip", "strokes_small", "beside");
        row("folders", "images", "strokes", "beside");
        row("an archive beside a folder", "images", "strokes.zip", "beside");
        row("of the whole set", "images_background_small1.zip", "strokes_background.zip", "beside");
        row("named", "drawn.zip", "pen + paper.zip", "");
    }
    void readsStrokesBeside() {
        QFETCH(QString, images);
        QFETCH(QString, strokes);
        QFETCH(QString, key);
        const TemporaryFolder folder;
        const auto write = [&](const QString& name, const std::vector<ContainedFile>& files) {
            if (name.endsWith(".zip"))
                writeZip(folder / name.toStdString(), files);
            else
                writeFolder(folder / name.toStdString(), files);
        };
        write(images, tinyOmniglot(2, 2, 2, "images/"));
        write(strokes, strokesOf(tinyOmniglot(2, 2, 2, "strokes/")));
        const std::string where = key.isEmpty() ? (folder / strokes.toStdString()).string() : key.toStdString();
        const Dataset dataset = opened(folder / images.toStdString(), ":alphabets=Beta,strokes=" + where);
        QCOMPARE(dataset.drawingCount(), 4);
        for (const Drawing& drawing : drawingsOf(dataset)) QCOMPARE(drawing.strokes, twoStrokes);
        QCOMPARE(opened(dataset.spec).drawings[0].strokes, twoStrokes);
    }

    void tellsOfStrokesThatAreNotRead() {
        const TemporaryFolder folder;
        writeZip(folder / "images_few.zip", tinyOmniglot(1, 1, 3));
        const auto warnings = [&](const std::string& keys) {
            return opened(folder / "images_few.zip", keys).readingWarnings;
        };
        QVERIFY(warnings("").empty());
        writeZip(folder / "strokes_few.zip", strokesOf(tinyOmniglot(1, 1, 3)));
        const std::vector<DatasetWarning> seen = warnings("");
        QCOMPARE(seen.size(), 1U);
        QVERIFY(seen[0].kind == DatasetWarning::Kind::StrokesBeside);
        QCOMPARE(sentenceOf(seen[0]),
                 "strokes_few.zip lies beside the images and is not read: strokes=beside adds its strokes");
        QVERIFY(warnings(":strokes=beside").empty());
    }

    void leavesMissingOnesEmpty() {
        const TemporaryFolder folder;
        writeZip(folder / "images.zip", tinyOmniglot(1, 1, 3));
        std::vector<ContainedFile> strokes = strokesOf(tinyOmniglot(1, 1, 3));
        strokes.erase(strokes.begin() + 1);
        writeZip(folder / "strokes.zip", strokes);
        const Dataset dataset = opened(folder / "images.zip", ":strokes=beside");
        QCOMPARE(dataset.drawings[0].strokes, twoStrokes);
        QVERIFY(dataset.drawings[1].strokes.empty());
        QCOMPARE(dataset.drawings[2].strokes, twoStrokes);
        const auto warned =
            std::ranges::find(dataset.readingWarnings, DatasetWarning::Kind::StrokesMissing, &DatasetWarning::kind);
        QVERIFY(warned != dataset.readingWarnings.end());
        QCOMPARE(sentenceOf(*warned), "1 drawing has no strokes");
    }

    void tellsStrokesThatLieApart() {
        const TemporaryFolder folder;
        Image image{1, 105, 105, std::vector<std::uint8_t>(105 * 105)};
        for (int x = 20; x < 80; ++x) image.pixels[static_cast<std::size_t>(50 * 105 + x)] = 255;
        writeZip(folder / "images.zip",
                 {{"A/character01/0001_01.png", encodePng(image)}, {"A/character01/0001_02.png", encodePng(image)}});
        const auto line = [](int y) {
            return bytesOf("START\n20,-" + std::to_string(y) + ",0\n79,-" + std::to_string(y) + ",9\nBREAK\n");
        };
        writeZip(folder / "strokes.zip",
                 {{"A/character01/0001_01.txt", line(51)}, {"A/character01/0001_02.txt", line(90)}});
        const Dataset dataset = opened(folder / "images.zip", ":strokes=beside");
        const auto warned =
            std::ranges::find(dataset.readingWarnings, DatasetWarning::Kind::StrokesApart, &DatasetWarning::kind);
        QVERIFY(warned != dataset.readingWarnings.end());
        QCOMPARE(warned->count, 1);
        QCOMPARE(warned->examples, std::vector<std::string>{"A/character01/0001_02"});
    }

    void saysWhereNoneAre() {
        const TemporaryFolder folder;
        writeZip(folder / "images.zip", tinyOmniglot(1, 1, 3));
        writeZip(folder / "drawn.zip", tinyOmniglot(1, 1, 3));
        const auto open = [&](const std::string& spec) { return failureOf([&] { opened(folder / spec); }); };
        VERIFY_SAYS(open("images.zip:strokes=beside"), "BadData: ");
        VERIFY_SAYS(open("images.zip:strokes=beside"), "images.zip: has no strokes beside it. Expected strokes.zip");
        VERIFY_SAYS(open("drawn.zip:strokes=beside"), "drawn.zip: has no strokes beside it");
        writeZip(folder / "strokes.zip", strokesOf({{"Other/character01/0001_01.png", {}}}));
        VERIFY_SAYS(open("images.zip:strokes=beside"), "strokes.zip: holds no strokes of the selected drawings");
        std::vector<ContainedFile> broken = strokesOf(tinyOmniglot(1, 1, 3));
        broken[1].bytes = bytesOf("START\nno point\n");
        writeZip(folder / "strokes.zip", broken);
        VERIFY_SAYS(open("images.zip:strokes=beside"), (broken[1].path + ", line 2: is neither").c_str());
        std::vector<ContainedFile> twice = strokesOf(tinyOmniglot(1, 1, 1, ""));
        twice.push_back({"top/" + twice[0].path, twice[0].bytes});
        writeZip(folder / "strokes.zip", twice);
        VERIFY_SAYS(open("images.zip:strokes=beside"), "holds strokes of one drawing in ");
    }

    void refusesTooManyPoints() {
        const TemporaryFolder folder;
        writeZip(folder / "strokes.zip", {{"A/c/1_1.txt", bytesOf(strokesText(twoStrokes))},
                                          {"A/c/1_2.txt", bytesOf(strokesText(twoStrokes))}});
        std::int64_t points = 0;
        for (const Stroke& stroke : twoStrokes) points += 2 * std::ssize(stroke);
        const auto says = [&](std::int64_t maxPoints) {
            return failureOf([&] {
                readStrokes(folder / "strokes.zip", {"A/c/1_1", "A/c/1_2"}, {}, ContainerRequest::Links::Refused,
                            maxPoints);
            });
        };
        QCOMPARE(says(points), QString());
        VERIFY_SAYS(says(points - 1), "strokes.zip: holds strokes of more than ");
    }
};

ONESHOT_TEST(TestStrokeFiles)
#include "tst_stroke_files.moc"
