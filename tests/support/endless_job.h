#pragma once

#include <QString>
#include <chrono>
#include <thread>

#include "ui/session/common/worker.h"

namespace oneshot::test {

/// A job that works until it is cancelled.
class EndlessJob {
  public:
    explicit EndlessJob(const char* name, int percent = 0, bool repeatable = false) {
        worker_.run(
            session::Job{QString::fromUtf8(name), repeatable},
            [percent](const session::Worker::Control& control) {
                if (percent > 0) control.progress(percent, 100);
                while (!control.stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
                return 0;
            },
            [](int) {});
    }
    bool running() const { return worker_.busy(); }

  private:
    session::Worker worker_{session::Worker::Priority::Background};
};

}  // namespace oneshot::test
