#pragma once

#include <torch/torch.h>

#include <memory>
#include <string>

#include "core/models/detail/network.h"
#include "core/training/optimiser_settings.h"

namespace oneshot::detail {

/// Position of the schedule at a step.
struct StepSchedule {
    std::int64_t step = 1;    ///< from 1
    double rateFactor = 1;    ///< multiplies the rate of each tensor
    double momentumRise = 1;  ///< 0: momentum 0.5, 1: its end value
};

/// Changes the weights of a network, which must outlive it.
class Optimiser {
  public:
    virtual ~Optimiser() = default;

    /// Takes a step along the gradients, which are cleared.
    virtual void step(const StepSchedule&) = 0;

    virtual void save(SafeTensors&) const = 0;  ///< tensors "optimiser.NAME.*"
    /// Throws Error(BadData) if the file has no such state of this network.
    virtual void load(const SafeTensors&, const std::string& where) = 0;
};

/// Copies a tensor of an optimiser's state; throws Error(BadData) if it is missing or has another shape.
void loadState(const SafeTensors&, const std::string& name, const std::string& where, torch::Tensor& into);

std::unique_ptr<Optimiser> makeOptimiser(const OptimiserSettings&, Network&);

}  // namespace oneshot::detail
