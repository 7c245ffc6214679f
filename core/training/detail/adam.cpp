#include "core/training/detail/adam.h"

#include <cmath>

#include "core/models/detail/tensor_io.h"
#include "core/training/detail/layer_value.h"

namespace oneshot::detail {
namespace {
constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
}

Adam::Adam(const OptimiserSettings& settings, Network& network) : weightDecay_(settings.weightDecay) {
    for (NamedTensor& tensor : network.tensors())
        if (tensor.kind != NamedTensor::Kind::Statistic)
            slots_.push_back({&tensor, torch::zeros_like(tensor.value), torch::zeros_like(tensor.value),
                              layerValue(settings.layerRates, tensor, settings.learningRate)});
}

void Adam::step(const StepSchedule& schedule) {
    const torch::NoGradGuard guard;
    const auto step = static_cast<double>(schedule.step);
    const double correction1 = 1 - std::pow(beta1, step), correction2 = 1 - std::pow(beta2, step);
    for (Slot& slot : slots_) {
        torch::Tensor& value = slot.parameter->value;
        torch::Tensor gradient = value.grad();
        if (!gradient.defined()) continue;
        const double learningRate = slot.rate * schedule.rateFactor;
        if (weightDecay_ > 0) value.mul_(1 - learningRate * weightDecay_);
        slot.mean.mul_(beta1).add_(gradient, 1 - beta1);
        slot.square.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        const torch::Tensor root = slot.square.sqrt().div_(std::sqrt(correction2)).add_(epsilon);
        value.addcdiv_(slot.mean, root, -learningRate / correction1);
        gradient.zero_();
    }
}

void Adam::save(SafeTensors& file) const {
    for (const Slot& slot : slots_) {
        file.tensors["optimiser." + slot.parameter->name + ".mean"] = toBytes(slot.mean);
        file.tensors["optimiser." + slot.parameter->name + ".square"] = toBytes(slot.square);
    }
}

void Adam::load(const SafeTensors& file, const std::string& where) {
    for (Slot& slot : slots_)
        for (auto [tensor, what] : {std::pair{&slot.mean, ".mean"}, std::pair{&slot.square, ".square"}})
            loadState(file, "optimiser." + slot.parameter->name + what, where, *tensor);
}

}  // namespace oneshot::detail
