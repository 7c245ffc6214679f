#include <QDir>
#include <QJsonArray>
#include <QTest>

#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"

using namespace oneshot::test;

/// `oneshot tasks`.
class TestTasksCommand : public QObject, ProgramInHome {
    Q_OBJECT

  private slots:
    void taskSheets() {
        const QStringList arguments{
            "tasks",  "--data", "glyphs:alphabet-count=2,drawer-count=4", "--ways", "5", "--shots", "2", "--count", "3",
            "--seed", "7"};
        QCOMPARE(run(arguments + QStringList{"--out", path("sheets")}).status, 0);
        const QDir folder(path("sheets"));
        QCOMPARE(folder.entryList(QDir::Files), QStringList({"task-0001.json", "task-0001.png", "task-0002.json",
                                                             "task-0002.png", "task-0003.json", "task-0003.png"}));
        QVERIFY(contentOf(folder.filePath("task-0001.png")).startsWith("\x89PNG"));
        const QJsonObject task = QJsonDocument::fromJson(contentOf(folder.filePath("task-0001.json"))).object();
        QCOMPARE(task["ways"].toArray().size(), 5);
        const QByteArray listing = run(arguments).output;
        QCOMPARE(listing.count("task "), 3);
        QVERIFY(listing.contains(task["query"]["character"].toString().toUtf8()));
    }
};

ONESHOT_TEST(TestTasksCommand)
#include "tst_tasks_command.moc"
