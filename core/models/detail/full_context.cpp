#include "core/models/detail/full_context.h"

#include <vector>

namespace oneshot::detail {

FullContext::FullContext(int dimension, int steps, NamedTensors& tensors)
    : dimension_(dimension),
      steps_(steps),
      forward_(tensors, "context.forward", dimension, dimension, dimension),
      backward_(tensors, "context.backward", dimension, dimension, dimension),
      query_(tensors, "context.query", dimension, dimension, 2 * dimension) {}

void FullContext::initialise(at::Generator& g) {
    for (LstmCell* cell : {&forward_, &backward_, &query_}) cell->initialise(g);
}

/// The outputs at every drawing of the support set: [S, D].
torch::Tensor FullContext::readThrough(const LstmCell& lstm, const torch::Tensor& embeddings, bool backwards) const {
    const std::int64_t count = embeddings.size(0);
    const torch::Tensor gates = lstm.inputGates(embeddings);
    torch::Tensor h = torch::zeros({1, dimension_}, embeddings.options()), c = h;
    std::vector<torch::Tensor> outputs(count);
    for (std::int64_t n = 0; n < count; ++n) {
        const std::int64_t at = backwards ? count - 1 - n : n;
        std::tie(h, c) = lstm.step(gates.slice(0, at, at + 1), h, c);
        outputs[at] = h;
    }
    return torch::cat(outputs);
}

torch::Tensor FullContext::support(const torch::Tensor& embeddings) const {
    return readThrough(forward_, embeddings, false) + readThrough(backward_, embeddings, true) + embeddings;
}

torch::Tensor FullContext::queries(const torch::Tensor& embeddings, const torch::Tensor& support) const {
    const torch::Tensor gates = query_.inputGates(embeddings);
    torch::Tensor h = torch::zeros_like(embeddings), c = h;
    for (int k = 0; k < steps_; ++k) {
        const torch::Tensor read = torch::softmax(h.matmul(support.t()), 1).matmul(support);
        std::tie(h, c) = query_.step(gates, torch::cat({h, read}, 1), c);
        h = h + embeddings;
    }
    return h;
}

std::vector<LayerRow> FullContext::layers(const NamedTensors& tensors) const {
    return {tensors.row({"context.forward"}, "LSTM through the support set", {dimension_}),
            tensors.row({"context.backward"}, "LSTM back through it", {dimension_}),
            tensors.row({"context.query"},
                        "LSTM of the query with attention to it, read " + std::to_string(steps_) +
                            (steps_ == 1 ? " time" : " times"),
                        {dimension_})};
}

}  // namespace oneshot::detail
