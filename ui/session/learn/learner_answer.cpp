#include "ui/session/learn/learner_answer.h"

#include <utility>

#include "core/evaluation/probabilities.h"

namespace oneshot::session {

LearnerAnswer learnerAnswer(const OneShotModel& model, TaskOutcome outcome) {
    LearnerAnswer answer{model.scoreKind(), std::move(outcome), {}};
    answer.probabilities = probabilities(answer.outcome.scores, model.softmaxScale());
    return answer;
}

}  // namespace oneshot::session
