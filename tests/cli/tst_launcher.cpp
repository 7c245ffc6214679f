#include <QFile>
#include <QTest>
#include <csignal>

#include "tests/support/places.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"

using namespace oneshot::test;

namespace {

const QStringList settings{"GOMP_SPINCOUNT", "UCX_DEBUG_SIGNO", "UCX_HANDLE_ERRORS"};

QProcessEnvironment withoutSettings() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : settings + QStringList{"OMP_WAIT_POLICY"}) environment.remove(name);
    return environment;
}

}  // namespace

/// What a person starts: copies of it beside a script, which stands in for the program that takes a while to load.
class TestLauncher : public QObject, ProgramInHome {
    Q_OBJECT

    static void addPrograms() {
        QTest::addColumn<QString>("program");
        QTest::newRow("oneshot") << oneshotProgram();
        if (QFile::exists(workbenchProgram())) QTest::newRow("oneshot-workbench") << workbenchProgram();
    }

    /// The copy of the row's program, beside a script of these lines; beside nothing where there are none.
    QString started(const QByteArray& lines) const {
        QFETCH(QString, program);
        const QString copy = path("started");
        QFile script(copy + "-engine");
        QFile::remove(copy);
        script.remove();
        if (!QFile::copy(program, copy)) qFatal("cannot copy %s", qPrintable(program));
        if (lines.isEmpty()) return copy;
        if (!script.open(QIODevice::WriteOnly) || script.write("#!/bin/sh\n" + lines) < 0 ||
            !script.setPermissions(QFile::ReadOwner | QFile::ExeOwner))
            qFatal("cannot write %s", qPrintable(script.fileName()));
        return copy;
    }

  private slots:
    void becomesTheProgramBesideIt_data() { addPrograms(); }
    void becomesTheProgramBesideIt() {
        QProcess process;
        process.setProcessEnvironment(withoutSettings());
        process.start(started("echo \"$@\"; echo $$; exit 7\n"), {"train", "--data", "a b"});
        QVERIFY(process.waitForStarted());
        const QByteArray id = QByteArray::number(process.processId());
        const Outcome outcome = outcomeOf(process);
        QCOMPARE(outcome.output, "train --data a b\n" + id + '\n');
        QCOMPARE(outcome.status, 7);
    }

    void blocksSignalsUntilTheProgramCanAnswer_data() { addPrograms(); }
    void blocksSignalsUntilTheProgramCanAnswer() {
        QProcess process;
        process.start(started("exec sed -n 's/^SigBlk:[[:space:]]*//p' /proc/self/status\n"), {});
        const Outcome outcome = outcomeOf(process);
        const qulonglong blocked = outcome.output.trimmed().toULongLong(nullptr, 16);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            QVERIFY2(blocked >> (signal - 1) & 1, outcome.output.constData());
    }

    void setsWhatLibrariesRead_data() { addPrograms(); }
    void setsWhatLibrariesRead() {
        const QString copy = started("echo $" + settings.join(" $").toUtf8() + '\n');
        QProcess process;
        process.setProcessEnvironment(withoutSettings());
        process.start(copy, {});
        QCOMPARE(outcomeOf(process).output, QByteArray("3000 0 none\n"));

        QProcessEnvironment own = withoutSettings();  // what a person says stays
        own.insert("GOMP_SPINCOUNT", "7");
        own.insert("UCX_HANDLE_ERRORS", "bt");
        process.setProcessEnvironment(own);
        process.start(copy, {});
        QCOMPARE(outcomeOf(process).output, QByteArray("7 0 bt\n"));

        own = withoutSettings();  // it says it for all
        own.insert("OMP_WAIT_POLICY", "active");
        process.setProcessEnvironment(own);
        process.start(copy, {});
        QCOMPARE(outcomeOf(process).output, QByteArray("0 none\n"));
    }

    void tellsWhereTheProgramIsMissing_data() { addPrograms(); }
    void tellsWhereTheProgramIsMissing() {
        QProcess process;
        process.start(started({}), {"presets"});
        const Outcome outcome = outcomeOf(process);
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.messages.startsWith(QByteArray(QTest::currentDataTag()) + ": ") &&
                     outcome.messages.contains("started-engine: cannot be run"),
                 outcome.messages.constData());
    }

    /// Without the program that takes a while to load.
    void tellsItsVersionAtOnce_data() { addPrograms(); }
    void tellsItsVersionAtOnce() {
        QFETCH(QString, program);
        QProcess process;
        process.start(started({}), {"--version"});
        const Outcome atOnce = outcomeOf(process);
        QCOMPARE(atOnce.status, 0);
        QVERIFY2(atOnce.output.startsWith(QByteArray(QTest::currentDataTag()) + ' '), atOnce.output.constData());
        process.start(program, {"--home", path("home"), "--version"});
        QCOMPARE(outcomeOf(process).output, atOnce.output);
    }

    void helpsWithoutADisplay_data() { addPrograms(); }
    void helpsWithoutADisplay() {
        QFETCH(QString, program);
        QProcessEnvironment bare = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) bare.remove(name);
        QProcess process;
        process.setProcessEnvironment(bare);
        process.start(program, {"--help"});
        const Outcome outcome = outcomeOf(process);
        QCOMPARE(outcome.status, 0);
        QVERIFY2(outcome.output.contains("--home"), outcome.output.constData());
    }
};

ONESHOT_TEST(TestLauncher)
#include "tst_launcher.moc"
