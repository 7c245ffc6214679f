#include <QSemaphore>
#include <QSignalSpy>
#include <QtTest>
#include <atomic>
#include <new>
#include <stdexcept>
#include <thread>

#include "core/base/error.h"
#include "tests/support/gate.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/common/worker.h"

using namespace oneshot;
using session::Worker;
using test::Gate;
using test::patience;

class TestWorker : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void answersOnItsOwnersThreadAfterRunHasReturned() {
        Worker worker(Worker::Priority::Interactive);
        QThread *workedOn = nullptr, *answeredOn = nullptr;
        int answer = 0;
        worker.run(
            [](const Worker::Control&) {
                return std::pair{42, QThread::currentThread()};
            },
            [&](const std::pair<int, QThread*>& result) {
                answer = result.first;
                workedOn = result.second;
                answeredOn = QThread::currentThread();
                QVERIFY(!worker.busy());
            });
        QCOMPARE(answer, 0);
        QVERIFY(worker.busy());
        QTRY_COMPARE_WITH_TIMEOUT(answer, 42, patience);
        QCOMPARE(answeredOn, QThread::currentThread());
        QVERIFY(workedOn != QThread::currentThread());
    }

    void staysOnOneThread() {
        Worker worker(Worker::Priority::Background);
        QSet<Qt::HANDLE> threads;
        int answers = 0;
        for (int i = 0; i < 5; ++i) {
            worker.run([](const Worker::Control&) { return QThread::currentThreadId(); },
                       [&](Qt::HANDLE thread) {
                           threads.insert(thread);
                           ++answers;
                       });
            QTRY_COMPARE_WITH_TIMEOUT(answers, i + 1, patience);
        }
        QCOMPARE(threads.size(), 1);
    }

    /// The first runs, the second waits, the third is the newest: only it is begun and answered.
    void onlyTheNewestAnswers() {
        Worker worker(Worker::Priority::Interactive);
        Gate gate;
        std::atomic<int> begun = 0;
        QList<int> answers;
        const auto take = [&](int answer) { answers += answer; };
        worker.run(
            [&](const Worker::Control& control) {
                gate.pass();
                begun += control.stop.stop_requested() ? 1 : 100;
                return 1;
            },
            take);
        gate.begun.acquire();
        worker.run([&](const Worker::Control&) { return ++begun, 2; }, take);
        worker.run([&](const Worker::Control&) { return ++begun, 3; }, take);
        gate.open.release();
        QTRY_COMPARE_WITH_TIMEOUT(answers, QList<int>{3}, patience);
        QCOMPARE(begun, 2);
        QVERIFY(!worker.busy());
    }

    /// An answer that waits in the queue when newer work is asked for does not arrive either.
    void anAnswerOnItsWayGrowsStale() {
        Worker worker(Worker::Priority::Interactive);
        QList<int> answers;
        QSemaphore queued;
        worker.run([&](const Worker::Control&) { return queued.release(), 1; }, [&](int answer) { answers += answer; });
        queued.acquire();
        worker.run([](const Worker::Control&) { return 2; }, [&](int answer) { answers += answer; });
        QTRY_COMPARE_WITH_TIMEOUT(answers, QList<int>{2}, patience);
    }

    void cancelledWorkNeverAnswers() {
        Worker worker(Worker::Priority::Background);
        Gate gate;
        bool answered = false, after = false;
        QSignalSpy failed(&worker, &Worker::failed), progressed(&worker, &Worker::progressed);
        worker.run(
            [&](const Worker::Control& control) {
                gate.pass();
                control.progress(1, 2);
                throwIfStopped(control.stop);
                return 0;
            },
            [&](int) { answered = true; });
        gate.begun.acquire();
        worker.cancel();
        QVERIFY(!worker.busy());
        gate.open.release();
        worker.run([](const Worker::Control&) { return 0; }, [&](int) { after = true; });
        QTRY_VERIFY_WITH_TIMEOUT(after, patience);
        QVERIFY(!answered);
        QVERIFY(failed.isEmpty());
        QVERIFY(progressed.isEmpty());
    }

    void saysInFullWordsWhyWorkFailed_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("error") << 0 << QStringLiteral("some.file: it is broken. Choose another.");
        QTest::newRow("exception") << 1 << QStringLiteral("out of range");
        QTest::newRow("memory") << 2 << QStringLiteral("memory is used up");
    }

    void saysInFullWordsWhyWorkFailed() {
        QFETCH(int, kind);
        QFETCH(QString, says);
        Worker worker(Worker::Priority::Background);
        bool answered = false;
        QSignalSpy failed(&worker, &Worker::failed);
        worker.run(
            [kind](const Worker::Control&) -> int {
                if (kind == 0) throw Error(ErrorCode::BadData, "some.file", "it is broken", "Choose another.");
                if (kind == 1) throw std::out_of_range("out of range");
                throw std::bad_alloc();
            },
            [&](int) { answered = true; });
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QVERIFY2(failed[0][0].toString().contains(says), qPrintable(failed[0][0].toString()));
        QVERIFY(!worker.busy());
        QVERIFY(!answered);
        worker.run([](const Worker::Control&) { return 1; }, [&](int) { answered = true; });
        QTRY_VERIFY_WITH_TIMEOUT(answered, patience);  // it goes on
    }

    void tellsEachPercentOnce() {
        Worker worker(Worker::Priority::Background);
        QList<int> told;
        bool answered = false;
        connect(&worker, &Worker::progressed, &worker, [&](int percent) {
            told += percent;
            QVERIFY(!answered);
        });
        worker.run(
            [](const Worker::Control& control) {
                control.progress(5, 0);  // the total is not known yet
                for (int i = 0; i <= 1000; ++i) control.progress(i, 1000);
                return 0;
            },
            [&](int) { answered = true; });
        QTRY_VERIFY_WITH_TIMEOUT(answered, patience);
        QCOMPARE(told.size(), 101);
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(told.first(), 0);
        QCOMPARE(told.last(), 100);
    }

    void doneMayAskForMore() {
        Worker worker(Worker::Priority::Interactive);
        QList<int> answers;
        std::function<void(int)> next = [&](int answer) {
            answers += answer;
            if (answer < 3) worker.run([answer](const Worker::Control&) { return answer + 1; }, next);
        };
        next(0);
        QTRY_COMPARE_WITH_TIMEOUT(answers, QList<int>({0, 1, 2, 3}), patience);
    }

    void goesWhileItWorks() {
        Gate gate;
        std::atomic<bool> noticed = false;
        bool answered = false;
        {
            Worker worker(Worker::Priority::Background);
            worker.run(
                [&](const Worker::Control& control) {
                    gate.begun.release();
                    while (!control.stop.stop_requested()) std::this_thread::yield();
                    noticed = true;
                    return 0;
                },
                [&](int) { answered = true; });
            gate.begun.acquire();
        }
        QVERIFY(noticed);
        QCoreApplication::processEvents();
        QVERIFY(!answered);
    }
};

ONESHOT_TEST(TestWorker)
#include "tst_worker.moc"
