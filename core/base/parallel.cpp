#include "core/base/parallel.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace oneshot {
namespace {

thread_local int threadLimit = 0;     ///< set by limitParallelThreads()
std::atomic<int> processLimit = 0;    ///< set by limitAllParallelThreads()
thread_local bool isWorking = false;  ///< within a call: a nested one gets no helpers

/// What one call of parallelFor() shares with its helpers.
class Loop {
  public:
    Loop(std::int64_t count, const std::function<void(std::int64_t)>& work)
        : count_(count), work_(work), failedAt_(count) {}

    /// Works on the next index; false: there is none left.
    bool takeOne() {
        const std::int64_t i = next_++;
        if (i >= count_) return false;
        const bool within = std::exchange(isWorking, true);
        try {
            work_(i);
        } catch (...) {
            const std::scoped_lock lock(mutex_);
            if (i < failedAt_) {
                failedAt_ = i;
                failure_ = std::current_exception();
            }
        }
        isWorking = within;
        ++done_;
        return true;
    }
    void cancel() { next_ = count_; }
    std::int64_t done() const { return done_; }
    /// Call when no helper is left.
    void throwFailure() const {
        if (failure_) std::rethrow_exception(failure_);
    }

    // Protected by the pool's mutex.
    std::int64_t places = 0;  ///< helpers that may still come
    int helpers = 0;          ///< that are at work

  private:
    const std::int64_t count_;
    const std::function<void(std::int64_t)>& work_;
    std::atomic<std::int64_t> next_ = 0, done_ = 0;
    std::mutex mutex_;  ///< protects the two below
    std::int64_t failedAt_;
    std::exception_ptr failure_;
};

/// Threads that help the oldest loop with a place for them, and wait while there is none.
class Pool {
  public:
    ~Pool() { join(); }

    /// Starts the threads that are missing.
    void offer(Loop& loop, std::int64_t places) {
        const std::scoped_lock lock(mutex_);
        while (std::ssize(threads_) < places) threads_.emplace_back([this] { help(); });
        loop.places = places;
        loops_.push_back(&loop);
        changed_.notify_all();
    }

    /// Lets no more helpers come, and waits for those that are at work.
    void withdraw(Loop& loop) {
        std::unique_lock lock(mutex_);
        std::erase(loops_, &loop);
        left_.wait(lock, [&] { return loop.helpers == 0; });
    }

    /// Call while no loop is offered; the next one starts threads anew.
    void join() {
        std::unique_lock lock(mutex_);
        isEnding_ = true;
        changed_.notify_all();
        std::vector<std::thread> threads = std::exchange(threads_, {});
        lock.unlock();
        for (std::thread& thread : threads) thread.join();
        lock.lock();
        isEnding_ = false;
    }

  private:
    void help() {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [this] { return isEnding_ || !loops_.empty(); });
            if (isEnding_) return;
            Loop& loop = *loops_.front();
            if (--loop.places == 0) loops_.pop_front();
            ++loop.helpers;
            lock.unlock();
            while (loop.takeOne()) {
            }
            lock.lock();
            if (--loop.helpers == 0) left_.notify_all();
        }
    }

    std::mutex mutex_;  ///< protects all of these
    std::condition_variable changed_, left_;
    std::deque<Loop*> loops_;  ///< that have places, in the order of their calls
    std::vector<std::thread> threads_;
    bool isEnding_ = false;
};

/// The process's pools, one for each priority of its threads: a thread inherits the priority of the thread that started
/// it and cannot raise it. So background work gets background helpers, and an answer that a person waits for gets
/// others.
struct Pools {
    std::mutex mutex;  ///< protects the map
    std::map<int, Pool> byPriority;
};

Pools& pools() {
    static Pools all;
    return all;
}

Pool& poolOfThisPriority() {
    const std::scoped_lock lock(pools().mutex);
    return pools().byPriority[getpriority(PRIO_PROCESS, 0)];  // of this thread alone, on Linux
}

/// Offers a loop for as long as it lives.
class Help {
  public:
    Help(Loop& loop, std::int64_t helpers) : loop_(loop), pool_(helpers > 0 ? &poolOfThisPriority() : nullptr) {
        if (pool_) pool_->offer(loop, helpers);
    }
    ~Help() {
        loop_.cancel();
        if (pool_) pool_->withdraw(loop_);
    }
    Help(const Help&) = delete;
    Help& operator=(const Help&) = delete;

  private:
    Loop& loop_;
    Pool* pool_;
};

std::int64_t helpersFor(std::int64_t count) {
    if (isWorking) return 0;
    std::int64_t threads = std::max(1U, std::thread::hardware_concurrency());
    for (const int limit : {threadLimit, processLimit.load()})
        if (limit > 0) threads = std::min<std::int64_t>(threads, limit);
    return std::min(threads, count) - 1;
}

}  // namespace

void parallelFor(std::int64_t count, const std::function<void(std::int64_t)>& work,
                 const std::function<void(std::int64_t, std::int64_t)>& progress) {
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds between(20);
    Loop loop(count, work);
    {
        const Help help(loop, helpersFor(count));
        for (Clock::time_point nextReport; loop.takeOne();) {
            if (!progress || Clock::now() < nextReport) continue;
            progress(loop.done(), count);
            nextReport = Clock::now() + between;
        }
    }
    loop.throwFailure();
    if (progress) progress(count, count);
}

void limitParallelThreads(int threads) {
    threadLimit = threads;
}

void limitAllParallelThreads(int threads) {
    processLimit = threads;
}

ParallelThreads::~ParallelThreads() {
    const std::scoped_lock lock(pools().mutex);
    for (auto& [priority, pool] : pools().byPriority) pool.join();
}

}  // namespace oneshot
