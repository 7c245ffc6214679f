#pragma once

#include <QString>
#include <QStringList>
#include <set>
#include <vector>

#include "core/evaluation/task_evaluation.h"
#include "core/tasks/task_sampler.h"
#include "ui/session/common/thinking.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// A learner that answers tasks.
struct TaskLearner {
    QString id;      ///< see ModelEntry::id
    ModelPtr model;  ///< null: it is not opened (yet) and does not answer, but keeps its place
};

/// Which tasks are to be answered by whom.
struct TaskQuestion {
    DatasetPtr dataset;                              ///< to draw tasks from; or
    LakePtr lake;                                    ///< whose runs are the tasks, whatever the settings
    std::shared_ptr<const std::vector<Task>> given;  ///< or these tasks of the dataset
    TaskSettings settings;
    int count = 100;
    std::vector<TaskLearner> learners;
    Thinking thinking;  ///< of the learnt models among them

    bool asksTheSameTasks(const TaskQuestion&) const;
};

/// What a learner answered to one task.
struct TaskAnswer {
    TaskOutcome outcome;
    std::vector<double> probabilities;  ///< of the support set, one per way
    double margin = 0;                  ///< of the right way's probability over the largest other one
    int rank = 0;                       ///< of the right way, from 1
};

/// Whether one of the task's ways is one of these characters.
bool holdsAny(const Task&, const std::set<CharacterId>&);

/// What a learner answered to all tasks of a board, or why it could not.
struct LearnerAnswers {
    QString id;
    ModelPtr model;
    QString problem;                  ///< in full words; empty: it answered
    std::vector<TaskAnswer> answers;  ///< one per task; empty with a problem
    Accuracy accuracy;
    Interval confidence95;                          ///< percent: Wilson's; of Lake's runs Student's t over run means
    std::set<CharacterId> learnt;                   ///< characters of the dataset that it learnt from
    int learntTasks = 0;                            ///< tasks that hold one of them
    double seconds = 0;                             ///< for all tasks; every different drawing was embedded once
    Thinking thinking;                              ///< beyond one pass
    std::shared_ptr<const LearnerAnswers> onePass;  ///< its answers in one pass; null: these are
};
using AnswersPtr = std::shared_ptr<const LearnerAnswers>;

/// Tasks with what learners answered to them; immutable once published.
struct TaskBoard {
    TaskQuestion question;
    DatasetPtr dataset;  ///< of the tasks
    std::shared_ptr<const std::vector<Task>> tasks;
    QStringList runs;                 ///< of each task the run of Lake's that it belongs to; empty of drawn tasks
    std::vector<AnswersPtr> answers;  ///< one a learner of the question; null: not asked yet

    const Task& task(int i) const { return (*tasks)[i]; }
    int size() const { return static_cast<int>(tasks->size()); }
    bool learnt(CharacterId) const;                         ///< by any of the learners
    bool holdsLearnt(const Task&) const;                    ///< a character that any of the learners learnt from
    bool disagree(int task) const;                          ///< not all who answered chose the same way
    const TaskAnswer* answer(int learner, int task) const;  ///< null: it has none
    double chancePercent() const;                           ///< mean over the tasks of one in so many ways
    Thinking thinking(int learner) const;                   ///< what the question wants of it, once it is open
    bool answered(int learner) const;                       ///< by its model as it is now, as the question wants it
};
using BoardPtr = std::shared_ptr<const TaskBoard>;

/// Draws tasks and has learners answer them, one after the other, off the GUI thread: all in one pass, then those that
/// have further options (see Thinking). Who has answered the same tasks so before does not answer again. Lives on the
/// GUI thread; no method blocks.
class TaskBrowser : public QObject {
    Q_OBJECT
  public:
    TaskBrowser();

    /// The newest question takes the place of one that is not answered yet. Of the same tasks, changed() comes at once.
    void ask(const TaskQuestion&);
    void cancel();  ///< what is answered so far stays; answers of a model that has been renewed since do not
    const BoardPtr& board() const { return board_; }  ///< null: no tasks yet, or they cannot be drawn
    bool busy() const { return worker_.busy(); }

  Q_SIGNALS:
    void changed();                ///< board(): new tasks, one more learner has answered, or cancel() took answers away
    void finished();               ///< all learners have been asked
    void progressed(int percent);  ///< of all learners
    void failed(const QString& fullWords);  ///< the tasks cannot be drawn; board() is null

  private:
    void takeTasks(const BoardPtr&);
    void askNext();

    BoardPtr board_;
    int asked_ = 0, toAsk_ = 0;  ///< of this question; a learner with further options counts twice
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
