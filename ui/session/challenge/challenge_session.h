#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "ui/session/challenge/challenge_preparation.h"
#include "ui/session/common/job_queue.h"
#include "ui/session/trials/trial_store.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// A trial as it is shown.
struct ChallengeTrial {
    int number = 0, total = 0;  ///< from 1, practice included
    bool practice = false;
    int ordinal = 0, count = 0;  ///< from 1, among those for practice, or among those that count
    Task task;                   ///< of ChallengeSession::dataset(); ways in the order shown
    QString id, alphabet;
};

/// A person's session of trials against a model: plans the trials, has the model answer all of them beforehand, hides
/// its answers until the person has answered, and stores each trial before the next can be shown. Knows no widget and
/// no clock: times come with the answers. Lives on the GUI thread; no method blocks. Data, model and store are each
/// used on threads of their own.
class ChallengeSession : public QObject {
    Q_OBJECT
  public:
    enum class State {
        Idle,
        Preparing,     ///< data are read, the model answers the tasks
        Instruction,   ///< trial() is the first one to come, or the one to go on with; next() begins it
        Ready,         ///< trial() waits to be shown or is shown
        Saving,        ///< the answer is on its way to the disk
        Answered,      ///< it is there; the model's answer may be shown; next() goes on
        PracticeOver,  ///< trial() is the first that counts; next() begins it
        Break,         ///< trial() is the one to come; next() goes on
        Halted,        ///< the answer could not be stored: it is kept, retry() tries again
        Displaced,     ///< another window took the session up or ended it: nothing more is stored here; leave() goes
        Ended
    };
    Q_ENUM(State)

    /// The workspace must outlive the session. store: the SQLite file, made at the first session.
    ChallengeSession(Workspace&, std::filesystem::path store);
    ~ChallengeSession() override;  ///< leaves; waits until what is on its way is stored

    static QString newParticipant();  ///< a random code, as "K7QF-2M9D"

    /// Calls ready() once the store can be written, which is worth knowing before a person is asked for anything; else
    /// Idle with a problem(). While Idle or Ended.
    void checkStore(const std::function<void()>& ready);
    /// Calls ready() with what the model has learnt of the tasks, at once for one that has learnt from nothing; else
    /// Idle with a problem(). While Idle or Ended.
    void countLearnt(const ChallengeSettings&, const std::function<void(const LearntTasks&)>& ready);
    void begin(const ChallengeSettings&);  ///< as resume(), while Idle or Ended; Idle with a problem() where it cannot
    void resume(qint64 session);           ///< goes on after the last stored trial; its trials are marked from now on
    void answer(const TrialAnswer&);       ///< of trial(), once, while Ready
    void next();
    void retry();
    void end();  ///< early: it cannot be taken up again. What is on its way is stored before; Halted: it tries again
    /// For now: it can; Idle then. What is on its way is stored before; Halted: it is tried once more, unheard.
    void leave();

    State state() const { return state_; }
    qint64 id() const { return id_; }  ///< in the store, from Instruction on
    const ChallengeSettings& settings() const { return settings_; }
    const DatasetPtr& dataset() const { return prepared_.dataset; }           ///< null before it is read
    const ChallengeTrial& trial() const { return trial_; }                    ///< from Instruction on
    const std::optional<Task>& example() const { return prepared_.example; }  ///< see PreparedChallenge
    /// The record of trial() with the model's answer; nothing before the person has answered and it is stored.
    const std::optional<TrialRecord>& answered() const { return answered_; }
    const std::vector<TrialRecord>& records() const { return records_; }  ///< of this session, as far as stored
    /// Saving, Halted: an answer waits to be stored; Displaced: it was refused.
    bool answerPending() const { return unsaved_.answer; }
    const QString& problem() const {
        return problem_;
    }  ///< why it is Halted, Displaced or could not begin, in full words

    /// Lists what the store holds; listed() answers. Works without a session.
    void list();
    // Change what the store holds, whether or not a session goes on; then they list it anew. See TrialStore.
    void setNote(qint64 session, const QString& note);
    void setExclusion(const std::vector<qint64>& sessions, const std::optional<QString>& reason);
    void deleteSessions(const std::vector<qint64>& sessions);
    void deleteParticipant(const QString& code);

  Q_SIGNALS:
    void stateChanged(oneshot::session::ChallengeSession::State state);
    void progressed(int percent);  ///< of Preparing
    void listed(const std::vector<oneshot::session::SessionRecord>& sessions,
                const std::vector<oneshot::session::TrialRecord>& trials);
    void listingFailed(const QString& fullWords);
    void deleted(const oneshot::session::TrialStore::Erasure& erasure);
    void changeFailed(const QString& fullWords);  ///< what was stored is as it was

  private:
    enum class Wish { GoOn, Leave, End };  ///< what happens once all is stored
    struct Write {
        std::function<void(TrialStore&)> work;
        std::function<void()> then;
        bool answer = false;  ///< of the person
    };

    /// work(TrialStore&) runs on the store's thread, where the first one opens it; then done(value) or failed(why) is
    /// called on this one.
    template <typename Work, typename Done>
    void useStore(Work work, Done done, JobQueue::Failed failed) {
        storeJobs_.run(
            [this, work = std::move(work)] {
                if (!store_) store_ = std::make_unique<TrialStore>(file_);
                return work(*store_);
            },
            std::move(done), std::move(failed));
    }
    /// Does the same for a session that is about to begin: a failure gives it up, and late results are dropped.
    template <typename Work, typename Done>
    void askStore(Work work, Done done) {
        const auto ifCurrent = [this, job = job_](auto then) {
            return [this, job, then](const auto&... value) {
                if (job == job_) then(value...);
            };
        };
        useStore(std::move(work), ifCurrent(done), ifCurrent([this](const QString& why) { giveUp(why); }));
    }

    void changeStored(std::function<void(TrialStore&)> work);
    void erase(std::function<TrialStore::Erasure(TrialStore&)> work);
    void tellFailedChange(const QString& why);
    bool start();
    void openModel();
    void prepare(const ModelPtr&);
    void takeUp();
    void begun(qint64 id);
    void show(int index);
    void save(Write);
    void saveState(SessionRecord::State, std::function<void()> then);
    void saved(const TrialRecord&);
    void goOn();
    void tryOnceMore();
    void giveUp(const QString& problem);
    void setState(State);

    Workspace& workspace_;
    std::filesystem::path file_;
    State state_ = State::Idle;
    int job_ = 0;  ///< number of the session, by which what comes late for an earlier one is known
    ChallengeSettings settings_;
    std::optional<SessionRecord> resumed_;
    qint64 id_ = 0;
    QString owner_;           ///< what the store knows this window by, new for each session
    bool mayBeSeen_ = false;  ///< trial() may have been shown before the session was taken up
    bool waitingForModel_ = false;
    PreparedChallenge prepared_;
    ChallengeTrial trial_;
    std::optional<TrialRecord> answered_;
    std::vector<TrialRecord> records_;
    QString problem_;
    Write unsaved_;
    Wish wish_ = Wish::GoOn;
    Worker worker_{Worker::Priority::Background};
    std::unique_ptr<TrialStore> store_;                    ///< made, used and ended on its thread
    JobQueue storeJobs_{JobQueue::Priority::Interactive};  ///< last: stores what waits before the rest goes
};

}  // namespace oneshot::session
