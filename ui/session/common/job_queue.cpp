#include "ui/session/common/job_queue.h"

#include <QThreadPool>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>

#include "core/compute/compute.h"
#include "ui/session/common/words.h"

namespace oneshot::session {
namespace {

std::shared_ptr<QThreadPool> makeThread() {
    auto thread = std::make_shared<QThreadPool>();
    thread->setMaxThreadCount(1);
    thread->setExpiryTimeout(-1);  // database connections belong to a thread, and tensor threads are made once for it
    return thread;
}

/// Ends with the last queue that uses it: no thread outlives main.
std::shared_ptr<QThreadPool> heavyThread() {
    static std::weak_ptr<QThreadPool> shared;
    std::shared_ptr<QThreadPool> thread = shared.lock();
    if (!thread) shared = thread = makeThread();
    return thread;
}

}  // namespace

/// The jobs of one queue. A shared thread may come to it when the queue has gone: it finds no job then.
struct JobQueue::Line {
    std::mutex mutex;  ///< protects all below
    std::condition_variable done;
    std::deque<std::function<void()>> waiting;
    bool running = false;

    void doOne() {
        std::unique_lock lock(mutex);
        if (waiting.empty()) return;  // it was dropped
        std::function<void()> job = std::move(waiting.front());
        waiting.pop_front();
        running = true;
        lock.unlock();
        job();
        job = nullptr;  // what it holds goes before the queue's owner does
        lock.lock();
        running = false;
        done.notify_all();
    }
};

JobQueue::JobQueue(Priority priority)
    : priority_(priority),
      line_(std::make_shared<Line>()),
      thread_(priority == Priority::Heavy ? heavyThread() : makeThread()) {}

JobQueue::~JobQueue() {
    std::unique_lock lock(line_->mutex);
    line_->done.wait(lock, [&] { return line_->waiting.empty() && !line_->running; });
}

void JobQueue::dropWaiting() {
    std::deque<std::function<void()>> dropped;  // ends after the lock: what it holds may take its time to go
    const std::scoped_lock lock(line_->mutex);
    dropped.swap(line_->waiting);
}

void JobQueue::start(std::function<std::function<void()>()> job, Failed failed) {
    const std::scoped_lock lock(line_->mutex);
    line_->waiting.push_back([this, job = std::move(job), failed = std::move(failed)] {
        if (priority_ != Priority::Interactive) lowerThreadPriority();
        std::function<void()> finish;
        try {
            finish = job();
        } catch (const std::exception& error) {
            finish = [failed, why = failureText(error)] { failed(why); };
        }
        QMetaObject::invokeMethod(this, std::move(finish), Qt::QueuedConnection);
    });
    thread_->start([line = line_] { line->doOne(); });
}

}  // namespace oneshot::session
