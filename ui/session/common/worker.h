#pragma once

#include <QObject>
#include <QString>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include "ui/session/common/job_queue.h"

namespace oneshot::session {

/// Does an owner's work on a thread of its own, where only the newest counts: it takes the place of work that still
/// runs or waits. All methods are for the thread it lives on; only the destructor blocks.
class Worker : public QObject {
    Q_OBJECT
  public:
    /// Interactive work uses one thread of tensor operations, which costs no hand-over; background work all cores.
    using Priority = JobQueue::Priority;

    /// What the work is given, for its own thread.
    class Control {
      public:
        bool cancelled() const { return *newest_ != number_; }
        void throwIfCancelled() const;
        /// Tells of progress, when the percentage has changed; throws as throwIfCancelled(), which the worker catches.
        /// Fits the engine's progress functions.
        void progress(std::int64_t done, std::int64_t total) const;

      private:
        friend class Worker;
        Control(Worker* worker, int number, std::shared_ptr<std::atomic<int>> newest)
            : worker_(worker), number_(number), newest_(std::move(newest)) {}
        Worker* worker_;
        int number_;
        std::shared_ptr<std::atomic<int>> newest_;
        mutable int percent_ = -1;
    };

    explicit Worker(Priority, QObject* parent = nullptr);
    ~Worker() override;  ///< cancels and waits until the work has noticed

    /// work(const Control&) runs on the worker's thread and returns a copyable value; done(value) is called on the
    /// thread of this object, always after run() has returned, and never for work that was cancelled or replaced.
    /// What the work throws comes as failed().
    template <typename Work, typename Done>
    void run(Work work, Done done) {
        start([work = std::move(work), done = std::move(done)](const Control& control) -> std::function<void()> {
            return [done, result = work(control)] { done(result); };
        });
    }
    void cancel();
    bool busy() const { return busy_; }  ///< until done() or failed(), or cancel()

  Q_SIGNALS:
    // On the thread of this object, for the newest work only.
    void progressed(int percent);           ///< 0..100
    void failed(const QString& fullWords);  ///< the work threw

  private:
    void start(std::function<std::function<void()>(const Control&)> job);

    Priority priority_;
    bool busy_ = false;
    std::shared_ptr<std::atomic<int>> newest_ = std::make_shared<std::atomic<int>>(0);
    JobQueue queue_;  ///< last: its thread ends before what the work uses goes
};

}  // namespace oneshot::session
