#include "core/models/detail/full_context.h"

#include <vector>

#include "core/models/detail/encoder.h"

namespace oneshot::detail {

FullContext::FullContext(const NetworkSettings& settings, NamedTensors& tensors)
    : dimension_(settings.embedding),
      steps_(settings.contextSteps),
      forward_(tensors, "context.forward", dimension_, dimension_, dimension_),
      backward_(tensors, "context.backward", dimension_, dimension_, dimension_),
      query_(tensors, "context.query", dimension_, dimension_, 2 * dimension_) {}

void FullContext::initialise(at::Generator& g) {
    for (LstmCell* cell : {&forward_, &backward_, &query_}) cell->initialise(g);
}

/// The outputs at every drawing of the support set, as the embeddings [..., S, D].
torch::Tensor FullContext::readThrough(const LstmCell& lstm, const torch::Tensor& embeddings, bool backwards) const {
    const std::int64_t count = embeddings.size(-2);
    const torch::Tensor gates = lstm.inputGates(embeddings);
    torch::Tensor h = torch::zeros_like(embeddings.narrow(-2, 0, 1)), c = h;
    std::vector<torch::Tensor> outputs(count);
    for (std::int64_t n = 0; n < count; ++n) {
        const std::int64_t at = backwards ? count - 1 - n : n;
        std::tie(h, c) = lstm.step(gates.narrow(-2, at, 1), h, c);
        outputs[at] = h;
    }
    return torch::cat(outputs, -2);
}

torch::Tensor FullContext::context(const torch::Tensor& support, int /*shots*/, const SimilarityFunction&) const {
    return readThrough(forward_, support, false) + readThrough(backward_, support, true) + support;
}

/// Appendix A.1: K times h = LSTM(f', [h, r]) + f', r = sum_i softmax_i(h' g_i) g_i. The paper does not say where h and
/// the cell begin: at 0, so that the first r is the mean of the support set. embeddings: f' [..., Q, D]; support: g
/// [..., S, D]. Returns f [..., Q, D].
torch::Tensor FullContext::embedQueries(const torch::Tensor& embeddings, const torch::Tensor& support) const {
    const torch::Tensor gates = query_.inputGates(embeddings);
    torch::Tensor h = torch::zeros_like(embeddings), c = h;
    for (int k = 0; k < steps_; ++k) {
        const torch::Tensor read = torch::softmax(h.matmul(support.transpose(-2, -1)), -1).matmul(support);
        std::tie(h, c) = query_.step(gates, torch::cat({h, read}, -1), c);
        h = h + embeddings;
    }
    return h;
}

torch::Tensor FullContext::scores(const torch::Tensor& queries, const torch::Tensor& context, int shots,
                                  const SimilarityFunction& similarity) const {
    torch::Tensor f = embedQueries(queries, context), g = context;
    if (similarity.needsUnitLength()) f = unitRows(f), g = unitRows(g);
    return Attention::scores(f, g, shots, similarity);
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
