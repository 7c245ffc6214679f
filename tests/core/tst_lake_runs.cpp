#include <QTest>
#include <set>

#include "core/files/png.h"
#include "core/tasks/lake_runs.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

class TestLakeRuns : public QObject {
    Q_OBJECT

  private slots:
    void readsEveryTrial();
    void isTheSameFromZipAndFolder();
    void answersAreTheLabels();
    void waysAreShuffled();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void listsAllThatIsDamaged();
    void proposesNoKeysOfData();

  private:
    LakeRuns openZip(const std::vector<ContainedFile>& files) {
        writeZip(folder_ / "runs.zip", files);
        return openLakeRuns(folder_ / "runs.zip");
    }
    TemporaryFolder folder_;
};

void TestLakeRuns::readsEveryTrial() {
    const LakeRuns lake = openZip(tinyLakeRuns(3, 5));
    QCOMPARE(lake.runs.size(), 3U);
    QCOMPARE(lake.runs[2].name, "run03");
    QCOMPARE(lake.dataset.alphabets[2].name, "run03");
    QCOMPARE(lake.dataset.alphabets[2].characters[4].name, "class05");
    QCOMPARE(lake.dataset.drawingCount(), 30);
    for (const LakeRuns::Run& run : lake.runs) {
        QCOMPARE(run.tasks.size(), 5U);
        for (const Task& task : run.tasks) {
            QCOMPARE(task.ways.size(), 5U);
            QCOMPARE(lake.dataset.drawings[task.query].drawer, 2);
            for (const Way& way : task.ways) {
                QCOMPARE(way.drawings.size(), 1U);
                QCOMPARE(lake.dataset.drawings[way.drawings[0]].drawer, 1);
            }
        }
    }
}

void TestLakeRuns::isTheSameFromZipAndFolder() {
    const LakeRuns zipped = openZip(tinyLakeRuns(2, 5));
    writeFolder(folder_ / "unpacked", tinyLakeRuns(2, 5, "all_runs/"));
    for (const std::string path : {"unpacked", "unpacked/all_runs"}) {
        const LakeRuns lake = openLakeRuns(folder_ / path);
        QCOMPARE(lake.dataset.sha256, zipped.dataset.sha256);
        QCOMPARE(lake.runs[1].tasks[3].answer, zipped.runs[1].tasks[3].answer);
    }
}

/// tinyLakeRuns answers trial i of run r with training image (3 i + r) mod ways.
void TestLakeRuns::answersAreTheLabels() {
    const LakeRuns lake = openZip(tinyLakeRuns(2, 5));
    for (int r = 0; r < 2; ++r)
        for (int i = 0; i < 5; ++i) {
            const Task& task = lake.runs[r].tasks[i];
            QCOMPARE(lake.dataset.drawings[task.query].image, numberedImage((r + 1) * 1000 + i));
            const Way& right = task.ways[task.answer];
            QCOMPARE(lake.dataset.drawings[right.drawings[0]].image,
                     numberedImage((r + 1) * 1000 + 500 + (i * 3 + r + 1) % 5));
            const auto& drawings = lake.dataset.character(right.character).drawings;
            QVERIFY(std::count(drawings.begin(), drawings.end(), task.query) == 1);
        }
}

/// The order of the ways is another in each run, and not that of the files.
void TestLakeRuns::waysAreShuffled() {
    const LakeRuns lake = openZip(tinyLakeRuns(4, 20));
    std::set<std::vector<int>> orders;
    for (const LakeRuns::Run& run : lake.runs) {
        std::vector<int> order;
        for (const Way& way : run.tasks[0].ways) order.push_back(way.character.character);
        QVERIFY(!std::is_sorted(order.begin(), order.end()));
        orders.insert(order);
        std::set<int> answers;
        for (const Task& task : run.tasks) answers.insert(task.answer);
        QCOMPARE(answers.size(), 20U);
    }
    QCOMPARE(orders.size(), 4U);
}

void TestLakeRuns::saysWhatIsWrong_data() {
    QTest::addColumn<QString>("labels");
    QTest::addColumn<QString>("says");
    const QString first = "run01/test/item01.png run01/training/class01.png\n";
    const QString second = "run01/test/item02.png run01/training/class02.png\n";
    QTest::newRow("blank lines and carriage returns are fine") << "\n" + first.chopped(1) + "\r\n\r\n" + second << "";
    QTest::newRow("one path") << first + "run01/test/item02.png\n"
                              << "runs.zip/run01/class_labels.txt, line 2: does not hold two";
    QTest::newRow("three paths") << first.chopped(1) + " more\n"
                                 << "line 1: does not hold two paths";
    QTest::newRow("missing") << first + "run01/test/item09.png run01/training/class02.png"
                             << "line 2: names run01/test/item09.png, which does not exist";
    QTest::newRow("climbing") << "../../etc/passwd run01/training/class02.png"
                              << "line 1: names ../../etc/passwd, which does not exist";
    QTest::newRow("twice") << first + first << "line 2: names run01/test/item01.png a second time";
    QTest::newRow("both") << first + "run01/test/item02.png run01/test/item01.png"
                          << "line 2: names run01/test/item01.png as test and as training image";
    QTest::newRow("both, training first") << first + "run01/training/class01.png run01/training/class02.png"
                                          << "line 2: names run01/training/class01.png as test and as training image";
    QTest::newRow("both in one line") << "run01/training/class01.png run01/training/class01.png"
                                      << "line 1: names run01/training/class01.png as test and as training image";
    QTest::newRow("one way") << first << "run01/class_labels.txt: names fewer than two training images";
    QTest::newRow("empty") << ""
                           << "names fewer than two training images";
}

void TestLakeRuns::saysWhatIsWrong() {
    QFETCH(QString, labels);
    QFETCH(QString, says);
    std::vector<ContainedFile> files = tinyLakeRuns(1, 3);
    files.back().bytes = bytesOf(labels.toStdString());
    const QString said = failureOf([&] { openZip(files); });
    if (says.isEmpty()) {
        QCOMPARE(said, QString());
        return;
    }
    VERIFY_SAYS(said, "BadData: ");
    VERIFY_SAYS(said, says.toUtf8().constData());

    files.pop_back();
    VERIFY_SAYS(failureOf([&] { openZip(files); }), "runs.zip: holds no runs. Expected run01/class_labels.txt");
}

void TestLakeRuns::listsAllThatIsDamaged() {
    std::vector<ContainedFile> files = tinyLakeRuns(2, 5);
    for (ContainedFile& file : files)
        if (file.path == "run01/test/item01.png" || file.path == "run02/training/class02.png")
            file.bytes = bytesOf("text");
    const QString said = failureOf([&] { openZip(files); });
    VERIFY_SAYS(said, "BadData: ");
    VERIFY_SAYS(said,
                "runs.zip: holds 2 files that cannot be read, of 20:\n  run01/test/item01.png is text named .png");
    VERIFY_SAYS(said, "\n  run02/training/class02.png is text named .png");
    VERIFY_SAYS(said, ". Repair them or take them out.");
}

/// A link may stand for a whole run, so it is not passed over.
void TestLakeRuns::proposesNoKeysOfData() {
    writeFolder(folder_ / "linked", tinyLakeRuns(1, 5));
    std::filesystem::create_symlink("run01", folder_ / "linked/run02");
    const QString link = failureOf([&] { openLakeRuns(folder_ / "linked"); });
    VERIFY_SAYS(link, "linked/run02: is a link, and links are not followed. Put what it points to in its place");
    std::vector<ContainedFile> files = tinyLakeRuns(1, 5);
    files[0].bytes = bytesOf("text");
    for (const QString& said : {link, failureOf([&] { openZip(files); })}) {
        QVERIFY(!said.contains("links=follow"));
        QVERIFY(!said.contains("skip-damaged"));
    }
}

ONESHOT_TEST(TestLakeRuns)
#include "tst_lake_runs.moc"
