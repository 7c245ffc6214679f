#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>
#include <stdexcept>

#include "tests/support/gate.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/common/jobs.h"
#include "ui/session/common/worker.h"

using namespace oneshot;
using session::Job;
using session::Jobs;
using session::Worker;
using test::Gate;
using test::patience;

namespace {

QStringList texts() {
    QStringList all;
    for (int row = 0; row < Jobs::instance().rowCount(); ++row) all += Jobs::instance().index(row).data().toString();
    return all;
}

int percentOf(int row) {
    return Jobs::instance().index(row).data(Jobs::PercentRole).toInt();
}

const auto ignore = [](int) {};

}  // namespace

class TestJobs : public QObject {
    Q_OBJECT
    QAbstractItemModelTester tester_{&Jobs::instance(), QAbstractItemModelTester::FailureReportingMode::Fatal};

  private Q_SLOTS:
    void init() { QCOMPARE(Jobs::instance().rowCount(), 0); }

    void listsWorkWhileItLasts() {
        Worker worker(Worker::Priority::Background);
        Gate start, half;
        bool done = false;
        worker.run(
            Job{QStringLiteral("Report of a run")},
            [&](const Worker::Control& control) {
                start.pass();
                control.progress(1, 2);
                half.pass();
                return 0;
            },
            [&](int) { done = true; });
        QCOMPARE(texts(), QStringList{QStringLiteral("Report of a run: waiting")});
        QCOMPARE(percentOf(0), -1);
        start.begun.acquire();
        QTRY_COMPARE_WITH_TIMEOUT(texts(), QStringList{QStringLiteral("Report of a run")}, patience);
        start.open.release();
        half.begun.acquire();
        QTRY_COMPARE_WITH_TIMEOUT(texts(), QStringList{QStringLiteral("Report of a run: 50 %")}, patience);
        QCOMPARE(percentOf(0), 50);
        QCOMPARE(Jobs::instance().index(0).data(Jobs::NameRole).toString(), QStringLiteral("Report of a run"));
        half.open.release();
        QTRY_VERIFY_WITH_TIMEOUT(done, patience);
        QCOMPARE(Jobs::instance().rowCount(), 0);
    }

    void tellsWhyWorkFailed() {
        Worker named(Worker::Priority::Background), nameless(Worker::Priority::Background);
        const auto fail = [](const Worker::Control&) -> int { throw std::runtime_error("no room"); };
        QSignalSpy failed(&Jobs::instance(), &Jobs::failed);
        named.run(Job{QStringLiteral("Report of a run")}, fail, ignore);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QCOMPARE(failed[0], (QList<QVariant>{QStringLiteral("Report of a run"), QStringLiteral("no room")}));
        nameless.run(fail, ignore);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, patience);
        QCOMPARE(failed[1], (QList<QVariant>{QString(), QStringLiteral("no room")}));
    }

    void listsNothingWithoutAName() {
        Worker worker(Worker::Priority::Background);
        bool done = false;
        QSignalSpy listed(&Jobs::instance(), &Jobs::rowsInserted);
        worker.run([](const Worker::Control&) { return 0; }, [&](int) { done = true; });
        QTRY_VERIFY_WITH_TIMEOUT(done, patience);
        QVERIFY(listed.isEmpty());
    }

    /// The steps of a comparison, say: each begins when the one before it is done.
    void isOneJobOverAllItsSteps() {
        constexpr int steps = 4;
        Worker worker(Worker::Priority::Background);
        QSignalSpy listed(&Jobs::instance(), &Jobs::rowsInserted), ended(&Jobs::instance(), &Jobs::rowsRemoved);
        QList<int> told;
        connect(&worker, &Worker::progressed, this, [&](int percent) {
            told += percent;
            QCOMPARE(percentOf(0), percent);
        });
        std::function<void(int)> next = [&](int step) {
            if (step < steps)
                worker.run(
                    Job{QStringLiteral("Comparison"), false, step, steps},
                    [step](const Worker::Control& control) {
                        control.progress(1, 2);
                        return step + 1;
                    },
                    next);
        };
        next(0);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patience);
        QCOMPARE(listed.size(), 1);
        QCOMPARE(told, QList<int>({12, 37, 62, 87}));
        QVERIFY(!worker.busy());
    }

    void aPersonCancelsIt() {
        Worker worker(Worker::Priority::Background);
        Gate gate;
        bool busyWhenAsked = false, answered = false;
        connect(&worker, &Worker::cancelRequested, this, [&] { busyWhenAsked = worker.busy(); });
        worker.run(
            Job{QStringLiteral("Evaluation")},
            [&](const Worker::Control& control) {
                gate.pass();
                return control.stop.stop_requested() ? 0 : 1;
            },
            [&](int) { answered = true; });
        gate.begun.acquire();
        Jobs::instance().cancel(0);
        QVERIFY(busyWhenAsked);  // so that the owner can tell what is cancelled
        QVERIFY(!worker.busy());
        QCOMPARE(Jobs::instance().rowCount(), 0);
        gate.open.release();
        QCoreApplication::processEvents();
        QVERIFY(!answered);
    }

    /// It stays: it took the place of what was cancelled.
    void whatItsOwnerBeginsInsteadIsNotCancelled() {
        Worker worker(Worker::Priority::Background);
        bool done = false;
        connect(&worker, &Worker::cancelRequested, this, [&] {
            worker.run(
                Job{QStringLiteral("second")}, [](const Worker::Control&) { return 0; }, [&](int) { done = true; });
        });
        worker.run(
            Job{QStringLiteral("first")}, [](const Worker::Control&) { return 0; }, ignore);
        Jobs::instance().cancelUnrepeatable();
        QVERIFY(worker.busy());
        QTRY_VERIFY_WITH_TIMEOUT(done, patience);
    }

    void leavesTheListHoweverItEnds() {
        Worker failing(Worker::Priority::Background);
        QSignalSpy failed(&failing, &Worker::failed);
        failing.run(
            Job{QStringLiteral("fails")},
            [](const Worker::Control&) -> int { throw std::out_of_range("out of range"); }, ignore);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QCOMPARE(Jobs::instance().rowCount(), 0);
        {
            Worker worker(Worker::Priority::Background);
            worker.run(
                Job{QStringLiteral("goes")}, [](const Worker::Control&) { return 0; }, ignore);
            QCOMPARE(Jobs::instance().rowCount(), 1);
        }
        QCOMPARE(Jobs::instance().rowCount(), 0);
        Worker worker(Worker::Priority::Background);
        worker.run(
            Job{QStringLiteral("is cancelled")}, [](const Worker::Control&) { return 0; }, ignore);
        worker.cancel();
        QCOMPARE(Jobs::instance().rowCount(), 0);
    }

    void knowsWhatClosingWouldLose() {
        Worker opener(Worker::Priority::Background), saver(Worker::Priority::Background);
        const auto work = [](const Worker::Control&) { return 0; };
        opener.run(Job::opening(QStringLiteral("Built-in glyphs")), work, ignore);
        saver.run(Job::saving(QStringLiteral("/some/where/trials.csv")), work, ignore);
        QCOMPARE(texts(), QStringList({QStringLiteral("Opening Built-in glyphs: waiting"),
                                       QStringLiteral("Saving trials.csv: waiting")}));
        QCOMPARE(Jobs::instance().unrepeatable(), QStringList{QStringLiteral("Saving trials.csv")});
        Jobs::instance().cancelUnrepeatable();
        QCOMPARE(texts(), QStringList{QStringLiteral("Opening Built-in glyphs: waiting")});
        QVERIFY(!saver.busy());
    }

    void heavyJobsTakeTurnsOnOneThread() {
        Worker first(Worker::Priority::Heavy), second(Worker::Priority::Heavy), third(Worker::Priority::Heavy);
        Gate gate;
        QStringList begun;  // on their one thread
        QSet<Qt::HANDLE> threads;
        int done = 0;
        const auto note = [&](const char* name) {
            begun += QLatin1String(name);
            threads += QThread::currentThreadId();
            return 0;
        };
        const auto count = [&](int) { ++done; };
        first.run(
            Job{QStringLiteral("first")},
            [&](const Worker::Control&) {
                gate.pass();
                return note("first");
            },
            count);
        gate.begun.acquire();
        second.run(
            Job{QStringLiteral("second")}, [&](const Worker::Control&) { return note("second"); }, count);
        third.run(
            Job{QStringLiteral("third")}, [&](const Worker::Control&) { return note("third"); }, count);
        QTRY_COMPARE_WITH_TIMEOUT(percentOf(0), 0, patience);
        QCOMPARE(percentOf(1), -1);
        QCOMPARE(percentOf(2), -1);
        gate.open.release();
        QTRY_COMPARE_WITH_TIMEOUT(done, 3, patience);
        QCOMPARE(begun, QStringList({QStringLiteral("first"), QStringLiteral("second"), QStringLiteral("third")}));
        QCOMPARE(threads.size(), 1);
    }

    /// What waits goes at once, and answers have a thread of their own.
    void heavyJobsHoldUpNobody() {
        Worker heavy(Worker::Priority::Heavy);
        Gate gate;
        heavy.run(
            Job{QStringLiteral("heavy")},
            [&](const Worker::Control&) {
                gate.pass();
                return 0;
            },
            ignore);
        gate.begun.acquire();
        bool answered = false, wrong = false;
        {
            Worker waiting(Worker::Priority::Heavy);
            waiting.run(
                Job{QStringLiteral("waiting")}, [](const Worker::Control&) { return 0; }, [&](int) { wrong = true; });
            QCOMPARE(Jobs::instance().rowCount(), 2);
        }
        QCOMPARE(Jobs::instance().rowCount(), 1);
        Worker interactive(Worker::Priority::Interactive);
        interactive.run([](const Worker::Control&) { return 0; }, [&](int) { answered = true; });
        QTRY_VERIFY_WITH_TIMEOUT(answered, patience);
        QVERIFY(!wrong);
        gate.open.release();
        QTRY_VERIFY_WITH_TIMEOUT(!heavy.busy(), patience);
    }
};

ONESHOT_TEST(TestJobs)
#include "tst_jobs.moc"
