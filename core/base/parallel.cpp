#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace oneshot {

void parallelFor(std::int64_t count, const std::function<void(std::int64_t)>& work,
                 const std::function<void(std::int64_t, std::int64_t)>& progress) {
    std::atomic<std::int64_t> next = 0, done = 0;
    using Clock = std::chrono::steady_clock;
    std::mutex mutex;  // protects the two below
    std::int64_t failedAt = count;
    std::exception_ptr failure;

    const auto takeOne = [&] {
        const std::int64_t i = next++;
        if (i >= count) return false;
        try {
            work(i);
        } catch (...) {
            const std::scoped_lock lock(mutex);
            if (i < failedAt) {
                failedAt = i;
                failure = std::current_exception();
            }
        }
        ++done;
        return true;
    };

    {
        const auto others = std::min<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()), count) - 1;
        std::vector<std::jthread> threads;
        for (std::int64_t t = 0; t < others; ++t)
            threads.emplace_back([&](const std::stop_token& stop) {
                while (!stop.stop_requested() && takeOne()) {
                }
            });
        constexpr std::chrono::milliseconds between(20);
        for (Clock::time_point nextReport; takeOne();) {
            if (!progress || Clock::now() < nextReport) continue;
            progress(done, count);
            nextReport = Clock::now() + between;
        }
        for (std::jthread& thread : threads) thread.join();
    }
    if (failure) std::rethrow_exception(failure);
    if (progress) progress(count, count);
}

}  // namespace oneshot
