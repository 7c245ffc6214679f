#pragma once

#include <QTimer>
#include <memory>
#include <optional>
#include <vector>

#include "core/training/trainer.h"
#include "ui/session/common/worker.h"
#include "ui/session/learn/learner_answer.h"
#include "ui/session/training/training_session.h"
#include "ui/session/workspace/dataset_summary.h"

namespace oneshot::session {

/// A task of characters that the training does not learn from, which the network answers again and again.
struct FollowedTask {
    DatasetPtr dataset;
    Task task;
    TaskOutcome byPixels;  ///< what pixels-l2 answers
};

/// What the network answered to it after a training step.
struct FollowedAnswer {
    std::int64_t step = 0;
    LearnerAnswer answer;
};

/// Everything that is new since the last update.
struct GlyphTrainingUpdate {
    std::optional<FollowedTask> task;
    std::optional<ValidationProtocol> protocol;  ///< the training begins
    std::vector<LossPoint> losses;
    std::vector<ValidationPoint> evaluations;
    std::vector<FollowedAnswer> answers;
    std::optional<Progress> progress;
};

/// A short, real training on built-in glyphs that leaves nothing behind: it is the trainer alone, without a run on
/// disk, so that looking at one does not fill a person's list of runs. Lives on the GUI thread; only the destructor
/// blocks, until the step that runs is done.
class GlyphTraining : public QObject {
    Q_OBJECT
  public:
    enum class End { None, Completed, Stopped, Failed };
    Q_ENUM(End)

    GlyphTraining();

    /// The preset compact with smaller steps and frequent, small evaluations, for a minute.
    static TrainingConfig recipe();

    void start(const TrainingConfig&);  ///< takes the place of one that still runs
    void stop();                        ///< honoured within one step
    bool active() const { return worker_.busy(); }
    End lastEnd() const { return end_; }                 ///< of the last training; None: none has ended yet
    const QString& problem() const { return problem_; }  ///< why it failed, in full words

  Q_SIGNALS:
    void updated(const oneshot::session::GlyphTrainingUpdate&);  ///< at most 25 times a second while there is news
    void ended();                                                ///< after the last update; active() is false

  private:
    struct Shared;
    class Observer;

    static End trainOnce(const TrainingConfig&, Shared&);  ///< on the engine thread
    void deliver();
    void finish(End);

    std::shared_ptr<Shared> shared_;  ///< with the thread of the newest training
    QTimer deliverTimer_;
    End end_ = End::None;
    QString problem_;
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
