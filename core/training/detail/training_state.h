#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/models/detail/network.h"
#include "core/training/best_so_far.h"
#include "core/training/detail/optimiser.h"
#include "core/training/trainer.h"

namespace oneshot::detail {

/// Holds all that a training changes from step to step, and all that a checkpoint keeps.
class TrainingState {
  public:
    /// Begins with initial weights, or with the checkpoint of `start`. Keeps a reference to the configuration. Throws
    /// Error(BadData) if the checkpoint does not fit it.
    TrainingState(const TrainingConfig&, const NetworkSettings&, const Dataset& background, const TrainingStart& start);

    const Network& network() const { return *network_; }
    std::int64_t step() const { return origin_.step; }  ///< steps done
    std::int64_t images() const { return images_; }
    const BestSoFar& evaluations() const { return evaluations_; }

    /// Takes a step along the gradients of the network, which are cleared, and counts it with its images.
    void advance(const StepSchedule&, std::int64_t images);
    /// Adds the evaluation of this step; returns it as BestSoFar::add does.
    const ValidationPoint& addEvaluation(ValidationPoint, bool seenCharacters);

    /// Copies the weights, averaged if the configuration says so, into an immutable model.
    ModelPtr snapshot() const;
    /// Throws notFinite() rather than keep weights that are not.
    SafeTensors save() const;
    Error notFinite() const;  ///< says that the loss or a weight is not finite, and after which step

  private:
    void load(const SafeTensors&);
    void updateAverage();
    const Network& published() const { return average_ ? *average_ : *network_; }

    const TrainingConfig& config_;
    NetworkSettings settings_;
    std::unique_ptr<Network> network_;
    std::unique_ptr<Network> average_;  ///< of the weights, statistics included; null without averaging
    std::optional<Optimiser> optimiser_;
    Origin origin_;
    std::int64_t images_ = 0;
    BestSoFar evaluations_;
};

}  // namespace oneshot::detail
