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
    // All give nothing if they were stopped.
    std::optional<Accuracy> accuracyOf(const OneShotModel&, const std::stop_token&) const;
    /// On tasks of characters that it learns from; nothing where config.validation.seenTasks is 0, or the
    /// background set holds too few for as many ways.
    std::optional<Accuracy> seenAccuracyOf(const OneShotModel&, const std::stop_token&) const;
    /// By accuracyByPresentation(), of a training with Loss::Presentations; else, and where the data hold too few
    /// drawings, empty.
    std::optional<std::vector<PresentationPoint>> byPresentation(const OneShotModel&, const std::stop_token&) const;

  private:
    Dataset background_;
    Dataset data_;  ///< of which the tasks are
    std::vector<Task> tasks_, seenTasks_;
    PresentationSettings presentations_;  ///< of no episodes: none are asked for
    ValidationProtocol protocol_;
    bool complete_ = false;
};

}  // namespace oneshot
