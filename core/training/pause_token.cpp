#include "core/training/pause_token.h"

#include <chrono>

namespace oneshot {

void PauseToken::setPaused(bool paused) {
    {
        const std::scoped_lock lock(mutex_);
        paused_ = paused;
    }
    changed_.notify_all();
}

double PauseToken::waitWhilePaused(const std::stop_token& stop) {
    if (!paused_) return 0;
    const auto began = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex_);
    holding_ = true;
    changed_.wait(lock, stop, [this] { return !paused_.load(); });
    holding_ = false;
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace oneshot
