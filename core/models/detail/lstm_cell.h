#pragma once

#include <torch/torch.h>

#include <string>
#include <utility>

#include "core/models/detail/named_tensors.h"

namespace oneshot::detail {

/// A long short-term memory without peepholes (Hochreiter & Schmidhuber 1997, with forget gates). The gates i, f, g, o
/// stand in this order in the rows of W [4D, I], U [4D, S] and b [4D]:
/// c' = sigmoid(f) c + sigmoid(i) tanh(g), h' = sigmoid(o) tanh(c').
struct LstmCell {
    LstmCell(NamedTensors&, const std::string& name, int input, int dimension, int state);
    void initialise(at::Generator&);  ///< uniform within 1 / sqrt(D)

    /// What inputs [..., I] add to the gates: [..., 4D].
    torch::Tensor inputGates(const torch::Tensor& inputs) const { return torch::linear(inputs, input, bias); }
    /// One step from the state [..., S] and the cell [..., D]. Returns the output h' and the cell c', [..., D] each.
    std::pair<torch::Tensor, torch::Tensor> step(const torch::Tensor& fromInput, const torch::Tensor& state,
                                                 const torch::Tensor& cell) const;

    torch::Tensor input, recurrent, bias;
};

}  // namespace oneshot::detail
