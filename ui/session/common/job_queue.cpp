#include "ui/session/common/job_queue.h"

#include <exception>

#include "core/compute/compute.h"
#include "ui/session/common/failure_text.h"

namespace oneshot::session {

JobQueue::JobQueue(Priority priority, QObject* parent) : QObject(parent), priority_(priority) {
    pool_.setMaxThreadCount(1);
    pool_.setExpiryTimeout(-1);  // database connections belong to a thread, and tensor threads are made once for it
}

JobQueue::~JobQueue() {
    pool_.waitForDone();
}

void JobQueue::start(std::function<std::function<void()>()> job, Failed failed) {
    pool_.start([this, job = std::move(job), failed = std::move(failed)] {
        if (priority_ == Priority::Background) lowerThreadPriority();
        std::function<void()> finish;
        try {
            finish = job();
        } catch (const std::exception& error) {
            finish = [failed, why = failureText(error)] { failed(why); };
        }
        QMetaObject::invokeMethod(this, std::move(finish), Qt::QueuedConnection);
    });
}

}  // namespace oneshot::session
