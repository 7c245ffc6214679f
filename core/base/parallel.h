#pragma once

#include <cstdint>
#include <functional>

namespace oneshot {

/// Calls work(0) .. work(count - 1) on all cores, in no order, and waits. Rethrows the exception of the lowest failing
/// index. progress(done, count), if given, is called on this thread now and then; an exception from it cancels the
/// rest. A call from within the work is done by its thread alone.
void parallelFor(std::int64_t count, const std::function<void(std::int64_t)>& work,
                 const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

/// Limits calls of parallelFor() from this thread to so many threads, itself included. 0, the default, or more than
/// there are cores: all cores.
void limitParallelThreads(int threads);
/// Limits those from every thread as well, from the next call on. From any thread.
void limitAllParallelThreads(int threads);

/// Joins the helpers of parallelFor() before main ends. They are started when they are first needed; in a program
/// without this class they are joined when its static objects are destroyed.
class ParallelThreads {
  public:
    ParallelThreads() = default;
    ~ParallelThreads();
    ParallelThreads(const ParallelThreads&) = delete;
    ParallelThreads& operator=(const ParallelThreads&) = delete;
};

}  // namespace oneshot
