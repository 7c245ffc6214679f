#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace oneshot {

/// Pauses a training from another thread; it is looked at before every step.
class PauseToken {
  public:
    void setPaused(bool paused);
    bool paused() const { return paused_; }
    bool holding() const { return holding_; }  ///< the engine thread waits: no step is running any more
    /// Blocks the engine thread while paused and not stopped; returns the seconds that passed.
    double waitWhilePaused(const std::stop_token&);

  private:
    std::atomic<bool> paused_ = false, holding_ = false;
    std::mutex mutex_;  ///< protects the wait on changed_
    std::condition_variable_any changed_;
};

}  // namespace oneshot
