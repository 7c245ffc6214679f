#pragma once

#include <QObject>
#include <QThreadPool>
#include <functional>
#include <memory>

#include "ui/session/trials/trial_store.h"

namespace oneshot::session {

/// A TrialStore on a thread of its own, opened by the first work. All work is done, one piece after the other; the
/// destructor waits for it. All methods are for the thread it lives on.
class StoreThread : public QObject {
    Q_OBJECT
  public:
    explicit StoreThread(std::filesystem::path file, QObject* parent = nullptr);
    ~StoreThread() override;

    /// work(TrialStore&) runs on the store's thread; then done(its value), or failed(full words) where it or the
    /// opening threw, is called on the thread of this object, while it lives.
    template <typename Work, typename Done>
    void run(Work work, Done done, std::function<void(const QString&)> failed) {
        start(
            [work = std::move(work), done = std::move(done)](TrialStore& store) -> std::function<void()> {
                return [done, result = work(store)] { done(result); };
            },
            std::move(failed));
    }

  private:
    void start(std::function<std::function<void()>(TrialStore&)> work, std::function<void(const QString&)> failed);

    std::filesystem::path file_;
    std::unique_ptr<TrialStore> store_;  ///< made, used and ended on the store's thread
    QThreadPool pool_;
};

}  // namespace oneshot::session
