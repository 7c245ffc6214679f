#include "core/models/detail/lstm_cell.h"

#include <vector>

#include "core/models/detail/encoder.h"

namespace oneshot::detail {

using Kind = NamedTensor::Kind;

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
