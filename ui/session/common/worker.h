#pragma once

#include <QObject>
#include <functional>
#include <optional>
#include <stop_token>

#include "core/base/stop.h"
#include "ui/session/common/job_queue.h"
#include "ui/session/common/jobs.h"

namespace oneshot::session {

/// Does an owner's work off its thread, where only the newest counts: it takes the place of work that still runs or
/// waits. All methods are for the thread it lives on; only the destructor blocks.
class Worker : public QObject {
    Q_OBJECT
  public:
    /// Interactive work uses one thread of tensor operations, which costs no hand-over; other work all cores.
    using Priority = JobQueue::Priority;

    /// What the work is given, for its own thread: what the engine's long work takes last, see core/base/stop.h.
    struct Control {
        ProgressFunction progress;  ///< tells of it when the percentage has changed; not to be kept beyond the work
        std::stop_token stop;       ///< of work that is cancelled or replaced
    };

    explicit Worker(Priority);
    ~Worker() override;  ///< cancels and waits until the work has noticed

    /// work(const Control&) runs on the worker's thread and returns a copyable value; done(value) is called on the
    /// thread of this object, always after run() has returned, and never for work that was cancelled or replaced.
    /// What the work throws comes as failed(), but for Error(Stopped).
    template <typename Work, typename Done>
    void run(Work work, Done done) {
        run(Job(), std::move(work), std::move(done));
    }
    /// Does the same, and Jobs lists it meanwhile unless it has no name. What done() runs next continues the same job.
    template <typename Work, typename Done>
    void run(const Job& job, Work work, Done done) {
        start(job, [work = std::move(work), done = std::move(done)](const Control& control) -> std::function<void()> {
            return [done, result = work(control)] { done(result); };
        });
    }
    void cancel();
    bool busy() const { return busy_; }  ///< until done() or failed(), or cancel()

  Q_SIGNALS:
    // On the thread of this object, for the newest work only.
    void progressed(int percent);           ///< 0..100, of all steps of the job
    void failed(const QString& fullWords);  ///< the work threw
    void cancelRequested();                 ///< by a person, in the list of jobs; the work is cancelled then

  private:
    void start(const Job&, std::function<std::function<void()>(const Control&)> task);
    void list(const Job&);
    void tell(const std::stop_token&, int percent, bool isProgress);  ///< from any thread; else that the work has begun

    Priority priority_;
    bool busy_ = false;
    std::stop_source stop_;             ///< of the newest work
    std::optional<Jobs::Entry> entry_;  ///< while the work is listed
    JobQueue queue_;                    ///< last: its thread ends before what the work uses goes
};

}  // namespace oneshot::session
