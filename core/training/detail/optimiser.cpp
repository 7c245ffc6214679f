#include "core/training/detail/optimiser.h"

#include <array>
#include <cmath>

#include "core/base/error.h"
#include "core/models/detail/tensor_io.h"

namespace oneshot::detail {
namespace {

constexpr std::array<std::string_view, 6> layers{"convolution1.", "convolution2.", "convolution3.",
                                                 "convolution4.", "dense.",        "head."};

std::size_t layerOf(const NamedTensor& tensor) {
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (tensor.name.starts_with(layers[i])) return i;
    throw Error(ErrorCode::Failed, tensor.name, "it belongs to no layer of koch2015");
}

}  // namespace

double layerValue(const std::vector<double>& list, const NamedTensor& tensor, double common) {
    return list.empty() ? common : list[layerOf(tensor)];
}

Optimiser::Optimiser(const OptimiserSettings& settings, Network& network)
    : rule_(settings.rule), weightDecay_(settings.weightDecay) {
    for (NamedTensor& tensor : network.tensors()) {
        if (tensor.kind == NamedTensor::Kind::Statistic) continue;
        Slot slot{&tensor,
                  layerValue(settings.layerRates, tensor, settings.learningRate),
                  layerValue(settings.layerMomentum, tensor, settings.momentum),
                  {}};
        while (slot.state.size() < stateNames(slot).size()) slot.state.push_back(torch::zeros_like(tensor.value));
        slots_.push_back(std::move(slot));
    }
}

std::vector<std::string> Optimiser::stateNames(const Slot& slot) const {
    const std::string name = "optimiser." + slot.parameter->name;
    if (rule_ == OptimiserRule::Momentum) return {name + ".change"};
    return {name + ".mean", name + ".square"};
}

void Optimiser::step(const StepSchedule& schedule) {
    const torch::NoGradGuard guard;
    for (Slot& slot : slots_) {
        torch::Tensor gradient = slot.parameter->value.grad();
        if (!gradient.defined()) continue;
        rule_ == OptimiserRule::Adam ? adam(slot, gradient, schedule) : momentum(slot, gradient, schedule);
        gradient.zero_();
    }
}

/// Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019).
void Optimiser::adam(Slot& slot, const torch::Tensor& gradient, const StepSchedule& schedule) const {
    constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    const auto step = static_cast<double>(schedule.step);
    const double correction1 = 1 - std::pow(beta1, step), correction2 = 1 - std::pow(beta2, step);
    const double learningRate = slot.rate * schedule.rateFactor;
    torch::Tensor &value = slot.parameter->value, &mean = slot.state[0], &square = slot.state[1];
    if (weightDecay_ > 0) value.mul_(1 - learningRate * weightDecay_);
    mean.mul_(beta1).add_(gradient, 1 - beta1);
    square.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
    const torch::Tensor root = square.sqrt().div_(std::sqrt(correction2)).add_(epsilon);
    value.addcdiv_(mean, root, -learningRate / correction1);
}

/// Stochastic gradient descent with momentum, rate and momentum by layer (Koch et al. 2015, section 3.2):
/// change(t) = momentum change(t - 1) - rate gradient, weights += change. The paper's L2 term is part of the gradient.
void Optimiser::momentum(Slot& slot, const torch::Tensor& gradient, const StepSchedule& schedule) {
    constexpr double firstMomentum = 0.5;
    const double momentum = firstMomentum + (slot.momentum - firstMomentum) * schedule.momentumRise;
    torch::Tensor& change = slot.state[0];
    change.mul_(momentum).sub_(gradient, slot.rate * schedule.rateFactor);
    slot.parameter->value.add_(change);
}

void Optimiser::save(SafeTensors& file) const {
    for (const Slot& slot : slots_)
        for (std::size_t i = 0; i < slot.state.size(); ++i) file.tensors[stateNames(slot)[i]] = toBytes(slot.state[i]);
}

void Optimiser::load(const SafeTensors& file, const std::string& where) {
    const torch::NoGradGuard guard;
    for (Slot& slot : slots_)
        for (std::size_t i = 0; i < slot.state.size(); ++i) {
            const torch::Tensor stored = tensorNamed(file, stateNames(slot)[i], torch::kFloat32, where);
            if (stored.sizes() != slot.state[i].sizes())
                throw Error(ErrorCode::BadData, where, "its optimiser's state has another shape than the network");
            slot.state[i].copy_(stored);
        }
}

}  // namespace oneshot::detail
