#pragma once

#include <stop_token>
#include <thread>

namespace oneshot::cli {

/// Call it first in main: unblocks the signals that the launcher blocked. SIGINT, SIGTERM and SIGHUP end the program
/// with exit status 130, at once if no Interrupt lives; SIGHUP only unless it was ignored (`nohup`). Writing to a
/// closed pipe becomes an error of that write instead of a signal.
void catchSignals();

/// While it lives, these signals request a stop; a second SIGINT or SIGTERM quits at once. Only one may live.
class Interrupt {
  public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return source_.get_token(); }
    bool requested() const { return source_.stop_requested(); }

  private:
    std::stop_source source_;
    std::thread watcher_;  ///< waits for the handler's byte, since a handler may not call request_stop()
};

}  // namespace oneshot::cli
