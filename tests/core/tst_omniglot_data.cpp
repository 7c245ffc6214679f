#include <QTest>

#include "core/base/sha256.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/tasks/lake_runs.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

/// What is read from the published archives: counts, and fingerprints recorded when this was first right.
class TestOmniglotData : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void backgroundSet_data();
    void backgroundSet();
    void fairValidationSet();
    void lakeRuns();
    void strokesFallOnInk();
};

void TestOmniglotData::initTestCase() {
    if (omniglotFolder().empty()) QSKIP("Set ONESHOT_OMNIGLOT_DIR to the folder that holds Omniglot's archives.");
}

void TestOmniglotData::backgroundSet_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("alphabets");
    QTest::addColumn<int>("characters");
    QTest::addColumn<QString>("sha256");
    QTest::newRow("small1") << "images_background_small1.zip"
                            << "Balinese Early_Aramaic Greek Korean Latin" << 136
                            << "c3d934d97919298be8ae796cc1800ea04a8cafd16bfa1994518e8b359a551faf";
    QTest::newRow("small2") << "images_background_small2.zip"
                            << "Greek Japanese_(katakana) Latin Sanskrit Tagalog" << 156
                            << "019dd52e6a20334cc03eda6d783a0a68c4acc63b84d3688eb33cd08aa2ceb0f7";
}

void TestOmniglotData::backgroundSet() {
    QFETCH(QString, file);
    QFETCH(QString, alphabets);
    QFETCH(int, characters);
    QFETCH(QString, sha256);
    const Dataset dataset = openDataset(parseDataSpec((omniglotFolder() / file.toStdString()).string()));
    QStringList names;
    for (const Alphabet& alphabet : dataset.alphabets) names << QString::fromStdString(alphabet.name);
    QCOMPARE(names.join(' '), alphabets);
    QCOMPARE(dataset.characterCount(), characters);
    QCOMPARE(dataset.drawingCount(), 20 * characters);
    for (const CharacterId id : dataset.characters())
        for (int d = 0; d < 20; ++d) QCOMPARE(dataset.drawings[dataset.character(id).drawings[d]].drawer, d + 1);
    for (const DrawingId id : dataset.drawingIds()) {
        const Drawing& drawing = dataset.drawings[id];
        QCOMPARE(drawing.image.width, 105);
        QCOMPARE(drawing.image.height, 105);
        const auto ink = std::count(drawing.image.pixels.begin(), drawing.image.pixels.end(), 255);
        const auto paper = std::count(drawing.image.pixels.begin(), drawing.image.pixels.end(), 0);
        QCOMPARE(ink + paper, 105 * 105);
        QVERIFY(ink > 50 && ink < 3000);
    }
    QCOMPARE(QString::fromStdString(dataset.sha256), sha256);
}

/// What small1 holds is left out of small2: Greek and Latin by name.
void TestOmniglotData::fairValidationSet() {
    const Dataset background = openDataset(parseDataSpec((omniglotFolder() / "images_background_small1.zip").string()));
    const Dataset other = openDataset(parseDataSpec((omniglotFolder() / "images_background_small2.zip").string()));
    std::vector<std::string> leftOut;
    const Dataset fair = withoutCharactersOf(other, background, &leftOut);
    QCOMPARE(fair.alphabets.size(), 3U);
    QCOMPARE(leftOut.size(), 24U + 26U);
    QCOMPARE(fair.characterCount(), 156 - 50);
    QCOMPARE(maxWays(fair, 1, true), 47);
}

void TestOmniglotData::lakeRuns() {
    const LakeRuns lake = openLakeRuns(omniglotFolder() / "one_shot_runs_01-10.zip");
    QCOMPARE(lake.runs.size(), 10U);
    QCOMPARE(lake.dataset.drawingCount(), 400);
    for (const LakeRuns::Run& run : lake.runs) {
        QCOMPARE(run.tasks.size(), 20U);
        std::vector<int> answers(20);
        for (const Task& task : run.tasks) {
            QCOMPARE(task.ways.size(), 20U);
            ++answers[task.answer];
        }
        QCOMPARE(answers, std::vector<int>(20, 1));
    }
    QCOMPARE(lake.dataset.sha256, "2d7f0bb5ca3161106bd8624635ee6159384d7f646818485be5c409872bb84383");
}

/// Nearly every point of a stroke lies on ink or within two pixels of it.
void TestOmniglotData::strokesFallOnInk() {
    const Dataset dataset =
        openDataset(parseDataSpec((omniglotFolder() / "images_background_small1.zip").string() + ":strokes=beside"));
    QCOMPARE(dataset.licence, "The MIT License (MIT)");
    std::int64_t points = 0, onInk = 0, turned = 0;
    for (const DrawingId id : dataset.drawingIds()) {
        const Drawing& drawing = dataset.drawings[id];
        QVERIFY(!drawing.strokes.empty());
        QCOMPARE(drawing.strokes[0][0].milliseconds, 0.0F);
        const auto isInked = [&](float x, float y) {
            for (int row = static_cast<int>(y) - 2; row <= static_cast<int>(y) + 2; ++row)
                for (int column = static_cast<int>(x) - 2; column <= static_cast<int>(x) + 2; ++column)
                    if (row >= 0 && row < 105 && column >= 0 && column < 105 &&
                        drawing.image.pixels[row * 105 + column] > 0)
                        return true;
            return false;
        };
        for (const Stroke& stroke : drawing.strokes)
            for (const StrokePoint& point : stroke) {
                ++points;
                onInk += isInked(point.x, point.y);
                turned += isInked(point.y, point.x);
            }
    }
    QVERIFY2(onInk > 0.99 * points, qPrintable(QString("%1 of %2").arg(onInk).arg(points)));
    QVERIFY(turned < 0.8 * points);  // the check can fail
}

ONESHOT_TEST(TestOmniglotData)
#include "tst_omniglot_data.moc"
