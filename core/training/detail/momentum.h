#pragma once

#include <torch/torch.h>

#include <vector>

#include "core/training/detail/optimiser.h"

namespace oneshot::detail {

/// Stochastic gradient descent with momentum, rate and momentum by layer (Koch et al. 2015, section 3.2):
/// change(t) = momentum change(t - 1) - rate gradient, weights += change. The paper's L2 term is part of the gradient.
class Momentum final : public Optimiser {
  public:
    Momentum(const OptimiserSettings&, Network&);

    void step(const StepSchedule&) override;
    void save(SafeTensors&) const override;  ///< tensors "optimiser.NAME.change"
    void load(const SafeTensors&, const std::string& where) override;

  private:
    struct Slot {
        NamedTensor* parameter;
        torch::Tensor change;
        double rate, momentum;  ///< at the first step; at the end of its rise
    };
    std::vector<Slot> slots_;
};

}  // namespace oneshot::detail
