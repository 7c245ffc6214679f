#include "ui/session/common/worker.h"

#include "core/compute/compute.h"

namespace oneshot::session {
namespace {

struct Cancelled {};

}  // namespace

void Worker::Control::throwIfCancelled() const {
    if (cancelled()) throw Cancelled();
}

void Worker::Control::progress(std::int64_t done, std::int64_t total) const {
    throwIfCancelled();
    const int percent = total > 0 ? static_cast<int>(100 * done / total) : 0;
    if (percent == percent_) return;
    percent_ = percent;
    QMetaObject::invokeMethod(
        worker_,
        [worker = worker_, number = number_, newest = newest_, percent] {
            if (*newest == number) Q_EMIT worker->progressed(percent);
        },
        Qt::QueuedConnection);
}

Worker::Worker(Priority priority, QObject* parent) : QObject(parent), priority_(priority), queue_(priority) {}

Worker::~Worker() {
    cancel();
}

void Worker::cancel() {
    ++*newest_;
    busy_ = false;
}

void Worker::start(std::function<std::function<void()>(const Control&)> job) {
    const int number = ++*newest_;
    busy_ = true;
    const auto ifNewest = [this, number](const std::function<void()>& finish) {
        if (*newest_ != number) return;
        busy_ = false;
        finish();
    };
    queue_.run(
        [this, job = std::move(job), number]() -> std::function<void()> {
            const Control control(this, number, newest_);
            if (control.cancelled()) return {};
            useComputeThreads(priority_ == Priority::Background ? 0 : 1);
            try {
                return job(control);
            } catch (const Cancelled&) {
                return {};
            }
        },
        ifNewest, [this, ifNewest](const QString& why) { ifNewest([this, why] { Q_EMIT failed(why); }); });
}

}  // namespace oneshot::session
