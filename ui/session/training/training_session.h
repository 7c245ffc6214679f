#pragma once

#include <QObject>
#include <QTimer>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "core/runs/run.h"
#include "ui/session/common/worker.h"
#include "ui/session/training/past_run.h"

namespace oneshot::session {

/// Owns the engine thread of one training at a time and hands plain values to the window. All methods are for the
/// thread it lives on, and none but wait() and the destructor blocks.
class TrainingSession : public QObject {
    Q_OBJECT
  public:
    enum class State { Idle, ReadingData, Running, Paused, Stopping };
    Q_ENUM(State)
    enum class End { None, Completed, Stopped, Failed };
    Q_ENUM(End)

    TrainingSession();
    ~TrainingSession() override;  ///< stops a training, waits until it has saved, and emits nothing more

    void start(const RunRequest&, OpenData = {});  ///< does nothing unless idle
    /// As start, from the last checkpoint of a run.
    void continueRun(const std::filesystem::path& directory, OpenData = {});
    /// Reads a run of an earlier process, so that it stands here as the last one. Before the first training alone;
    /// where it cannot be read, nothing happens.
    void recall(const std::filesystem::path& directory);
    void pause();  ///< honoured within one step
    void resume();
    void stop();  ///< honoured within one step; the run saves and ends as stopped
    void wait();  ///< blocks until the training ended, and tells so like the event loop

    State state() const { return state_; }
    bool active() const { return state_ != State::Idle; }
    bool holds() const;  ///< paused, the step that was running is done, and all of it was told
    End lastEnd() const { return end_; }
    const QString& reason() const {
        return reason_;
    }  ///< why the last training failed, or ended before its time; in words
    const std::filesystem::path& runDirectory() const { return directory_; }  ///< of this or the last run; may be empty
    ModelPtr newestModel() const;  ///< of this or the last training; null before the first. Any thread

  Q_SIGNALS:
    // All on the thread of this object.
    void stateChanged(oneshot::session::TrainingSession::State state);  ///< after every change of state()
    void updated(const oneshot::session::TrainingUpdate& update);  ///< at most 25 times a second while there is news
    void ended(oneshot::session::TrainingSession::End end);        ///< last of a training, after its last update
    void recalled(const oneshot::session::PastRun& run);           ///< it is the last one now

  private:
    class Observer;
    using Work = std::function<RunResult(RunObserver&, std::stop_token, PauseToken&)>;

    void run(Work);
    void deliver();
    void finish();
    void setState(State);

    int job_ = 0;  ///< number of the training, by which a late event of an earlier one is known
    State state_ = State::Idle;
    End end_ = End::None;
    QString reason_;
    std::filesystem::path directory_;
    QTimer deliverTimer_;
    Worker reader_{Worker::Priority::Background};

    mutable std::mutex mutex_;  ///< protects the members up to the blank line, shared with the engine thread
    TrainingUpdate pending_;
    bool pendingAnnounced_ = false;  ///< a call of the timer is on its way
    std::filesystem::path pendingDirectory_;
    ModelPtr model_;
    End outcome_ = End::None;
    QString outcomeReason_;

    PauseToken pauseToken_;
    std::jthread engine_;  ///< last: joined before what it uses goes
};

}  // namespace oneshot::session
