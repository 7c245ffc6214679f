#pragma once

#include <torch/torch.h>

#include "core/models/detail/encoder.h"
#include "core/models/detail/named_tensors.h"

namespace oneshot::detail {

/// A 3x3 convolution that keeps the size, and the batch norm behind it: tensors "convolutionN.*" and "normN.*".
struct ConvolutionBlock {
    ConvolutionBlock(NamedTensors&, int number, int in, int out, bool withBias = false);

    /// LibTorch's own: uniform within 1 / sqrt(fan in), batch norm as identity.
    void initialise(at::Generator&);

    torch::Tensor convolved(const torch::Tensor& x) const;  ///< in the type of x
    torch::Tensor normed(const torch::Tensor& x, bool training) const;

    torch::Tensor weight, weightBias;  ///< the bias is undefined where there is none
    torch::Tensor scale, shift, mean, variance;
};

}  // namespace oneshot::detail
