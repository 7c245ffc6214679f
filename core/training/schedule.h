#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/training/trainer.h"

namespace oneshot {

/// The pairs of one epoch: the fixed set with its distorted copies, or epochPairs fresh ones.
std::int64_t pairsOfEpoch(const TrainingConfig&);
/// The epoch, from 0, in which step `step` (from 0) begins; one that begins in the middle of a step counts from the
/// next.
std::int64_t epochAt(const TrainingConfig&, std::int64_t step);
/// The steps of so many epochs, the last one whole.
std::int64_t stepsOfEpochs(const TrainingConfig&, std::int64_t epochs);

/// What every learning rate is multiplied by before step `step` (from 0), with the horizon `totalSteps`; 0: not known
/// yet.
double rateFactorAt(const TrainingConfig&, std::int64_t step, std::int64_t totalSteps);
/// The learning rate that a person is told: of layers with rates of their own the highest.
double learningRateAt(const TrainingConfig&, std::int64_t step, std::int64_t totalSteps);
/// How far the momentum has come from 0.5 (0) to its end value (1): by equal steps, one an epoch (Koch et al. 2015,
/// section 3.2).
double momentumRiseAt(const TrainingConfig&, std::int64_t step);

/// Keeps the plans: how many steps the training will have. With `steps` there is one; with `minutes` the clock makes
/// them; a run that goes on replays those it has, so that it repeats itself and not the clock.
class Planner {
  public:
    Planner(const TrainingConfig&, std::vector<Plan> known);

    std::int64_t totalSteps(std::int64_t step) const;  ///< of the plan in force; 0: not known yet
    const std::vector<Plan>& plans() const { return plans_; }

    /// Called after step `step` was done, `seconds` after the start (pauses not counted). True: plans() has a new last
    /// one.
    bool renew(std::int64_t step, double seconds, bool atEvaluation);
    /// Leaves seconds of an early evaluation out of what a step is thought to take.
    void leaveOut(double seconds) { measuredSeconds_ += seconds; }
    /// Seconds to the end of the budget, `seconds` after the start; nothing where the clock makes no plans.
    std::optional<double> secondsLeft(double seconds) const;

  private:
    double budgetSeconds_;
    std::vector<Plan> plans_;
    bool byClock_;
    std::int64_t measuredFrom_ = 0;  ///< the first step is slower than the rest: memory and kernels are made ready
    double measuredSeconds_ = 0;
};

}  // namespace oneshot
