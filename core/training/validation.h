#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "core/data/dataset.h"
#include "core/evaluation/presentations.h"
#include "core/tasks/task.h"
#include "core/training/trainer.h"

namespace oneshot {

/// The tasks on which a training is evaluated and its best weights are chosen.
class Validation {
  public:
    /// An empty `validation` holds nothing out: tasks are then of `background`. Characters of `validation` that
    /// `background` also holds are left out. Draws the tasks and asks pixels-l2; if it is stopped at that, it is not
    /// complete. Throws Error(InvalidSetting) if nothing is left.
    Validation(const TrainingConfig&, const Dataset& background, const Dataset& validation, const std::stop_token&);

    bool complete() const { return complete_; }  ///< else only the protocol's ways, shots and data are known
    const ValidationProtocol& protocol() const { return protocol_; }
    /// Answers the tasks; returns the accuracies and what accuracyByPresentation() gives, or nothing if it was stopped.
    std::optional<ValidationPoint> evaluate(const OneShotModel&, const std::stop_token&) const;
    /// Answers protocol().earlyTasks tasks of their own, which share support sets; returns nothing if it was stopped.
    std::optional<Accuracy> evaluateEarly(const OneShotModel&, const std::stop_token&) const;

  private:
    Dataset background_;
    Dataset data_;  ///< of the tasks
    std::vector<Task> tasks_;
    std::vector<Task> seenTasks_;  ///< of the background set; empty if it holds too few characters for them
    std::vector<Task> earlyTasks_;
    PresentationSettings presentations_;  ///< no episodes: not measured
    ValidationProtocol protocol_;
    bool complete_ = false;
};

}  // namespace oneshot
