#include <QTest>

#include "core/data/data_spec.h"
#include "core/data/sha256.h"
#include "core/tasks/lake_runs.h"
#include "core/tasks/task_sampler.h"
#include "tests/support/files.h"

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
    QCOMPARE(static_cast<int>(dataset.drawings.size()), 20 * characters);
    for (const CharacterId id : dataset.characters())
        for (int d = 0; d < 20; ++d) QCOMPARE(dataset.drawings[dataset.character(id).drawings[d]].drawer, d + 1);
    for (const Drawing& drawing : dataset.drawings) {
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
    QCOMPARE(mostWays(fair, 1, true), 47);
}

void TestOmniglotData::lakeRuns() {
    const LakeRuns lake = openLakeRuns(omniglotFolder() / "one_shot_runs_01-10.zip");
    QCOMPARE(lake.runs.size(), 10U);
    QCOMPARE(lake.dataset.drawings.size(), 400U);
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

QTEST_APPLESS_MAIN(TestOmniglotData)
#include "tst_omniglot_data.moc"
