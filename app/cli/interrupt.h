#pragma once

#include <stop_token>
#include <thread>

namespace oneshot::cli {

/// Call first thing in main: lets the signals come that the launcher blocked. SIGINT, SIGTERM and SIGHUP end the
/// program with exit status 130, at once where no Interrupt lives; SIGHUP only where it was not ignored (`nohup`).
/// Writing where nobody reads any more is an error of that write, and no signal.
void catchSignals();

/// Thrown out of a progress callback when a person interrupts work that leaves nothing to save.
struct Interrupted {};

/// While it lives, those signals ask the work to stop; a second SIGINT or SIGTERM quits at once. One at a time.
class Interrupt {
  public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return source_.get_token(); }
    bool requested() const { return source_.stop_requested(); }
    void throwIfRequested() const {
        if (requested()) throw Interrupted();
    }

  private:
    std::stop_source source_;
    std::thread watcher_;  ///< waits for the handler's byte, since a handler may not call request_stop()
};

}  // namespace oneshot::cli
