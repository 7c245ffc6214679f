#include <QDir>
#include <QFile>
#include <QTest>

#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

const QString glyphs = "glyphs:alphabet-count=2,characters-per-alphabet=8,drawer-count=4";

QStringList filesBelow(const QString& folder) {
    QStringList names = QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    names.sort();
    return names;
}

}  // namespace

/// Every command that writes: a folder in use is refused, and what cannot be written whole leaves nothing.
class TestOverwriting : public QObject, ProgramInHome {
    Q_OBJECT

    void addFolders() const {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char* name, const QStringList& arguments) { QTest::newRow(name) << arguments; };
        row("tasks", {"tasks", "--data", glyphs, "--ways", "5", "--count", "2"});
        row("compare",
            {"compare", "--models", "random", "--data", glyphs, "--ways", "5", "--tasks", "9", "--no-cache"});
        row("export", {"export", "--model", "shipped"});
        row("data glyphs", {"data", "glyphs", glyphs});
        row("report", {"report", path("run"), "--format", "tensorboard"});
    }

  private slots:
    void initTestCase() { train(tinyRun(path("run").toStdString())); }

    void aFolderInUseIsRefused_data() { addFolders(); }
    void aFolderInUseIsRefused() {
        QFETCH(QStringList, arguments);
        const QString folder = path(QString("used ") + QTest::currentDataTag());
        writeFolder(folder.toStdString(), {{"theirs.txt", bytesOf("theirs")}});
        const QStringList out{"--out", folder};
        const Outcome refused = run(arguments + out);
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.messages.contains("--overwrite"), refused.messages.constData());
        QCOMPARE(filesBelow(folder), QStringList{"theirs.txt"});

        const Outcome written = run(arguments + out + QStringList{"--overwrite"});
        QVERIFY2(written.status == 0, written.messages.constData());
        const QStringList files = filesBelow(folder);
        QVERIFY(files.size() > 1 && files.contains("theirs.txt"));
        QCOMPARE(run(arguments + out + QStringList{"--overwrite"}).status, 0);
        QCOMPARE(filesBelow(folder), files);
    }

    void aFullDiskBlocksNoRetry_data() { addFolders(); }
    void aFullDiskBlocksNoRetry() {
        QFETCH(QStringList, arguments);
        const QString parent = path(QString("full ") + QTest::currentDataTag());
        QVERIFY(QDir().mkpath(parent));
        arguments += QStringList{"--out", parent + "/out"};
        const Outcome outcome = runOnFullDisk(arguments, 64);
        QVERIFY2(outcome.status == 1, outcome.messages.constData());
        // It names what was to be written, and not the hidden place where it is until then.
        QVERIFY2(outcome.messages.contains(parent.toUtf8() + "/out/") && !outcome.messages.contains("/.saving"),
                 outcome.messages.constData());
        QCOMPARE(filesBelow(parent), QStringList());
        QVERIFY(run(arguments).status == 0);
    }

    void aFileIsReplacedWholeOrNotAtAll_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("sheet") << QStringList{"data", "info", glyphs, "--sheet"};
        QTest::newRow("report") << QStringList{"report", path("run"), "--format", "csv", "--out"};
    }
    void aFileIsReplacedWholeOrNotAtAll() {
        QFETCH(QStringList, arguments);
        const QString folder = path(QString("file ") + QTest::currentDataTag()), file = folder + "/it";
        writeFolder(folder.toStdString(), {{"it", bytesOf("old")}});
        const Outcome failed = runOnFullDisk(arguments + QStringList{file}, 64);
        QVERIFY2(failed.status == 1, failed.messages.constData());
        QCOMPARE(readFile(file.toStdString()), bytesOf("old"));
        QCOMPARE(filesBelow(folder), QStringList{"it"});
        QCOMPARE(run(arguments + QStringList{file}).status, 0);
        QVERIFY(readFile(file.toStdString()) != bytesOf("old"));

        const Outcome nowhere = run(arguments + QStringList{path("no/such/folder/it")});
        QVERIFY2(nowhere.status == 1, nowhere.messages.constData());
    }

    void theDemonstrationKeepsWhatIsThere() {
        writeFolder(path("mine").toStdString(), {{"theirs.txt", bytesOf("theirs")}});
        const Outcome refused = run({"demo", "--out", path("mine")});
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.messages.contains("--overwrite"), refused.messages.constData());
        QCOMPARE(filesBelow(path("mine")), QStringList{"theirs.txt"});
    }
};

ONESHOT_TEST(TestOverwriting)
#include "tst_overwriting.moc"
