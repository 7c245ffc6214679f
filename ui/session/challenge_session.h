#pragma once

#include <QObject>
#include <QThreadPool>
#include <memory>
#include <optional>

#include "core/tasks/task.h"
#include "ui/session/trial_store.h"
#include "ui/session/workspace.h"

namespace oneshot::session {

/// A trial as it is shown.
struct ChallengeTrial {
    int number = 0, total = 0;  ///< from 1, practice included
    bool practice = false;
    Task task;  ///< of ChallengeSession::dataset(); ways in the order shown
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
        Preparing,  ///< data are read, the model answers the tasks
        Ready,      ///< trial() waits to be shown or is shown
        Saving,     ///< the answer is on its way to the disk
        Answered,   ///< it is there; the model's answer may be shown; next() goes on
        Break,      ///< next() goes on
        Halted,     ///< the answer could not be stored: it is kept, retry() tries again
        Ended
    };
    Q_ENUM(State)

    /// The workspace must outlive the session. store: the SQLite file, made at the first session.
    ChallengeSession(Workspace&, std::filesystem::path store, QObject* parent = nullptr);
    ~ChallengeSession() override;  ///< waits until what is on its way is stored

    static QString newParticipant();  ///< a random code, as "K7QF-2M9D"

    void begin(const ChallengeSettings&);
    void resume(qint64 session);      ///< goes on after the last stored trial; its trials are marked from now on
    void answer(const TrialAnswer&);  ///< of trial(), once, while Ready
    void next();
    void retry();
    void end();    ///< early: it cannot be taken up again
    void leave();  ///< for now: it can

    State state() const;
    const ChallengeSettings& settings() const;
    const DatasetPtr& dataset() const;    ///< null before it is read
    const ChallengeTrial& trial() const;  ///< from Ready on
    /// The record of trial() with the model's answer; nothing before the person has answered.
    const std::optional<TrialRecord>& answered() const;
    const std::vector<TrialRecord>& records() const;  ///< of this session, as far as stored
    const QString& problem() const;                   ///< why it is Halted or could not begin, in full words

    /// Lists what the store holds; listed() answers. Works without a session.
    void list();

  Q_SIGNALS:
    void stateChanged(oneshot::session::ChallengeSession::State state);
    void progressed(int percent);  ///< of Preparing
    void listed(const std::vector<oneshot::session::SessionRecord>& sessions,
                const std::vector<oneshot::session::TrialRecord>& trials);
    void listingFailed(const QString& fullWords);
};

}  // namespace oneshot::session
