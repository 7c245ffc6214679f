#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>

#include "tests/support/places.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"

using namespace oneshot;

/// The window's program where signals reach it; what becomes of its training is in tst_main_window.
class TestQuitSignals : public QObject {
    Q_OBJECT

    QTemporaryDir home_;

    /// Started: not this test's own program any more, which has handlers too.
    void start(QProcess& process) const {
        process.start(test::workbenchProgram(), {QStringLiteral("--home"), home_.path()});
        process.waitForStarted();
    }

  private Q_SLOTS:
    /// While there is no window it is ended as any program; what came while it was loaded has waited for that.
    void isEndedWhereThereIsNoWindowYet() {
        QProcess process;
        process.setChildProcessModifier([] {
            sigset_t blocked;
            sigemptyset(&blocked);
            sigaddset(&blocked, SIGTERM);
            sigprocmask(SIG_BLOCK, &blocked, nullptr);
            raise(SIGTERM);
        });
        start(process);
        QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    }

    void closesAsByItsWindow_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("INT") << SIGINT;
        QTest::newRow("TERM") << SIGTERM;
        QTest::newRow("HUP") << SIGHUP;
    }
    void closesAsByItsWindow() {
        QFETCH(int, signal);
        QProcess process;
        process.setChildProcessModifier([] { std::signal(SIGHUP, SIG_DFL); });  // the test may be run by nohup
        start(process);
        QTRY_VERIFY_WITH_TIMEOUT(test::handlesSignal(process.processId(), signal), 60000);
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }

    void leavesAnIgnoredHangUpAlone() {
        QProcess process;
        process.setChildProcessModifier([] { std::signal(SIGHUP, SIG_IGN); });
        start(process);
        QTRY_VERIFY_WITH_TIMEOUT(test::handlesSignal(process.processId(), SIGTERM), 60000);
        QVERIFY(!test::handlesSignal(process.processId(), SIGHUP));
        ::kill(static_cast<pid_t>(process.processId()), SIGHUP);
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    }
};

ONESHOT_TEST(TestQuitSignals)
#include "tst_quit_signals.moc"
