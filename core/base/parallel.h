#pragma once

#include <cstdint>
#include <functional>

namespace oneshot {

/// Calls work(0) .. work(count - 1) on all cores, in no order, and waits. Rethrows the exception of the lowest failing
/// index. progress(done, count), if given, is called on this thread now and then; an exception from it cancels the
/// rest. A call from within the work is done by its thread alone.
void parallelFor(std::int64_t count, const std::function<void(std::int64_t)>& work,
                 const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

/// Limits the calls of parallelFor() from the calling thread to so many threads, itself included; 0, as at first: all
/// cores, as do more than there are.
void limitParallelThreads(int threads);

/// Joins the threads that helped in parallelFor() before main ends. They are started when they are first needed; in a
/// program without this they are joined when its statics go.
class ParallelThreads {
  public:
    ParallelThreads() = default;
    ~ParallelThreads();
    ParallelThreads(const ParallelThreads&) = delete;
    ParallelThreads& operator=(const ParallelThreads&) = delete;
};

}  // namespace oneshot
