#pragma once

#include <torch/torch.h>

#include <vector>

#include "core/training/detail/optimiser.h"

namespace oneshot::detail {

/// Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019). LibTorch's own does not expose
/// its state in a form that is the same in 1.13 and 2.x, and a resumed run must have the very same state.
class Adam final : public Optimiser {
  public:
    Adam(const OptimiserSettings&, Network&);

    void step(const StepSchedule&) override;
    void save(SafeTensors&) const override;  ///< tensors "optimiser.NAME.mean" and "optimiser.NAME.square"
    void load(const SafeTensors&, const std::string& where) override;

  private:
    struct Slot {
        NamedTensor* parameter;
        torch::Tensor mean, square;
        double rate;
    };
    std::vector<Slot> slots_;
    double weightDecay_;
};

}  // namespace oneshot::detail
