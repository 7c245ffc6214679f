#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <type_traits>

#include "core/base/error.h"

namespace oneshot {

// All long work of the engine reports progress and stops in one way. Its last two parameters, `progress` and `stop`,
// are optional. Between batches, on the thread that called it, it reports its progress and throws Error(Stopped) once a
// stop was requested. unlessStopped() turns this into a value where the work was begun.

/// done of total, in whatever is counted.
using ProgressFunction = std::function<void(std::int64_t done, std::int64_t total)>;

/// Throws Error(Stopped) if a stop was requested.
void throwIfStopped(const std::stop_token&);

/// A progress function that also checks the stop, for work that takes progress alone, such as parallelFor() and readers
/// of files: they end when it throws. Keeps copies of both.
ProgressFunction stoppable(ProgressFunction progress, std::stop_token stop);

/// Returns what the work returns, or nothing if it was stopped. For work without a result, returns whether it was done.
template <typename Work, typename Result = std::invoke_result_t<Work&>>
std::conditional_t<std::is_void_v<Result>, bool, std::optional<Result>> unlessStopped(Work work) try {
    if constexpr (std::is_void_v<Result>)
        return work(), true;
    else
        return work();
} catch (const Error& error) {
    if (error.code() != ErrorCode::Stopped) throw;
    return {};
}

}  // namespace oneshot
