#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

#include "core/models/detail/network.h"
#include "core/training/training_config.h"

namespace oneshot::detail {

/// Returns the value of a tensor's layer in a list over koch2015's layers (convolution1..4, dense, head), or `common`
/// if the list is empty.
double layerValue(const std::vector<double>& list, const NamedTensor&, double common);

/// Position of the schedule at a step.
struct StepSchedule {
    std::int64_t step = 1;    ///< from 1
    double rateFactor = 1;    ///< multiplies the rate of each tensor
    double momentumRise = 1;  ///< 0: momentum 0.5, 1: its end value
};

/// Changes the weights of a network, which must outlive it. LibTorch's own optimisers do not expose their state in a
/// form that is the same in 1.13 and 2.x, and a resumed run must have the very same state.
class Optimiser {
  public:
    Optimiser(const OptimiserSettings&, Network&);

    /// Takes a step along the gradients, which are cleared.
    void step(const StepSchedule&);

    void save(SafeTensors&) const;  ///< tensors "optimiser.NAME.mean" and ".square" of Adam, ".change" of momentum
    /// Throws Error(BadData) if the file has no such state of this network.
    void load(const SafeTensors&, const std::string& where);

  private:
    struct Slot {
        NamedTensor* parameter;
        double rate, momentum;             ///< at the first step; at the end of its rise
        std::vector<torch::Tensor> state;  ///< in the order of stateNames()
    };

    std::vector<std::string> stateNames(const Slot&) const;
    void adam(Slot&, const torch::Tensor& gradient, const StepSchedule&) const;
    static void momentum(Slot&, const torch::Tensor& gradient, const StepSchedule&);

    const OptimiserRule rule_;
    const double weightDecay_;
    std::vector<Slot> slots_;
};

}  // namespace oneshot::detail
