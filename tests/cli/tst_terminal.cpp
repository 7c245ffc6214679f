#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <QDir>
#include <QTest>
#include <algorithm>
#include <csignal>
#include <functional>

#include "core/files/png.h"
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

    /// What the program writes there, until it ends; its exit status is in `process`. watch(shown), if given, is called
    /// with all that was written so far.
    QByteArray run(QProcess& process, const std::function<void()>& start,
                   const std::function<void(const QByteArray&)>& watch = {}) const {
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
        while (!process.waitForFinished(1) && process.state() != QProcess::NotRunning) {
            read();
            if (watch) watch(shown);
        }
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
class TestTerminal : public QObject, ProgramInHome {
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

    void firstLooksStayAboveTheProgress() {
        QStringList training = tinyTraining;
        training.replaceInStrings("evaluate_every=3", "evaluate_every=1000000");
        const QByteArray shown =
            screenOf(QStringList{"train", "--steps", "1000000", "--stop-at", "12"} + tinyData + training);
        QByteArrayList looks = linesLeft(shown);
        looks.removeIf([](const QByteArray& line) { return !line.contains("first look"); });
        QCOMPARE(looks.size(), 3);
        for (const QByteArray& line : looks)
            QVERIFY2(line.startsWith("step ") && line.contains("counts for nothing"), line.constData());
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

    /// Whatever a folder is called it begins no line of its own, in what is printed and what is warned of.
    void lineEndsOfNamesForgeNoLines() {
        std::vector<ContainedFile> files = tinyOmniglot(2, 3, 4, "");
        files.push_back({"Alpha/character01/0001_05.png", files.front().bytes});  // warned of as a duplicate
        for (ContainedFile& file : files) file.path = "evil\nforged " + file.path;
        const QString data = path("some\nforged data");
        writeFolder(data.toStdString(), files);
        for (const QStringList& command :
             {QStringList{"data", "info", data},
              {"tasks", "--data", data, "--ways", "2", "--count", "1"},
              {"evaluate", "--model", "random", "--data", data, "--ways", "2", "--tasks", "5"},
              {"evaluate", "--model", "random", "--data", data, "--verification", "--pairs", "10"},
              {"compare", "--models", "random", "--data", data, "--ways", "2", "--tasks", "5", "--no-cache"},
              {"evaluate", "--model", "random\nforged", "--data", data},
              {"train", "--data", data + ":alphabets=none"},
              {"fly\nforged"}}) {
            const Outcome outcome = run(command);
            const QByteArray text = outcome.output + outcome.messages;
            QVERIFY2(text.contains("\\x0aforged"), text.constData());
            QVERIFY2(!text.contains("\nforged"), text.constData());
        }
    }

    /// In JSON too, whose meaning is the same; what turns the direction of writing is as bad as what colours.
    void jsonControlsNoTerminal() {
        const QString name = QString::fromUtf8("a\u009b31m\u007f\u202egnp");
        std::vector<ContainedFile> files = tinyOmniglot(2, 3, 4, "");
        for (ContainedFile& file : files) file.path = name.toStdString() + file.path;
        writeFolder(path("turned").toStdString(), files);
        const Outcome outcome = run({"data", "info", path("turned"), "--json"});
        QVERIFY2(outcome.status == 0, outcome.messages.constData());
        QCOMPARE(outcome.json()["alphabets"][0]["name"].toString(), name + "Alpha");
        QVERIFY2(outcome.output.contains("a\\u009b31m\\u007f\\u202egnpAlpha"), outcome.output.constData());
        for (const QChar character : name)
            if (character.unicode() >= 0x7f) QVERIFY(!QString::fromUtf8(outcome.output).contains(character));
    }

    /// Of large images that takes minutes.
    void statisticsShowProgressAndStop() {
        std::vector<ContainedFile> files;
        for (const char* name : {"ant", "bee"})
            for (int i = 0; i < 2; ++i) {
                Image image{1, 2000, 2000, std::vector<std::uint8_t>(2000 * 2000)};
                for (std::size_t at = 0; at < image.pixels.size(); at += 2 + i) image.pixels[at] = 255;
                files.push_back({std::string(name) + "/" + std::to_string(i) + ".png", encodePng(image)});
            }
        writeFolder(path("large").toStdString(), files);
        QProcess process;
        bool isSent = false;
        const QByteArray shown = Terminal().run(
            process,
            [&] {
                start(process, {"data", "info", path("large"), "--statistics"});
            },
            [&](const QByteArray& soFar) {
                if (isSent || !soFar.contains("measuring")) return;
                isSent = true;
                kill(static_cast<pid_t>(process.processId()), SIGINT);
            });
        QVERIFY2(isSent, shown.constData());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QVERIFY2(!shown.contains("name  "), shown.constData());
    }

    /// Qt asks for a folder of sockets that a server may not have, or not as it should be.
    void qtHasNothingToSayOfItsFolders_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("none") << QString();
        QTest::newRow("readable by all") << path("readable by all");
    }
    void qtHasNothingToSayOfItsFolders() {
        QFETCH(QString, folder);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove("XDG_RUNTIME_DIR");
        if (!folder.isEmpty()) {
            QVERIFY(QDir().mkpath(folder));
            QVERIFY(chmod(folder.toUtf8().constData(), 0755) == 0);
            environment.insert("XDG_RUNTIME_DIR", folder);
        }
        QProcess process;
        process.setProcessEnvironment(environment);
        start(process, {"compare", "--models", "random", "--data", "glyphs:alphabet-count=1", "--ways", "2", "--tasks",
                        "5", "--out", path(QString("table of ") + QTest::currentDataTag())});
        const Outcome outcome = outcomeOf(process);
        QCOMPARE(outcome.status, 0);
        QVERIFY2(!outcome.messages.contains("XDG_RUNTIME_DIR") && !outcome.messages.contains("runtime directory"),
                 outcome.messages.constData());
    }

    void quickWorkTellsNoProgressInALog() {
        const Outcome outcome = run({"tasks", "--data", "glyphs:alphabet-count=1", "--count", "1"});
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.messages, QByteArray());
    }
};

ONESHOT_TEST(TestTerminal)
#include "tst_terminal.moc"
