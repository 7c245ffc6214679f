#pragma once

#include <QObject>
#include <cstdint>
#include <vector>

#include "core/evaluation/statistics.h"
#include "core/tasks/task.h"
#include "ui/session/common/worker.h"
#include "ui/session/learn/learner_answer.h"
#include "ui/session/learn/shipped_model.h"

namespace oneshot::session {

/// A few tasks of built-in glyphs that a person answers against the shipped model, which has answered all of them
/// before. Nothing is stored. Lives on the GUI thread; no method blocks.
class GlyphTrials : public QObject {
    Q_OBJECT
  public:
    static constexpr int count = 5, ways = 10;
    enum class State { Idle, Preparing, Asking, Answered, Ended };
    Q_ENUM(State)

    /// The library must outlive the trials.
    explicit GlyphTrials(ModelLibrary&);

    void begin(std::uint64_t seed);  ///< anew, with the tasks of this seed
    void answer(int way);            ///< while Asking
    void next();                     ///< while Answered; Ended after the last

    State state() const { return state_; }
    const QString& problem() const { return problem_; }  ///< why it is Idle, in full words; may be empty
    // From Asking on.
    int number() const { return index_ + 1; }
    const Dataset& dataset() const { return *prepared_.dataset; }
    const Task& task() const { return prepared_.tasks[index_]; }
    int learnt() const { return prepared_.learnt; }        ///< characters of the dataset that the model learnt from
    const PairedAnswers& score() const { return score_; }  ///< the person first
    // From Answered on.
    int chosen() const { return chosen_; }
    const LearnerAnswer& modelAnswer() const { return prepared_.answers[index_]; }

  Q_SIGNALS:
    void changed();

  private:
    struct Prepared {
        DatasetPtr dataset;
        std::vector<Task> tasks;
        std::vector<LearnerAnswer> answers;
        int learnt = 0;
    };

    static Prepared prepared(const OneShotModel&, std::uint64_t seed, const std::stop_token&);
    void prepare();
    void setState(State);

    ShippedModel shipped_;
    State state_ = State::Idle;
    QString problem_;
    std::uint64_t seed_ = 0;
    Prepared prepared_;
    int index_ = 0, chosen_ = -1;
    PairedAnswers score_;
    Worker worker_{Worker::Priority::Interactive};
};

}  // namespace oneshot::session
