#pragma once

#include <vector>

#include "core/evaluation/task_evaluation.h"

namespace oneshot::session {

/// What a learner answers to one task.
struct LearnerAnswer {
    ScoreKind kind = ScoreKind::Cosine;  ///< of the scores
    TaskOutcome outcome;
    std::vector<double> probabilities;  ///< one per way
};

/// outcome: of the model, as evaluateTasks() gives it.
LearnerAnswer learnerAnswer(const OneShotModel&, TaskOutcome outcome);

}  // namespace oneshot::session
