#include "core/training/detail/momentum.h"

#include "core/models/detail/tensor_io.h"
#include "core/training/detail/layer_value.h"

namespace oneshot::detail {
namespace {

constexpr double firstMomentum = 0.5;

std::string stateName(const NamedTensor& parameter) {
    return "optimiser." + parameter.name + ".change";
}

}  // namespace

Momentum::Momentum(const OptimiserSettings& settings, Network& network) {
    for (NamedTensor& tensor : network.tensors())
        if (tensor.kind != NamedTensor::Kind::Statistic)
            slots_.push_back({&tensor, torch::zeros_like(tensor.value),
                              layerValue(settings.layerRates, tensor, settings.learningRate),
                              layerValue(settings.layerMomentum, tensor, settings.momentum)});
}

void Momentum::step(const StepSchedule& schedule) {
    const torch::NoGradGuard guard;
    for (Slot& slot : slots_) {
        torch::Tensor gradient = slot.parameter->value.grad();
        if (!gradient.defined()) continue;
        const double momentum = firstMomentum + (slot.momentum - firstMomentum) * schedule.momentumRise;
        slot.change.mul_(momentum).sub_(gradient, slot.rate * schedule.rateFactor);
        slot.parameter->value.add_(slot.change);
        gradient.zero_();
    }
}

void Momentum::save(SafeTensors& file) const {
    for (const Slot& slot : slots_) file.tensors[stateName(*slot.parameter)] = toBytes(slot.change);
}

void Momentum::load(const SafeTensors& file, const std::string& where) {
    for (Slot& slot : slots_) loadState(file, stateName(*slot.parameter), where, slot.change);
}

}  // namespace oneshot::detail
