#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <utility>

#include "core/models/detail/named_tensors.h"

namespace oneshot::detail {

// What networks are built of.

/// How a batch goes through a network.
struct Pass {
    bool training = false;          ///< batch statistics and dropout
    std::uint64_t dropoutSeed = 0;  ///< the masks depend on it alone
    bool bfloat16 = false;          ///< convolutions in bfloat16
};

/// Inverted dropout whose mask depends on the pass's seed alone.
torch::Tensor dropOut(const torch::Tensor& x, double probability, const Pass& pass);

/// LibTorch's own initial values: uniform within 1 / sqrt(fan in).
void fillUniform(const torch::Tensor&, std::int64_t fanIn, at::Generator&);

/// Rows of length 1.
torch::Tensor unitRows(const torch::Tensor&);

/// A dense layer: tensors "NAME.weight" [O, I] and "NAME.bias" [O].
struct LinearLayer {
    LinearLayer(NamedTensors&, const std::string& name, std::int64_t inputs, std::int64_t outputs,
                NamedTensor::Kind biasKind = NamedTensor::Kind::Other);
    void initialise(at::Generator&);  ///< uniform within 1 / sqrt(I)

    torch::Tensor operator()(const torch::Tensor& x) const { return torch::linear(x, weight, bias); }
    std::int64_t inputs() const { return weight.size(1); }
    std::int64_t outputs() const { return weight.size(0); }

    torch::Tensor weight, bias;
};

/// A 3x3 convolution that keeps the size, and the batch norm behind it: tensors "convolutionN.*" and "normN.*".
struct ConvolutionBlock {
    ConvolutionBlock(NamedTensors&, int number, int in, int out, bool withBias);
    void initialise(at::Generator&);  ///< uniform within 1 / sqrt(fan in), batch norm as identity

    torch::Tensor convolved(const torch::Tensor& x) const;  ///< in the type of x
    torch::Tensor normed(const torch::Tensor& x, bool training) const;

    torch::Tensor weight, weightBias;  ///< the bias is undefined where there is none
    torch::Tensor scale, shift, mean, variance;
};

/// A long short-term memory without peepholes (Hochreiter & Schmidhuber 1997, with forget gates). The gates i, f, g, o
/// stand in this order in the rows of W [4D, I], U [4D, S] and b [4D]:
/// c' = sigmoid(f) c + sigmoid(i) tanh(g), h' = sigmoid(o) tanh(c').
struct LstmCell {
    LstmCell(NamedTensors&, const std::string& name, int inputs, int dimension, int state);
    void initialise(at::Generator&);  ///< uniform within 1 / sqrt(D)

    /// What inputs [..., I] add to the gates: [..., 4D].
    torch::Tensor inputGates(const torch::Tensor& inputs) const { return torch::linear(inputs, input, bias); }
    /// One step from the state [..., S] and the cell [..., D]. Returns the output h' and the cell c', [..., D] each.
    std::pair<torch::Tensor, torch::Tensor> step(const torch::Tensor& fromInput, const torch::Tensor& state,
                                                 const torch::Tensor& cell) const;

    torch::Tensor input, recurrent, bias;
};

}  // namespace oneshot::detail
