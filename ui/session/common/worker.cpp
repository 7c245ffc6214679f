#include "ui/session/common/worker.h"

#include <exception>

#include "core/compute/compute.h"
#include "ui/session/common/failure_text.h"

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

Worker::Worker(Priority priority, QObject* parent) : QObject(parent), priority_(priority) {
    pool_.setMaxThreadCount(1);
    pool_.setExpiryTimeout(-1);  // the same thread for all work: its tensor threads are made once
}

Worker::~Worker() {
    cancel();
    pool_.clear();
    pool_.waitForDone();
}

void Worker::cancel() {
    ++*newest_;
    busy_ = false;
}

void Worker::start(std::function<std::function<void()>(const Control&)> job) {
    const int number = ++*newest_;
    busy_ = true;
    pool_.start([this, job = std::move(job), number] {
        const Control control(this, number, newest_);
        if (control.cancelled()) return;
        if (priority_ == Priority::Background) lowerThreadPriority();
        useComputeThreads(priority_ == Priority::Background ? 0 : 1);
        std::function<void()> finish;
        try {
            finish = job(control);
        } catch (const Cancelled&) {
            return;
        } catch (const std::exception& error) {
            finish = [this, why = failureText(error)] { Q_EMIT failed(why); };
        }
        QMetaObject::invokeMethod(
            this,
            [this, number, finish = std::move(finish)] {
                if (*newest_ != number) return;
                busy_ = false;
                finish();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace oneshot::session
