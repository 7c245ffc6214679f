#include <QTest>
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/tasks/task_sampler.h"
#include "core/tasks/task_sheet.h"
#include "tests/support/drawings.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

bool operator==(const Way& a, const Way& b) {
    return a.character == b.character && a.drawings == b.drawings;
}
bool operator==(const Task& a, const Task& b) {
    return a.query == b.query && a.answer == b.answer &&
           std::equal(a.ways.begin(), a.ways.end(), b.ways.begin(), b.ways.end(),
                      [](const Way& x, const Way& y) { return x == y; });
}

int drawerOf(const Dataset& dataset, DrawingId id) {
    return dataset.drawings[id].drawer;
}

}  // namespace

class TestTaskSampler : public QObject {
    Q_OBJECT

  private slots:
    void tasksAreSound_data();
    void tasksAreSound();
    void dependOnSeedAndNumberAlone();
    void answersAreUniform();
    void alphabetsAreUniform();
    void oneDrawerAShot();
    void otherDrawersWhereTheyAreUneven();
    void doesWithOneDrawer();
    void anyDrawingsButTheQuery();
    void saysWhatIsTooMuch_data();
    void saysWhatIsTooMuch();
    void knowsTheMostWays();
    void sheetMarksTheAnswer();
    void jsonNamesThePlayers();
    void sheetsOfColoursAndVectors();
};

void TestTaskSampler::tasksAreSound_data() {
    QTest::addColumn<int>("ways");
    QTest::addColumn<int>("shots");
    QTest::addColumn<bool>("within");
    QTest::newRow("5-way 1-shot") << 5 << 1 << false;
    QTest::newRow("5-way 3-shot within") << 5 << 3 << true;
    QTest::newRow("all characters") << 16 << 4 << false;
    QTest::newRow("the largest alphabet") << 8 << 1 << true;
}

void TestTaskSampler::tasksAreSound() {
    QFETCH(int, ways);
    QFETCH(int, shots);
    QFETCH(bool, within);
    const Dataset dataset = tinyDataset({5, 8, 3}, 5);
    TaskSampler sampler(dataset, {ways, shots, within, 3});
    for (const Task& task : sampler.take(300)) {
        QCOMPARE(static_cast<int>(task.ways.size()), ways);
        QVERIFY(task.answer >= 0 && task.answer < ways);
        std::set<CharacterId> characters;
        std::set<int> alphabets;
        std::set<DrawingId> drawings{task.query};
        for (const Way& way : task.ways) {
            characters.insert(way.character);
            alphabets.insert(way.character.alphabet);
            QCOMPARE(static_cast<int>(way.drawings.size()), shots);
            const auto& mine = dataset.character(way.character).drawings;
            for (const DrawingId id : way.drawings) {
                QVERIFY(drawings.insert(id).second);
                QVERIFY(std::count(mine.begin(), mine.end(), id) == 1);
                QVERIFY(drawerOf(dataset, id) != drawerOf(dataset, task.query));
            }
        }
        QCOMPARE(static_cast<int>(characters.size()), ways);
        if (within) QCOMPARE(alphabets.size(), 1U);
        const auto& right = dataset.character(task.ways[task.answer].character).drawings;
        QVERIFY(std::count(right.begin(), right.end(), task.query) == 1);
    }
}

void TestTaskSampler::dependOnSeedAndNumberAlone() {
    const Dataset dataset = tinyDataset({5, 8}, 4);
    TaskSampler one(dataset, {5, 1, false, 3}), two(dataset, {5, 1, false, 3}), other(dataset, {5, 1, false, 4});
    const std::vector<Task> tasks = one.take(20), again = two.take(10), different = other.take(20);
    for (int i = 0; i < 10; ++i) QVERIFY(tasks[i] == again[i]);
    QVERIFY(tasks[10] == two.next());
    int equal = 0;
    for (int i = 0; i < 20; ++i) equal += tasks[i] == different[i];
    QVERIFY(equal < 2);
}

/// Chi-squared with 19 degrees of freedom: 43.8 is passed once in a thousand seeds.
void TestTaskSampler::answersAreUniform() {
    const Dataset dataset = tinyDataset({30}, 3);
    std::vector<int> counts(20);
    for (const Task& task : TaskSampler(dataset, {20, 1, true, 1}).take(4000)) ++counts[task.answer];
    double chiSquared = 0;
    for (const int count : counts) chiSquared += (count - 200.0) * (count - 200.0) / 200.0;
    QVERIFY2(chiSquared < 43.8, qPrintable(QString::number(chiSquared)));
    QVERIFY(chiSquared > 3);
}

/// Alphabets that are large enough come equally often, whatever their size.
void TestTaskSampler::alphabetsAreUniform() {
    const Dataset dataset = tinyDataset({4, 5, 20}, 3);
    std::map<int, int> counts;
    for (const Task& task : TaskSampler(dataset, {5, 1, true, 1}).take(1000)) ++counts[task.ways[0].character.alphabet];
    QCOMPARE(counts.size(), 2U);
    QVERIFY2(std::abs(counts[1] - 500) < 60, qPrintable(QString::number(counts[1])));
}

void TestTaskSampler::oneDrawerAShot() {
    const Dataset dataset = tinyDataset({6}, 5);
    for (const Task& task : TaskSampler(dataset, {4, 3, true, 2}).take(100)) {
        std::set<int> drawers{drawerOf(dataset, task.query)};
        for (int shot = 0; shot < 3; ++shot) {
            const int drawer = drawerOf(dataset, task.ways[0].drawings[shot]);
            QVERIFY(drawers.insert(drawer).second);
            for (const Way& way : task.ways) QCOMPARE(drawerOf(dataset, way.drawings[shot]), drawer);
        }
    }
}

/// No drawer drew all characters: still nobody answers for himself.
void TestTaskSampler::otherDrawersWhereTheyAreUneven() {
    Dataset dataset = tinyDataset({4}, 2);
    changeDrawings(dataset, [](auto& drawings) {
        for (std::size_t i = 0; i < drawings.size(); ++i) drawings[i].drawer = static_cast<int>(i) + 1;
    });
    for (const Task& task : TaskSampler(dataset, {4, 1, true, 2}).take(50))
        for (const Way& way : task.ways) QVERIFY(way.drawings[0] != task.query);
}

void TestTaskSampler::doesWithOneDrawer() {
    Dataset dataset = tinyDataset({4}, 3);
    changeDrawings(dataset, [](auto& drawings) {
        for (Drawing& drawing : drawings) drawing.drawer = 0;
    });
    for (const Task& task : TaskSampler(dataset, {4, 2, true, 2}).take(50))
        for (const Way& way : task.ways) {
            QCOMPARE(way.drawings.size(), 2U);
            QVERIFY(std::count(way.drawings.begin(), way.drawings.end(), task.query) == 0);
        }
}

/// Bouma's rule: drawers are disregarded, and the query's own drawing is the only one that its way may not show.
void TestTaskSampler::anyDrawingsButTheQuery() {
    const Dataset dataset = tinyDataset({6}, 4);
    int queryDrawer = 0, differingDrawers = 0, ownWay = 0;
    for (const Task& task : TaskSampler(dataset, {4, 1, false, 2, false}).take(1000)) {
        for (int way = 0; way < 4; ++way) {
            QVERIFY(task.ways[way].drawings[0] != task.query);
            const int drawer = drawerOf(dataset, task.ways[way].drawings[0]);
            if (way == task.answer)
                ownWay += drawer == drawerOf(dataset, task.query);
            else
                queryDrawer += drawer == drawerOf(dataset, task.query);
        }
        differingDrawers += drawerOf(dataset, task.ways[0].drawings[0]) != drawerOf(dataset, task.ways[1].drawings[0]);
    }
    QCOMPARE(ownWay, 0);                                                                    // each drawer drew it once
    QVERIFY2(std::abs(queryDrawer - 750) < 100, qPrintable(QString::number(queryDrawer)));  // a quarter of 3,000
    QVERIFY2(differingDrawers > 600, qPrintable(QString::number(differingDrawers)));
}

void TestTaskSampler::saysWhatIsTooMuch_data() {
    QTest::addColumn<int>("ways");
    QTest::addColumn<int>("shots");
    QTest::addColumn<bool>("within");
    QTest::addColumn<QString>("says");
    QTest::newRow("ways") << 9 << 1 << false
                          << "ways: 9 ways are more than the 8 characters that tiny holds. Ask for at most 8";
    QTest::newRow("within") << 6 << 1 << true
                            << "5 characters that tiny holds in its largest alphabet. Ask for at most 5";
    QTest::newRow("shots") << 5 << 4 << false << "shots: a task of 4 shots needs two characters with 5 drawings each";
    QTest::newRow("one way") << 1 << 1 << false << "ways: must be at least 2, is 1";
    QTest::newRow("no shot") << 5 << 0 << false << "shots: must be at least 1, is 0";
    QTest::newRow("negative shots") << 5 << -1 << false << "shots: must be at least 1, is -1";
}

void TestTaskSampler::saysWhatIsTooMuch() {
    QFETCH(int, ways);
    QFETCH(int, shots);
    QFETCH(bool, within);
    QFETCH(QString, says);
    const Dataset dataset = tinyDataset({5, 3}, 4);
    const QString said = failureOf([&] { TaskSampler(dataset, {ways, shots, within, 1}); });
    VERIFY_SAYS(said, "InvalidSetting: ");
    VERIFY_SAYS(said, says.toUtf8().constData());
}

void TestTaskSampler::knowsTheMostWays() {
    Dataset dataset = tinyDataset({5, 3}, 4);
    QCOMPARE(maxWays(dataset, 1, false), 8);
    QCOMPARE(maxWays(dataset, 1, true), 5);
    QCOMPARE(maxWays(dataset, 4, false), 0);
    dataset.alphabets[0].characters[0].drawings.resize(2);
    QCOMPARE(maxWays(dataset, 1, true), 5);
    QCOMPARE(maxWays(dataset, 2, true), 4);
}

void TestTaskSampler::sheetMarksTheAnswer() {
    const Dataset dataset = tinyDataset({8}, 4);
    Task task = TaskSampler(dataset, {6, 2, true, 1}).next();
    const Image sheet = taskSheet(dataset, task);
    QCOMPARE(sheet.pixels.size(), static_cast<std::size_t>(sheet.width) * sheet.height);
    const auto ink = std::count(sheet.pixels.begin(), sheet.pixels.end(), 255);
    QVERIFY(ink > 1000);
    // Another way that was answered gets as thick a frame, in grey: 4 pixels around 2 shots of 105 x 105.
    const auto grey = [](const Image& image) { return std::count(image.pixels.begin(), image.pixels.end(), 90); };
    const Image answered = taskSheet(dataset, task, (task.answer + 1) % 6);
    QCOMPARE(grey(answered) - grey(sheet), (218 * 113 - 210 * 105) - (212 * 107 - 210 * 105));
    QCOMPARE(taskSheet(dataset, task, task.answer), sheet);
    task.answer = (task.answer + 1) % 6;
    const Image other = taskSheet(dataset, task);
    QVERIFY(other != sheet);
    QCOMPARE(std::count(other.pixels.begin(), other.pixels.end(), 255), ink);
}

void TestTaskSampler::jsonNamesThePlayers() {
    const Dataset dataset = tinyDataset({4, 4}, 3);
    const Task task{1, {{{0, 2}, {8}}, {{0, 0}, {2}}}, 1};
    QCOMPARE(taskJson(dataset, task).dump(),
             R"({"query":{"alphabet":"Alphabet1","character":"character01","drawer":2},)"
             R"("ways":[{"alphabet":"Alphabet1","character":"character03","drawers":[3]},)"
             R"({"alphabet":"Alphabet1","character":"character01","drawers":[3]}],"answer":1})");
}

void TestTaskSampler::sheetsOfColoursAndVectors() {
    Dataset dataset = tinyDataset({3}, 2);
    const Task task{1, {{{0, 2}, {4}}, {{0, 0}, {0}}}, 1};
    const Image grey = taskSheet(dataset, task);
    changeDrawings(dataset, [](auto& drawings) {
        Image& image = drawings[4].image;
        image.channels = 3;
        image.pixels.resize(3 * image.pixels.size());  // red ink
    });
    const Image coloured = taskSheet(dataset, task);
    QCOMPARE(coloured.channels, 3);
    const std::size_t sheet = grey.pixels.size();
    QVERIFY(std::equal(grey.pixels.begin(), grey.pixels.end(), coloured.pixels.begin()));
    QVERIFY(!std::equal(grey.pixels.begin(), grey.pixels.end(), coloured.pixels.begin() + sheet));

    changeDrawings(dataset, [](auto& drawings) {
        for (std::size_t i = 0; i < drawings.size(); ++i) drawings[i] = {{}, 0, {}, {float(i), 0.5f}};
    });
    QCOMPARE(taskSheet(dataset, task), Image());
    const Json json = taskJson(dataset, task);
    QCOMPARE(json["query"]["vector"].dump(), "[1.0,0.5]");
    QCOMPARE(json["ways"][0]["vectors"].dump(), "[[4.0,0.5]]");
}

ONESHOT_TEST(TestTaskSampler)
#include "tst_task_sampler.moc"
