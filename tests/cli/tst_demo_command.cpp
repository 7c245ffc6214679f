#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_run.h"

using namespace oneshot::test;
namespace fs = std::filesystem;

/// The demonstration, cut short, where there is no display.
class TestDemoCommand : public QObject, ProgramInHome {
    Q_OBJECT

    fs::path folder(const char* name) const { return path(QString::fromUtf8(name)).toStdString(); }

    static QStringList arguments(const char* minutes, const fs::path& out, const QStringList& more) {
        return QStringList{"demo", "--minutes", minutes, "--out", QString::fromStdString(out.string())} + more;
    }
    /// Of a moment of training.
    Outcome demonstrate(const fs::path& out, const QStringList& more = {}) const {
        return run(arguments("0.02", out, more));
    }
    /// Whether it beats the pixels or not is the machine's affair.
    static bool isDone(const Outcome& outcome) { return outcome.status == 0 || outcome.status == 1; }

    /// Interrupts a demonstration while it trains.
    Outcome interrupted(const fs::path& out, const QStringList& more = {}) const {
        QProcess process;
        start(process, arguments("5", out, more));
        process.setReadChannel(QProcess::StandardError);
        QByteArray messages;
        while (!messages.contains("accuracy") && process.waitForReadyRead(60000))
            messages += process.readAllStandardError();
        if (process.state() == QProcess::Running) kill(static_cast<pid_t>(process.processId()), SIGINT);
        return outcomeOf(process);
    }

    static QStringList namesIn(const fs::path& folder) {
        return QDir(QString::fromStdString(folder.string()))
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }

  private slots:
    void interruptSavesOrSaysThereIsNothing_data() {
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("drawing glyphs") << QByteArray() << QByteArray("nothing to save");
        QTest::newRow("training") << QByteArray("accuracy") << QByteArray("oneshot train --resume ");
    }

    /// `after`: interrupted once the messages hold this, at the first sign of work where it is empty.
    void interruptSavesOrSaysThereIsNothing() {
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, says);
        QTemporaryDir folder;
        QProcess process;
        process.start(oneshotProgram(), {"demo", "--minutes", "5", "--out", folder.filePath("demo")});
        QVERIFY(process.waitForStarted());
        QByteArray messages;
        if (after.isEmpty())  // handles signals, and has not read its data
            QTRY_VERIFY(handlesSignal(process.processId(), SIGINT));
        else
            QTRY_VERIFY_WITH_TIMEOUT((messages += process.readAllStandardError()).contains(after), 60000);
        kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        messages += process.readAllStandardError();
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 130 && messages.contains(says), messages.constData());
    }

    void whatItDidNotMakeIsNeverRemoved_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<bool>("isRun");
        QTest::newRow("a training") << QStringLiteral("run") << true;
        QTest::newRow("a training by the name of an unfinished one") << QStringLiteral("run.unfinished") << true;
        QTest::newRow("other files") << QStringLiteral("run") << false;
    }
    void whatItDidNotMakeIsNeverRemoved() {
        QFETCH(QString, place);
        QFETCH(bool, isRun);
        const fs::path out = folder(QTest::currentDataTag()), theirs = out / place.toStdString();
        if (isRun)
            train(tinyRun(theirs));
        else
            writeFile(theirs / "mine.txt", bytesOf("mine"));
        const fs::path file = theirs / (isRun ? "run.json" : "mine.txt");
        const Bytes before = readFile(file);
        const QStringList names = namesIn(theirs);
        const Outcome refused = demonstrate(out, {"--overwrite"});
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.messages.contains(theirs.c_str()), refused.messages.constData());
        QCOMPARE(readFile(file), before);
        QCOMPARE(namesIn(theirs), names);
        QCOMPARE(namesIn(out), QStringList{place});
    }

    /// A stop half-way and a full disk lose nothing, and block no retry.
    void whatIsThereStaysUntilTheNewIs() {
        const fs::path out = folder("replaced"), record = out / "run/run.json", sheet = out / "task.png";
        const QStringList overwrite{"--overwrite"};
        QCOMPARE(interrupted(out).status, 130);
        QCOMPARE(namesIn(out), QStringList{"run.unfinished"});
        const Outcome full = runOnFullDisk(arguments("5", out, {}), 64);
        QVERIFY2(full.status == 1 && full.messages.contains((out / "run.unfinished/run.json").c_str()),
                 full.messages.constData());
        const Outcome first = demonstrate(out);
        QVERIFY2(isDone(first), first.messages.constData());
        const QStringList names = namesIn(out);
        QVERIFY(names.contains("run") && names.contains("task.png") && !names.contains("run.unfinished"));

        const Bytes before = readFile(record), sheetBefore = readFile(sheet);
        QCOMPARE(demonstrate(out).status, 2);
        QCOMPARE(interrupted(out, overwrite).status, 130);
        QCOMPARE(runOnFullDisk(arguments("5", out, overwrite), 64).status, 1);
        QCOMPARE(readFile(record), before);
        QCOMPARE(readFile(sheet), sheetBefore);
        const Outcome second = demonstrate(out, overwrite);
        QVERIFY2(isDone(second), second.messages.constData());
        QVERIFY(readFile(record) != before);
        QCOMPARE(namesIn(out), names);
    }

    /// Whether it does in three seconds is the machine's affair.
    void tellsWhetherItBeatsPixels() {
        QTemporaryDir folder;
        const QString out = folder.filePath("the demo");
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) environment.remove(name);
        process.setProcessEnvironment(environment);
        process.start(oneshotProgram(), {"demo", "--minutes", "0.05", "--out", out, "--json"});
        QVERIFY(process.waitForFinished(180000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        const QByteArray messages = process.readAllStandardError();
        const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(json["out"].toString(), out);
        const bool beats =
            json["model"]["accuracy_percent"].toDouble() > json["pixels_l2"]["accuracy_percent"].toDouble();
        QCOMPARE(json["beats_pixels_l2"].toBool(), beats);
        QVERIFY2(process.exitCode() == (beats ? 0 : 1), messages.constData());
        QVERIFY(json["model"]["accuracy_percent"].toDouble() > 0);
        QVERIFY(json["pixels_l2"]["accuracy_percent"].toDouble() > json["chance_percent"].toDouble());
        QStringList names;
        for (const QJsonValue& file : json["files"].toArray()) {
            QVERIFY2(QFile(file.toString()).size() > 1000, qPrintable(file.toString()));
            names << file.toString().mid(out.size() + 1);
        }
        QVERIFY(names.contains("task.png"));
        QVERIFY(QFile::exists(out + "/run/run.json"));
        if (!names.contains("summary.html")) return;  // a build without the window draws no curves
        for (const char* name : {"loss.png", "loss.svg", "accuracy.png", "accuracy.svg"}) QVERIFY(names.contains(name));
        QFile page(out + "/summary.html");
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray html = page.readAll();
        QCOMPARE(html.count("data:image/svg+xml;base64,"), 2);
        QCOMPARE(html.count("data:image/png;base64,"), 1);
        QVERIFY(!html.contains("src=\"http"));
    }
};

ONESHOT_TEST(TestDemoCommand)
#include "tst_demo_command.moc"
