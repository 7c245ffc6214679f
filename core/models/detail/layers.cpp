#include "core/models/detail/layers.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <vector>

namespace oneshot::detail {

using Kind = NamedTensor::Kind;

torch::Tensor dropOut(const torch::Tensor& x, double probability, const Pass& pass) {
    if (!pass.training || probability <= 0) return x;
    at::Generator g = at::make_generator<at::CPUGeneratorImpl>(pass.dropoutSeed);
    return x *
           torch::empty(x.sizes()).bernoulli_(1 - probability, g).div_(1 - probability).to(x.device(), x.scalar_type());
}

void fillUniform(const torch::Tensor& tensor, std::int64_t fanIn, at::Generator& g) {
    const double limit = 1 / std::sqrt(static_cast<double>(fanIn));
    tensor.uniform_(-limit, limit, g);
}

torch::Tensor unitRows(const torch::Tensor& rows) {
    return rows / rows.norm(2, {-1}, true).clamp_min(1e-12);
}

LinearLayer::LinearLayer(NamedTensors& tensors, const std::string& name, std::int64_t inputs, std::int64_t outputs,
                         Kind biasKind)
    : weight(tensors.add(name + ".weight", {outputs, inputs}, Kind::Dense)),
      bias(tensors.add(name + ".bias", {outputs}, biasKind)) {}

void LinearLayer::initialise(at::Generator& g) {
    for (const torch::Tensor& tensor : {weight, bias}) fillUniform(tensor, inputs(), g);
}

ConvolutionBlock::ConvolutionBlock(NamedTensors& tensors, int number, int in, int out, bool withBias) {
    const std::string convolution = "convolution" + std::to_string(number), norm = "norm" + std::to_string(number);
    weight = tensors.add(convolution + ".weight", {out, in, 3, 3}, Kind::Convolution);
    if (withBias) weightBias = tensors.add(convolution + ".bias", {out}, Kind::Other);
    scale = tensors.add(norm + ".weight", {out}, Kind::Other);
    shift = tensors.add(norm + ".bias", {out}, Kind::Other);
    mean = tensors.add(norm + ".running_mean", {out}, Kind::Statistic);
    variance = tensors.add(norm + ".running_var", {out}, Kind::Statistic);
}

void ConvolutionBlock::initialise(at::Generator& g) {
    const std::int64_t fanIn = weight[0].numel();
    fillUniform(weight, fanIn, g);
    if (weightBias.defined()) fillUniform(weightBias, fanIn, g);
    scale.fill_(1);
    shift.zero_();
    mean.zero_();
    variance.fill_(1);
}

torch::Tensor ConvolutionBlock::convolved(const torch::Tensor& x) const {
    const auto type = x.scalar_type();
    return torch::conv2d(x, weight.to(type), weightBias.defined() ? weightBias.to(type) : torch::Tensor(), 1, 1);
}

torch::Tensor ConvolutionBlock::normed(const torch::Tensor& x, bool training) const {
    return torch::batch_norm(x, scale, shift, mean, variance, training, 0.1, 1e-5, false);
}

LstmCell::LstmCell(NamedTensors& tensors, const std::string& name, int inputs, int dimension, int state)
    : input(tensors.add(name + ".input", {4 * dimension, inputs}, Kind::Dense)),
      recurrent(tensors.add(name + ".state", {4 * dimension, state}, Kind::Dense)),
      bias(tensors.add(name + ".bias", {4 * dimension}, Kind::Other)) {}

void LstmCell::initialise(at::Generator& g) {
    for (const torch::Tensor& tensor : {input, recurrent, bias}) fillUniform(tensor, bias.size(0) / 4, g);
}

std::pair<torch::Tensor, torch::Tensor> LstmCell::step(const torch::Tensor& fromInput, const torch::Tensor& state,
                                                       const torch::Tensor& cell) const {
    const std::vector<torch::Tensor> gates = (fromInput + state.matmul(recurrent.t())).chunk(4, -1);
    const torch::Tensor next = torch::sigmoid(gates[1]) * cell + torch::sigmoid(gates[0]) * torch::tanh(gates[2]);
    return {torch::sigmoid(gates[3]) * torch::tanh(next), next};
}

}  // namespace oneshot::detail
