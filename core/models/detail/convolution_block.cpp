#include "core/models/detail/convolution_block.h"

namespace oneshot::detail {

using Kind = NamedTensor::Kind;

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

}  // namespace oneshot::detail
