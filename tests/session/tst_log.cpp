#include <QSignalSpy>
#include <QtTest>
#include <thread>

#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/common/log.h"

using namespace oneshot;
using session::Log;
using test::patience;

class TestLog : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void keepsLinesInMemoryAndInAFile() {
        const auto file = folder_ / "deep/log.txt";
        {
            Log log(file);
            QVERIFY(!std::filesystem::exists(file.parent_path()));  // nothing has gone wrong
            QSignalSpy changed(&log, &Log::changed);
            log.add(QStringLiteral("the first"));
            std::thread([&] { log.add(QStringLiteral("from another thread")); }).join();
            QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), patience);
            QCOMPARE(log.lines().size(), 2);
            QVERIFY(log.lines()[0].endsWith(QStringLiteral("  the first")));
            log.add(QStringLiteral("the last"));  // is written though no event is handled any more
        }
        const QStringList lines = QString::fromStdString(test::fileText(file)).split(u'\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].endsWith(QStringLiteral("the first")));
        QVERIFY(lines[1].endsWith(QStringLiteral("from another thread")));
        QVERIFY(lines[2].endsWith(QStringLiteral("the last")));
        QVERIFY(lines[3].isEmpty());
    }

    void keepsTheLastLinesOnly() {
        Log log(folder_ / "many.txt");
        for (int i = 0; i < Log::maxLines + 5; ++i) log.add(QString::number(i));
        QCOMPARE(log.lines().size(), Log::maxLines);
        QVERIFY(log.lines().first().endsWith(QStringLiteral("  5")));
    }

    void beginsAFileAnewThatIsFull() {
        const auto file = folder_ / "full.txt";
        const std::string full(Log::maxFileBytes, 'x');
        test::writeFile(file, test::bytesOf(full));
        { Log(file).add(QStringLiteral("new")); }
        QCOMPARE(std::filesystem::file_size(folder_ / "full.txt.old"), Log::maxFileBytes);
        QVERIFY(test::fileText(file).ends_with("  new\n"));
        QVERIFY(std::filesystem::file_size(file) < 100);
    }

    void forgetsLinesInMemoryAndInBothFiles() {
        const auto file = folder_ / "forget.txt";
        test::writeFile(folder_ / "forget.txt.old", test::bytesOf("an old line\nof K7QF-2M9D\nthe last\n"));
        {
            Log log(file);
            for (const char* line : {"first", "saving K7QF-2M9D.csv failed", "last"})
                log.add(QString::fromLatin1(line));
            log.forget(QStringLiteral("K7QF-2M9D"));  // a line of it waits to be written
            QCOMPARE(log.lines().size(), 2);
            log.add(QStringLiteral("later"));
        }
        const QString text = QString::fromStdString(test::fileText(file));
        QVERIFY(!text.contains(QStringLiteral("K7QF")));
        QCOMPARE(text.count(u'\n'), 3);
        QVERIFY(text.contains(QStringLiteral("  first\n")) && text.endsWith(QStringLiteral("  later\n")));
        QCOMPARE(test::fileText(folder_ / "forget.txt.old"), std::string("an old line\nthe last\n"));
    }

    void takesWhatQtWarnsOfAndHandsItOn() {
        Log log(folder_ / "qt.txt"), second(folder_ / "second.txt");
        QTest::ignoreMessage(QtWarningMsg, "something is odd");  // fails where the message does not come through
        qWarning("something is odd");
        qInfo("all is well");
        QCOMPARE(log.lines().size(), 1);
        QVERIFY(log.lines()[0].endsWith(QStringLiteral("something is odd")));
        QVERIFY(second.lines().isEmpty());
    }

    void saysWhyTheFileLacksLines() {
        test::writeFile(folder_ / "file", test::bytesOf("no folder"));
        Log log(folder_ / "file/log.txt");
        log.add(QStringLiteral("a line"));
        QTRY_VERIFY_WITH_TIMEOUT(!log.fileProblem().isEmpty(), patience);
        QCOMPARE(log.lines().size(), 1);
    }
};

ONESHOT_TEST(TestLog)
#include "tst_log.moc"
