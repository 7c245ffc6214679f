#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/training/batch_source.h"
#include "core/training/detail/training_state.h"
#include "core/training/rate_meter.h"
#include "core/training/schedule.h"
#include "core/training/stopwatch.h"
#include "core/training/trainer.h"
#include "core/training/validation.h"

namespace oneshot::detail {

/// Runs one training, once, on the thread that makes it. Keeps references to its arguments, except the start.
class Trainer {
  public:
    /// Throws Error(InvalidSetting) if the configuration does not fit the data, Error(BadData) if the checkpoint does
    /// not fit the configuration.
    Trainer(const TrainingConfig&, const Dataset& background, const Dataset& validation, TrainingObserver&,
            std::stop_token, PauseToken&, const TrainingStart&);

    /// Blocks until complete or stopped. Throws Error(Failed) if the loss or a weight is not finite.
    TrainingResult run();

  private:
    struct StepLoss {
        double data, penalty;
        torch::Tensor total;  ///< a scalar with its graph
    };

    void announce();
    torch::Tensor forward(const ImageBatch&) const;  ///< [n, D]
    StepLoss computeLoss(const torch::Tensor& embeddings, const std::vector<float>& labels) const;
    StepSchedule schedule() const;  ///< of the next step
    void report(const StepLoss&, int images);

    bool isEvaluationDue() const;
    void evaluate();
    std::optional<ValidationPoint> answerTasks(const OneShotModel&) const;  ///< nothing if stopped midway

    bool isComplete() const;
    bool isStopped() const;
    std::optional<TrainingEnd> reachedEnd() const;  ///< its last evaluation may still be due
    TrainingResult finish();

    std::int64_t totalSteps(std::int64_t step) const;  ///< by the plan in force at the step; 0: not known yet
    void renewPlan(bool atEvaluation);
    void checkpoint(bool best);
    bool newestIsBest() const { return validation_.protocol().seenCharacters; }  ///< no evaluation could tell

    const TrainingConfig& config_;
    TrainingObserver& observer_;
    const std::stop_token stop_;
    PauseToken& pause_;
    const std::optional<std::int64_t> stopAt_;
    Stopwatch watch_;  ///< also counts the preparation of the data
    const BatchSource source_;
    const Validation validation_;
    Planner planner_;
    const std::int64_t stepLimit_;  ///< by config.length.epochs; 0: none
    TrainingState state_;
    ModelPtr model_;  ///< of the latest evaluation
    RateMeter rate_{watch_.seconds()};
    double lastCheckpoint_ = watch_.seconds();
};

}  // namespace oneshot::detail
