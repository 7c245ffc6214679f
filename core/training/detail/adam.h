#pragma once

#include <torch/torch.h>

#include <vector>

#include "core/models/detail/network.h"

namespace oneshot::detail {

/// Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019). LibTorch's own does not give its
/// state away in a form that is the same in 1.13 and 2.x, and a run must go on from the very same state.
class Adam {
  public:
    Adam(Network&, double weightDecay);

    /// One step from the gradients, which are cleared. The first has `step` 1.
    void step(double learningRate, std::int64_t step);

    void save(SafeTensors&) const;  ///< tensors "optimiser.NAME.mean" and "optimiser.NAME.square"
    void load(const SafeTensors&, const std::string& where);

  private:
    struct Slot {
        NamedTensor* parameter;
        torch::Tensor mean, square;
    };
    std::vector<Slot> slots_;
    double weightDecay_;
};

}  // namespace oneshot::detail
