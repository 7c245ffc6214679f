#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

class QThreadPool;

namespace oneshot::session {

/// Does an owner's jobs off its thread, one after the other in the order they were given, all on the same thread. All
/// methods are for the thread it lives on; only the destructor blocks.
class JobQueue : public QObject {
    Q_OBJECT
  public:
    enum class Priority {
        Interactive,  ///< answers a person who waits, on a thread of its own
        Background,   ///< below the window's priority, on a thread of its own
        /// Works for long on all cores, below the window's priority: on one thread for all such queues, in the order
        /// of requests, so that there is one team of OpenMP's workers for all of them.
        Heavy
    };
    using Failed = std::function<void(const QString& fullWords)>;

    explicit JobQueue(Priority);
    ~JobQueue() override;  ///< does the jobs that still wait, and tells no more of them

    /// work() runs on the queue's thread and returns nothing or a copyable value; then done(value), or failed(why)
    /// if it threw, is called on the thread of this object while it lives, always after run() has returned.
    template <typename Work, typename Done>
    void run(Work work, Done done, Failed failed) {
        start(
            [work = std::move(work), done = std::move(done)]() -> std::function<void()> {
                if constexpr (std::is_void_v<std::invoke_result_t<const Work&>>) {
                    work();
                    return done;
                } else {
                    return [done, result = work()] { done(result); };
                }
            },
            std::move(failed));
    }
    void dropWaiting();  ///< forgets the jobs that have not begun

  private:
    struct Line;

    /// job() returns what is then called on the thread of this object.
    void start(std::function<std::function<void()>()> job, Failed failed);

    Priority priority_;
    std::shared_ptr<Line> line_;
    std::shared_ptr<QThreadPool> thread_;
};

}  // namespace oneshot::session
