#include <unistd.h>
#include <QFile>
#include <QTest>
#include <csignal>

#include "core/runs/run_record.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

const QString tinyGlyphs = "glyphs:alphabet-count=2,characters-per-alphabet=8,drawer-count=4";

/// A training of a moment a step.
QStringList training(const QString& directory, const QString& steps, const QString& evaluateEvery) {
    return {"train",
            "--data",
            tinyGlyphs,
            "--threads",
            "1",
            "--steps",
            steps,
            "--out",
            directory,
            "--set",
            "maps=8,8,8,8",
            "embedding=16",
            "pairs_per_step=8",
            "warmup_steps=0",
            "evaluation_tasks=5",
            "evaluation_ways=5",
            "evaluate_every=" + evaluateEvery};
}

bool isStopped(const QString& directory) {
    return readRunRecord(directory.toStdString()).state == RunState::Stopped;
}

void send(const QProcess& process, int signal) {
    ::kill(static_cast<pid_t>(process.processId()), signal);
}

}  // namespace

/// The real program where signals reach it and readers leave it.
class TestSignals : public QObject, ProgramInHome {
    Q_OBJECT

  private slots:
    void endsBy130FromTheFirstMomentOn_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("INT") << SIGINT;
        QTest::newRow("TERM") << SIGTERM;
        QTest::newRow("HUP") << SIGHUP;
    }
    /// The signal waits for the program before it begins.
    void endsBy130FromTheFirstMomentOn() {
        QFETCH(int, signal);
        QProcess process;
        process.setChildProcessModifier([signal] {
            std::signal(signal, SIG_DFL);  // the test itself may be run by nohup
            sigset_t blocked;
            sigemptyset(&blocked);
            sigaddset(&blocked, signal);
            sigprocmask(SIG_BLOCK, &blocked, nullptr);
            raise(signal);
        });
        start(process, training(path("never"), "100000", "10"));
        const Outcome outcome = outcomeOf(process);
        QVERIFY2(outcome.status == 130, outcome.messages.constData());
        QVERIFY2(outcome.messages.contains("nothing to save"), outcome.messages.constData());
        QVERIFY(!QFile::exists(path("never")));
    }

    /// As `oneshot train ... <&- >&- 2>&-`: no file of the program may take the place of what is closed.
    void closedOutputsAreNotWrittenTo() {
        const QString directory = path("closed");
        QProcess process;
        process.setChildProcessModifier([] {
            for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) close(descriptor);
        });
        start(process, training(directory, "1000000", "10"));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(directory + "/checkpoints/last.safetensors"), 60000);
        send(process, SIGINT);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(isStopped(directory));
    }

    /// As Ctrl-C in `oneshot train 2>&1 | tee log`, which ends tee first.
    void aClosedPipeLosesNothing() {
        const QString directory = path("piped");
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        start(process, training(directory, "1000000", "10"));
        QByteArray log;
        QTRY_VERIFY_WITH_TIMEOUT((log += process.readAllStandardOutput()).contains("accuracy"), 60000);
        process.closeReadChannel(QProcess::StandardOutput);
        send(process, SIGINT);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(isStopped(directory));
    }

    /// A lost terminal is told by the shell and by the kernel; and what a log shows of long work without evaluations.
    void aHangUpSavesAndALogShowsLife() {
        const QString directory = path("hung up");
        QProcess process;
        process.setChildProcessModifier([] { std::signal(SIGHUP, SIG_DFL); });
        start(process, training(directory, "1000000", "1000000"));
        QByteArray log;
        QTRY_VERIFY_WITH_TIMEOUT((log += process.readAllStandardError()).contains(" %, step "), 120000);
        QVERIFY2(!log.contains('\r') && !log.contains('\x1b'), log.constData());
        send(process, SIGHUP);
        send(process, SIGHUP);
        const Outcome outcome = outcomeOf(process);
        QCOMPARE(outcome.status, 130);
        QVERIFY(outcome.messages.contains("oneshot train --resume "));
        QVERIFY(isStopped(directory));
    }

    void tenMillionTasksShowLifeAndStop() {
        QProcess process;
        start(process,
              {"evaluate", "--model", "pixels-l2", "--data", tinyGlyphs, "--ways", "5", "--tasks", "10000000"});
        QByteArray log;
        QTRY_VERIFY_WITH_TIMEOUT((log += process.readAllStandardError()).contains(" %, "), 120000);
        send(process, SIGINT);
        const Outcome outcome = outcomeOf(process);
        QVERIFY2(outcome.status == 130, outcome.messages.constData());
        QCOMPARE(outcome.output, QByteArray());
    }

    /// Until the program has ended, which takes a while: it was said what was saved, and how to go on.
    void aSignalBehindTheLastWordAddsNone() {
        QProcess process;
        process.setChildProcessModifier([] { std::signal(SIGHUP, SIG_DFL); });
        start(process, training(path("ended"), "1000000", "10"));
        QByteArray log;
        QTRY_VERIFY_WITH_TIMEOUT((log += process.readAllStandardError()).contains("accuracy"), 60000);
        while (process.state() == QProcess::Running && !process.waitForFinished(1)) send(process, SIGHUP);
        log += process.readAllStandardError();
        QCOMPARE(process.exitCode(), 130);
        QVERIFY2(log.contains("oneshot train --resume ") && !log.contains("nothing to save"), log.constData());
    }

    void nohupGoesOn() {
        const QString directory = path("nohup");
        QProcess process;
        process.setChildProcessModifier([] { std::signal(SIGHUP, SIG_IGN); });
        start(process, training(directory, "30", "10"));
        QByteArray log;
        QTRY_VERIFY_WITH_TIMEOUT((log += process.readAllStandardError()).contains("Run: "), 60000);
        send(process, SIGHUP);
        const Outcome outcome = outcomeOf(process);
        QVERIFY2(outcome.status == 0, outcome.messages.constData());
        QVERIFY(outcome.output.startsWith("completed"));
    }

    void aListingThatNobodyReadsEndsQuietly_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("presets") << QStringList{"presets"};
        QTest::newRow("a million tasks") << QStringList{"tasks", "--data",  tinyGlyphs, "--ways",
                                                        "5",     "--count", "1000000"};
    }
    void aListingThatNobodyReadsEndsQuietly() {
        QFETCH(QStringList, arguments);
        QProcess process;
        start(process, arguments);
        QVERIFY(process.waitForStarted());
        process.closeReadChannel(QProcess::StandardOutput);
        const Outcome outcome = outcomeOf(process);
        QCOMPARE(outcome.messages, QByteArray());
        QCOMPARE(outcome.status, 0);
    }

    void aFullDiskIsTold() {
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        start(process, {"presets"});
        const Outcome outcome = outcomeOf(process);
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.messages.contains("standard output: cannot be written"), outcome.messages.constData());
    }
};

ONESHOT_TEST(TestSignals)
#include "tst_signals.moc"
