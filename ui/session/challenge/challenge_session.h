#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "core/study/study.h"
#include "ui/session/challenge/challenge_preparation.h"
#include "ui/session/challenge/model_opener.h"
#include "ui/session/challenge/stored_sessions.h"
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

/// A person's session of trials against a model: plans the trials, has the model, and others that a study names, answer
/// all of them beforehand, hides its answers until the person has answered, and stores each trial before the next can
/// be shown. Of a study, it also has the questions before and after answered. Knows no widget and no clock: times come
/// with the answers. Lives on the GUI thread; no method blocks. Data, models and store are each used on threads of
/// their own.
class ChallengeSession : public QObject {
    Q_OBJECT
  public:
    enum class State {
        Idle,
        Preparing,  ///< data are read, the models answer the tasks
        /// The study's questions before wait for answerQuestions(); what they need of the data is in dataset().
        QuestionsBefore,
        Instruction,     ///< trial() is the first one to come, or the one to go on with; next() begins it
        Ready,           ///< trial() waits to be shown or is shown
        Saving,          ///< the answer is on its way to the disk
        Answered,        ///< it is there; the model's answer may be shown; next() goes on
        PracticeOver,    ///< trial() is the first that counts; next() begins it
        Break,           ///< trial() is the one to come; next() goes on
        Halted,          ///< the answer could not be stored: it is kept, retry() tries again
        QuestionsAfter,  ///< all trials are answered; the study's questions after wait for answerQuestions()
        Displaced,       ///< another window took the session up or ended it: nothing more is stored here; leave() goes
        Ended
    };
    Q_ENUM(State)

    /// The workspace must outlive the session. store: the SQLite file, made at the first session.
    ChallengeSession(Workspace&, std::filesystem::path store);
    ~ChallengeSession() override;  ///< leaves; waits until what is on its way is stored

    static QString newParticipant();  ///< a random code, as "K7QF-2M9D"

    /// Calls ready() once the store can be written, which is worth knowing before a person is asked for anything; else
    /// Idle with a problem(). So it is where the study was changed without a new version. While Idle or Ended.
    void checkStore(const std::function<void()>& ready, const StudyUse& = {});
    /// Calls ready() with what the models have learnt of the tasks; else Idle with a problem(). A model that cannot be
    /// opened is none that has learnt: begin() says so. While Idle or Ended.
    void countLearnt(const ChallengeSettings&, const std::function<void(const LearntTasks&)>& ready);
    /// As resume(), while Idle or Ended; Idle with a problem() where it cannot. Of a study the store gives the number
    /// of the participant: the next one, or that of the settings if it is above all that were given.
    void begin(const ChallengeSettings&);
    /// Goes on after the last stored trial; its trials are marked from now on. A study goes on as it was stored,
    /// without the questions that were answered.
    void resume(qint64 session);
    void answerQuestions(const QString& json);  ///< an object of values by the questions' ids; while they wait
    void answer(const TrialAnswer&);            ///< of trial(), once, while Ready
    void next();
    void retry();
    /// Early: it cannot be taken up again. What is on its way is stored before; Halted: it tries again. Where all
    /// trials are answered, it is complete, without the questions after.
    void end();
    /// For now: it can; Idle then. What is on its way is stored before; Halted: it is tried once more, unheard.
    void leave();

    State state() const { return state_; }
    qint64 id() const { return id_; }  ///< in the store, from QuestionsBefore or Instruction on
    const ChallengeSettings& settings() const { return settings_; }
    const std::shared_ptr<const Study>& study() const { return study_; }      ///< null: none, or not yet read
    const DatasetPtr& dataset() const { return prepared_.dataset; }           ///< null before it is read
    const ChallengeTrial& trial() const { return trial_; }                    ///< from Instruction on
    const std::optional<Task>& example() const { return prepared_.example; }  ///< see PreparedChallenge
    /// The record of trial() with the model's answer; nothing before the person has answered and it is stored.
    const std::optional<TrialRecord>& answered() const { return answered_; }
    const std::vector<TrialRecord>& records() const { return records_; }  ///< of this session, as far as stored
    /// Saving, Halted: an answer, to a trial or to questions, waits to be stored; Displaced: it was refused.
    bool answerPending() const { return unsaved_.answer; }
    const QString& problem() const {
        return problem_;
    }  ///< why it is Halted, Displaced or could not begin, in full words

    // Of what the store holds, whether or not a session goes on; see StoredSessions.
    void list() { stored_.list(); }
    void askNextParticipant(const StudyUse& study, const std::function<void(int)>& ready) {
        stored_.askNextParticipant(study, ready);
    }
    void setNote(qint64 session, const QString& note) { stored_.setNote(session, note); }
    void setExclusion(const std::vector<qint64>& sessions, const std::optional<QString>& reason) {
        stored_.setExclusion(sessions, reason);
    }
    void setUnblinded(const std::vector<qint64>& sessions) { stored_.setUnblinded(sessions); }
    void deleteSessions(const std::vector<qint64>& sessions) { stored_.deleteSessions(sessions); }
    void deleteParticipant(const QString& code) { stored_.deleteParticipant(code); }

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

    /// Uses the store for a session that is about to begin: a failure gives it up, and late results are dropped.
    template <typename Work, typename Done>
    void askStore(Work work, Done done) {
        const auto ifCurrent = [this, job = job_](auto then) {
            return [this, job, then](const auto&... value) {
                if (job == job_) then(value...);
            };
        };
        stored_.use(std::move(work), ifCurrent(done), ifCurrent([this](const QString& why) { giveUp(why); }));
    }

    bool start();
    void openStudy();
    void giveUpNumber(int next);
    void prepare(const std::vector<ModelPtr>&);
    void takeUp();
    void addToStore();
    void begun(qint64 id);
    void show(int index);
    void save(Write);
    void saveState(SessionRecord::State, std::function<void()> then);
    void saved(const TrialRecord&);
    bool asks(const QString& answers, std::vector<StudyQuestion> Study::*questions) const;
    bool asksBefore() const { return asks(answersBefore_, &Study::questionsBefore); }
    bool asksAfter() const { return asks(answersAfter_, &Study::questionsAfter); }
    bool allAnswered() const { return records_.size() == prepared_.tasks.size(); }
    void goOn(State);
    void tryOnceMore();
    void giveUp(const QString& problem);
    void setState(State);

    Workspace& workspace_;
    State state_ = State::Idle;
    int job_ = 0;  ///< number of the session, by which what comes late for an earlier one is known
    ChallengeSettings settings_;
    std::shared_ptr<const Study> study_;
    bool picksNumber_ = false;              ///< the store says which number the participant has
    QString answersBefore_, answersAfter_;  ///< as stored, see SessionRecord
    std::optional<SessionRecord> resumed_;
    qint64 id_ = 0;
    QString owner_;           ///< what the store knows this window by, new for each session
    bool mayBeSeen_ = false;  ///< trial() may have been shown before the session was taken up
    ModelOpener models_, learners_;
    std::function<void(std::vector<ModelPtr>)> withLearners_;  ///< what is done with them once they are open
    PreparedChallenge prepared_;
    ChallengeTrial trial_;
    std::optional<TrialRecord> answered_;
    std::vector<TrialRecord> records_;
    QString problem_;
    Write unsaved_;
    Wish wish_ = Wish::GoOn;
    Worker worker_{Worker::Priority::Background};
    StoredSessions stored_;  ///< last: stores what waits before the rest goes
};

}  // namespace oneshot::session
