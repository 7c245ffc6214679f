#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>
#include <QTest>
#include <algorithm>
#include <functional>

#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// A terminal of which the test is the screen.
class Terminal {
  public:
    Terminal() : screen_(posix_openpt(O_RDWR | O_NOCTTY)) {
        grantpt(screen_);
        unlockpt(screen_);
    }
    ~Terminal() { close(screen_); }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    /// What the program writes there, until it ends; "the exit status" is in process.
    QByteArray run(QProcess& process, const std::function<void()>& start) const {
        const QByteArray name = ptsname(screen_);
        process.setChildProcessModifier([name] {
            const int terminal = open(name.constData(), O_RDWR | O_NOCTTY);
            dup2(terminal, STDOUT_FILENO);
            dup2(terminal, STDERR_FILENO);
        });
        start();
        QByteArray shown;
        const auto read = [&] {
            char bytes[4096];
            pollfd ready{screen_, POLLIN, 0};
            while (poll(&ready, 1, 20) == 1 && (ready.revents & POLLIN)) {
                const ssize_t count = ::read(screen_, bytes, sizeof bytes);
                if (count <= 0) return;
                shown.append(bytes, count);
            }
        };
        while (!process.waitForFinished(1) && process.state() != QProcess::NotRunning) read();
        read();
        return shown;
    }

  private:
    int screen_;
};

/// The text that is left on the screen: what a line of progress showed is gone where it was cleared.
QByteArrayList linesLeft(const QByteArray& shown) {
    QByteArrayList lines{QByteArray()};
    for (qsizetype i = 0; i < shown.size(); ++i) {
        if (shown[i] == '\n')
            lines << QByteArray();
        else if (shown.mid(i, 4) == "\r\x1b[K")
            lines.last().clear(), i += 3;
        else if (shown.mid(i, 3) == "\x1b[K")
            i += 2;
        else if (shown[i] == '\r' && shown.mid(i + 1, 1) != "\n")
            lines.last().clear();
        else if (shown[i] != '\r')
            lines.last() += shown[i];
    }
    return lines;
}

}  // namespace

/// What a person sees on a terminal.
class TerminalTest : public QObject, ProgramInHome {
    Q_OBJECT

    QByteArray screenOf(const QStringList& arguments) const {
        QProcess process;
        const Terminal terminal;
        return terminal.run(process, [&] { start(process, arguments); });
    }

  private slots:
    void outputBeginsALineOfItsOwn_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("begins");
        const QString big = "glyphs:alphabet-count=12";
        QTest::newRow("data info") << QStringList{"data", "info", big} << QByteArray("name  ");
        QTest::newRow("data glyphs") << QStringList{"data", "glyphs", big, "--out", path("glyphs")}
                                     << QByteArray("288 characters");
        QTest::newRow("tasks") << QStringList{"tasks", "--data", big, "--count", "1"} << QByteArray("task 1: ");
        QTest::newRow("evaluate") << QStringList{"evaluate", "--model", "pixels-l2", "--data", big}
                                  << QByteArray("model   pixels-l2");
        QTest::newRow("compare") << QStringList{"compare", "--models", "pixels-l2", "--data", big, "--no-cache"}
                                 << QByteArray("data    ");
    }
    void outputBeginsALineOfItsOwn() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, begins);
        const QByteArray shown = screenOf(arguments);
        QVERIFY2(shown.contains("%  "), "no progress was shown: " + shown);
        const QByteArrayList lines = linesLeft(shown);
        QVERIFY2(std::ranges::any_of(lines, [&](const QByteArray& line) { return line.startsWith(begins); }),
                 lines.join('\n'));
        QVERIFY2(!lines.join('\n').contains("[#"), lines.join('\n'));  // no bar is left
    }

    void controlCharactersOfNamesAreShownAsText() {
        std::vector<ContainedFile> files = tinyOmniglot(2, 3, 4, "");
        for (ContainedFile& file : files) file.path = "a\x1b[31m" + file.path;
        writeFolder(path("evil").toStdString(), files);
        for (const QStringList& command : {QStringList{"data", "info", path("evil")},
                                           {"tasks", "--data", path("evil"), "--ways", "2", "--count", "1"}}) {
            const Outcome outcome = run(command);
            QVERIFY2(outcome.status == 0, outcome.messages.constData());
            QVERIFY2(outcome.output.contains("a\\x1b[31mAlpha"), outcome.output.constData());
            QVERIFY(!outcome.output.contains('\x1b') && !outcome.messages.contains('\x1b'));
        }
        const Outcome mistake = run({"train", "--data", "glyphs", "--out", path("x"), "--preset", "\x1b[2J"});
        QCOMPARE(mistake.status, 2);
        QVERIFY(!mistake.messages.contains('\x1b'));
        const Outcome word = run({"\x1b[2J"});
        QCOMPARE(word.status, 2);
        QVERIFY(!word.messages.contains('\x1b'));
    }

    void quickWorkTellsNoProgressInALog() {
        const Outcome outcome = run({"tasks", "--data", "glyphs:alphabet-count=1", "--count", "1"});
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.messages, QByteArray());
    }
};

ONESHOT_TEST(TerminalTest)
#include "tst_terminal.moc"
