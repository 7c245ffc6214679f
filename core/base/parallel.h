#pragma once

#include <cstdint>
#include <functional>

namespace oneshot {

/// Calls work(0) .. work(count - 1) on all cores, in no order, and waits. The exception of the lowest failing index
/// comes out. progress(done, count), if given, is called from this thread now and then; what it throws cancels the
/// rest.
void parallelFor(std::int64_t count, const std::function<void(std::int64_t)>& work,
                 const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

}  // namespace oneshot
