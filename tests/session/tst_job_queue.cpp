#include <QtTest>
#include <atomic>
#include <semaphore>
#include <stdexcept>

#include "core/base/error.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "ui/session/common/job_queue.h"

using namespace oneshot;
using session::JobQueue;
using test::patience;

namespace {

const auto unexpected = [](const QString& why) { QFAIL(qPrintable(why)); };

}  // namespace

class TestJobQueue : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void doesAllJobsInOrderOnOneThread() {
        QList<int> begun, done;
        QSet<Qt::HANDLE> threads;
        JobQueue queue(JobQueue::Priority::Background);
        for (int i = 0; i < 20; ++i)
            queue.run(
                [i, &begun] {
                    begun += i;
                    return std::pair(i, QThread::currentThreadId());
                },
                [&](const std::pair<int, Qt::HANDLE>& result) {
                    done += result.first;
                    threads += result.second;
                    threads += QThread::currentThreadId();
                },
                unexpected);
        QVERIFY(done.isEmpty());  // never before run() has returned
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 20, patience);
        QVERIFY(std::ranges::is_sorted(done));
        QCOMPARE(begun, done);
        QCOMPARE(threads.size(), 2);  // the queue's and this one
    }

    void theDestructorDoesWhatWaits() {
        std::binary_semaphore begun{0}, open{0};
        std::atomic<int> stored = 0;
        int storedBefore = -1;
        bool told = false;
        {
            JobQueue queue(JobQueue::Priority::Interactive);
            queue.run(
                [&] {
                    begun.release();
                    open.acquire();
                    ++stored;
                },
                [&] { told = true; }, unexpected);
            for (int i = 0; i < 5; ++i) queue.run([&] { ++stored; }, [&] { told = true; }, unexpected);
            begun.acquire();
            storedBefore = stored;
            open.release();
        }
        QCOMPARE(storedBefore, 0);
        QCOMPARE(stored, 6);
        QCoreApplication::processEvents();
        QVERIFY(!told);  // nobody is there to hear it
    }

    void forgetsWhatItDrops() {
        std::binary_semaphore begun{0}, open{0};
        QList<int> done;
        JobQueue queue(JobQueue::Priority::Background);
        queue.run(
            [&] {
                begun.release();
                open.acquire();
            },
            [&] { done += 1; }, unexpected);
        queue.run([] {}, [&] { done += 2; }, unexpected);
        begun.acquire();
        queue.dropWaiting();
        queue.run([] {}, [&] { done += 3; }, unexpected);
        open.release();
        QTRY_COMPARE_WITH_TIMEOUT(done, QList<int>({1, 3}), patience);
    }

    void goesOnAfterAFailure() {
        QStringList failures;
        bool done = false, wrong = false;
        const auto keep = [&](const QString& why) { failures += why; };
        JobQueue queue(JobQueue::Priority::Interactive);
        queue.run([]() -> int { throw Error(ErrorCode::Failed, "some.file", "it is broken", "Choose another."); },
                  [&](int) { wrong = true; }, keep);
        queue.run([] { throw std::out_of_range("out of range"); }, [&] { wrong = true; }, keep);
        queue.run([]() -> int { throw std::bad_alloc(); }, [&](int) { wrong = true; }, keep);
        queue.run([] {}, [&] { done = true; }, keep);
        QTRY_VERIFY_WITH_TIMEOUT(done, patience);
        QVERIFY(!wrong);
        QCOMPARE(failures.size(), 3);
        QCOMPARE(failures[0], QStringLiteral("some.file: it is broken. Choose another."));
        QCOMPARE(failures[1], QStringLiteral("out of range"));
        QVERIFY(failures[2].contains(QStringLiteral("memory is used up")));
    }
};

ONESHOT_TEST(TestJobQueue)
#include "tst_job_queue.moc"
