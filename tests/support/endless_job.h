#pragma once

#include <QString>
#include <semaphore>
#include <stop_token>

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
                std::binary_semaphore cancelled(0);
                const std::stop_callback release(control.stop, [&] { cancelled.release(); });
                cancelled.acquire();
                return 0;
            },
            [](int) {});
    }
    bool running() const { return worker_.busy(); }

  private:
    session::Worker worker_{session::Worker::Priority::Background};
};

}  // namespace oneshot::test
