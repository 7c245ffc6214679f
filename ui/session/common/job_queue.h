#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <functional>
#include <type_traits>
#include <utility>

namespace oneshot::session {

/// Does an owner's jobs on a thread of its own, one after the other in the order they were given; none is dropped. The
/// thread is the same for all of them. All methods are for the thread it lives on; only the destructor blocks.
class JobQueue : public QObject {
    Q_OBJECT
  public:
    enum class Priority {
        Interactive,  ///< answers a person who waits
        Background    ///< below the window's priority
    };
    using Failed = std::function<void(const QString& fullWords)>;

    explicit JobQueue(Priority, QObject* parent = nullptr);
    ~JobQueue() override;  ///< does the jobs that still wait, and tells no more of them

    /// work() runs on the queue's thread and returns nothing or a copyable value; then done(value), or failed(why)
    /// where it threw, is called on the thread of this object while it lives, always after run() has returned.
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

  private:
    /// job() returns what is then called on the thread of this object.
    void start(std::function<std::function<void()>()> job, Failed failed);

    Priority priority_;
    QThreadPool pool_;
};

}  // namespace oneshot::session
