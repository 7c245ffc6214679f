#include "core/base/stop.h"

#include <utility>

namespace oneshot {

void throwIfStopped(const std::stop_token& stop) {
    if (stop.stop_requested()) throw Error(ErrorCode::Stopped, "work", "was stopped");
}

ProgressFunction stoppable(ProgressFunction progress, std::stop_token stop) {
    if (!stop.stop_possible()) return progress;
    return [progress = std::move(progress), stop = std::move(stop)](std::int64_t done, std::int64_t total) {
        if (progress) progress(done, total);
        throwIfStopped(stop);
    };
}

}  // namespace oneshot
