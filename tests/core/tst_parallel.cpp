#include <QtTest>
#include <algorithm>
#include <atomic>
#include <functional>
#include <latch>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "core/base/parallel.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

using Threads = std::set<std::thread::id>;

int cores() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// The threads of a call whose work waits until so many have come.
Threads threadsThatMeet(int count) {
    std::latch all(count);
    std::mutex mutex;  // protects the set
    Threads threads;
    parallelFor(count, [&](std::int64_t) {
        {
            const std::scoped_lock lock(mutex);
            threads.insert(std::this_thread::get_id());
        }
        all.arrive_and_wait();
    });
    return threads;
}

/// The threads of a call with more work than there are cores.
Threads threadsOfMuchWork() {
    std::mutex mutex;  // protects the set
    Threads threads;
    parallelFor(1000, [&](std::int64_t) {
        const std::scoped_lock lock(mutex);
        threads.insert(std::this_thread::get_id());
    });
    return threads;
}

std::string failureOf(std::int64_t count, const std::function<void(std::int64_t)>& work) try {
    parallelFor(count, work);
    return {};
} catch (const std::runtime_error& error) {
    return error.what();
}

}  // namespace

class TestParallel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cleanup() {
        limitParallelThreads(0);
        limitAllParallelThreads(0);
    }

    void doesAllWorkOnce_data() {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 2, 1000}) QTest::addRow("%d", count) << count;
    }
    void doesAllWorkOnce() {
        QFETCH(int, count);
        std::vector<int> times(count);
        parallelFor(count, [&](std::int64_t i) { ++times[i]; });
        QCOMPARE(times, std::vector<int>(count, 1));
    }

    /// All cores, this thread among them; and the same threads the next time.
    void keepsItsThreads() {
        const Threads first = threadsThatMeet(cores());
        QCOMPARE(static_cast<int>(first.size()), cores());
        QVERIFY(first.contains(std::this_thread::get_id()));
        QCOMPARE(threadsThatMeet(cores()), first);
    }

    void startsThreadsAnewWhereTheyWereJoined() {
        threadsThatMeet(cores());
        { const ParallelThreads joined; }
        QCOMPARE(static_cast<int>(threadsThatMeet(cores()).size()), cores());
    }

    void usesNoMoreThreadsThanAskedFor() {
        const Threads own{std::this_thread::get_id()};
        limitParallelThreads(1);
        QCOMPARE(threadsOfMuchWork(), own);
        for (const int threads : {2, 64 * cores()}) {
            limitParallelThreads(threads);
            QVERIFY(static_cast<int>(threadsOfMuchWork().size()) <= std::min(threads, cores()));
        }
        // Another thread asks for its own number.
        limitParallelThreads(1);
        int met = 0;
        std::thread([&met] { met = static_cast<int>(threadsThatMeet(cores()).size()); }).join();
        QCOMPARE(met, cores());
        QCOMPARE(threadsOfMuchWork(), own);
    }

    void theWholeProcessCanBeLimited() {
        limitAllParallelThreads(1);
        QCOMPARE(threadsOfMuchWork(), Threads{std::this_thread::get_id()});
        bool alone = false;
        std::thread([&alone] { alone = threadsOfMuchWork() == Threads{std::this_thread::get_id()}; }).join();
        QVERIFY(alone);
        limitAllParallelThreads(0);
        QCOMPARE(static_cast<int>(threadsThatMeet(cores()).size()), cores());
    }

    void doesNestedWorkOnItsThread() {
        std::atomic<int> done = 0, elsewhere = 0;
        parallelFor(2 * cores(), [&](std::int64_t) {
            const auto outer = std::this_thread::get_id();
            parallelFor(100, [&](std::int64_t) {
                ++done;
                if (std::this_thread::get_id() != outer) ++elsewhere;
            });
        });
        QCOMPARE(done.load(), 200 * cores());
        QCOMPARE(elsewhere.load(), 0);
        QCOMPARE(static_cast<int>(threadsThatMeet(cores()).size()), cores());  // outside, there are helpers again
    }

    void throwsTheFailureOfTheLowestIndex() {
        const auto failing = [](std::int64_t i) {
            if (i % 10 == 7) throw std::runtime_error(std::to_string(i));
        };
        QCOMPARE(failureOf(1000, failing), std::string("7"));
        QCOMPARE(failureOf(7, failing), std::string());
        limitParallelThreads(1);
        QCOMPARE(failureOf(1000, failing), std::string("7"));
        // One failure keeps no other work from being done, and one within is that of the work around it.
        std::atomic<int> done = 0;
        QCOMPARE(failureOf(10,
                           [&](std::int64_t i) {
                               ++done;
                               parallelFor(i, failing);
                           }),
                 std::string("7"));
        QCOMPARE(done.load(), 10);
    }

    void cancelsByProgress() {
        std::atomic<int> done = 0;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                                 parallelFor(
                                     1'000'000'000, [&](std::int64_t) { ++done; },
                                     [](std::int64_t, std::int64_t) { throw std::runtime_error("cancelled"); }));
        const int then = done;
        QVERIFY(then > 0);
        threadsThatMeet(cores());
        QCOMPARE(done.load(), then);  // nobody is at the cancelled work any more
    }

    void tellsOfProgressOnTheCallersThread() {
        std::vector<std::int64_t> told;
        bool elsewhere = false;
        const auto caller = std::this_thread::get_id();
        parallelFor(
            1000, [](std::int64_t) {},
            [&](std::int64_t done, std::int64_t total) {
                told.push_back(done);
                elsewhere = elsewhere || total != 1000 || std::this_thread::get_id() != caller;
            });
        QVERIFY(!elsewhere && std::ranges::is_sorted(told));
        QCOMPARE(told.back(), 1000);
    }

    /// As the window's workers do: each gets its own results, whoever helps.
    void servesSeveralCallersAtOnce() {
        std::vector<std::int64_t> sums(8);
        {
            std::vector<std::jthread> callers;
            for (std::int64_t& sum : sums)
                callers.emplace_back([&sum] {
                    for (int call = 0; call < 50; ++call) {
                        std::vector<std::int64_t> values(200);
                        parallelFor(std::ssize(values), [&](std::int64_t i) { values[i] = i; });
                        for (const std::int64_t value : values) sum += value;
                    }
                });
        }
        QCOMPARE(sums, std::vector<std::int64_t>(8, 50 * 199 * 200 / 2));
    }
};

ONESHOT_TEST(TestParallel)
#include "tst_parallel.moc"
