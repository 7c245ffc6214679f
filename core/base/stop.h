#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <type_traits>

#include "core/base/error.h"

namespace oneshot {

// Long work of the engine is watched and stopped in one way. Its last two parameters are `progress` and `stop`, and
// both may be left out. Between batches, on the thread that called it, it tells its progress and looks at the stop;
// once that was requested, it throws Error(Stopped). unlessStopped() makes a value of this where the work was begun.

/// done of total, in whatever is counted.
using ProgressFunction = std::function<void(std::int64_t done, std::int64_t total)>;

/// Throws Error(Stopped) if a stop was requested.
void throwIfStopped(const std::stop_token&);

/// A progress that also looks at the stop, for loops that know progress alone: parallelFor() and what reads files end
/// when it throws. Keeps what it is given.
ProgressFunction stoppable(ProgressFunction progress, std::stop_token stop);

/// Returns what the work returns, or nothing if it was stopped; of work that returns nothing, whether it was done.
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
