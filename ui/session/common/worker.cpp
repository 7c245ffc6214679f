#include "ui/session/common/worker.h"

#include <QPointer>
#include <utility>

#include "core/compute/compute.h"

namespace oneshot::session {

Worker::Worker(Priority priority) : priority_(priority), queue_(priority) {}

Worker::~Worker() {
    cancel();
}

void Worker::cancel() {
    stop_.request_stop();
    busy_ = false;
    queue_.dropWaiting();
    entry_.reset();
}

void Worker::tell(const std::stop_token& stop, int percent, bool isProgress) {
    QMetaObject::invokeMethod(
        this,
        [this, stop, percent, isProgress] {
            if (stop.stop_requested()) return;
            if (entry_) entry_->setPercent(percent);
            if (isProgress) Q_EMIT progressed(percent);
        },
        Qt::QueuedConnection);
}

void Worker::list(const Job& job) {
    if (job.name.isEmpty())
        entry_.reset();
    else if (entry_)
        entry_->setJob(job);
    else
        entry_.emplace(job, [this, self = QPointer<Worker>(this)] {
            const std::stop_token stop = stop_.get_token();
            Q_EMIT cancelRequested();
            if (self && !stop.stop_requested()) cancel();
        });
}

void Worker::start(const Job& job, std::function<std::function<void()>(const Control&)> task) {
    if (busy_) cancel();
    stop_.request_stop();  // of work that is done: nothing that it told and that is still on its way counts
    stop_ = std::stop_source();
    busy_ = true;
    list(job);
    const std::stop_token stop = stop_.get_token();
    const auto ifNewest = [this, stop](const std::function<void()>& finish) {
        if (stop.stop_requested()) return;
        busy_ = false;
        const QPointer<Worker> self(this);
        finish();
        if (self && !busy_) entry_.reset();
    };
    queue_.run(
        [this, job, task = std::move(task), stop]() -> std::function<void()> {
            if (stop.stop_requested()) return {};
            tell(stop, 100 * job.step / job.steps, false);
            useComputeThreads(priority_ == Priority::Interactive ? 1 : 0);
            int told = -1;
            const auto progress = [&](std::int64_t done, std::int64_t total) {
                const int percent =
                    (100 * job.step + (total > 0 ? static_cast<int>(100 * done / total) : 0)) / job.steps;
                if (std::exchange(told, percent) != percent) tell(stop, percent, true);
            };
            return unlessStopped([&] { return task({progress, stop}); }).value_or(nullptr);
        },
        ifNewest,
        [this, ifNewest, name = job.name](const QString& why) {
            ifNewest([this, name, why] {
                Jobs::instance().tellFailure(name, why);
                Q_EMIT failed(why);
            });
        });
}

}  // namespace oneshot::session
