#pragma once

#include <QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "ui/session/common/job_queue.h"
#include "ui/session/trials/trial_store.h"

namespace oneshot::session {

/// What the store holds, read and changed on a thread of its own, in the order asked for. Lives on the GUI thread; no
/// method blocks but the destructor.
class StoredSessions : public QObject {
    Q_OBJECT
  public:
    explicit StoredSessions(std::filesystem::path file);  ///< the SQLite file, made at the first use
    ~StoredSessions() override;                           ///< waits until what is on its way is done

    /// work(TrialStore&) runs on the store's thread, where the first one opens it; then done(value) or failed(why) is
    /// called on this one.
    template <typename Work, typename Done>
    void use(Work work, Done done, JobQueue::Failed failed) {
        queue_.run(
            [this, work = std::move(work)] {
                if (!store_) store_ = std::make_unique<TrialStore>(file_);
                return work(*store_);
            },
            std::move(done), std::move(failed));
    }
    void release();  ///< see TrialStore

    void list();  ///< listed() answers, or listingFailed()
    /// Calls ready() with the number that the next participant of a study gets; 0: none can, or it is not known.
    void askNextParticipant(const StudyUse&, const std::function<void(int)>& ready);
    // These change what is there, then list it anew. See TrialStore.
    void setNote(qint64 session, const QString& note);
    void setExclusion(const std::vector<qint64>& sessions, const std::optional<QString>& reason);
    void setUnblinded(const std::vector<qint64>& sessions);  ///< now
    void deleteSessions(const std::vector<qint64>& sessions);
    void deleteParticipant(const QString& code);

  Q_SIGNALS:
    void listed(const std::vector<oneshot::session::SessionRecord>& sessions,
                const std::vector<oneshot::session::TrialRecord>& trials);
    void listingFailed(const QString& fullWords);
    void deleted(const oneshot::session::TrialStore::Erasure& erasure);
    void changeFailed(const QString& fullWords);  ///< what was stored is as it was

  private:
    void change(std::function<void(TrialStore&)> work);
    void erase(std::function<TrialStore::Erasure(TrialStore&)> work);
    void tellFailedChange(const QString& why);

    std::filesystem::path file_;
    std::unique_ptr<TrialStore> store_;                ///< made, used and ended on its thread
    JobQueue queue_{JobQueue::Priority::Interactive};  ///< last: does what waits before the rest goes
};

}  // namespace oneshot::session
