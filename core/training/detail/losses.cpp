#include "core/training/detail/losses.h"

namespace oneshot::detail {
namespace {

/// The two drawings of every pair: [2P, D] -> [P, D], [P, D].
std::pair<torch::Tensor, torch::Tensor> split(const torch::Tensor& embeddings) {
    const torch::Tensor pairs = embeddings.view({-1, 2, embeddings.size(1)});
    return {pairs.select(1, 0), pairs.select(1, 1)};
}

}  // namespace

torch::Tensor pairCrossEntropy(const Network& network, const torch::Tensor& embeddings, const torch::Tensor& labels) {
    const auto [first, second] = split(embeddings);
    return torch::binary_cross_entropy_with_logits(network.similarity(first, second), labels);
}

torch::Tensor inBatchSoftmax(const Network& network, const torch::Tensor& embeddings, double labelSmoothing) {
    const auto [first, second] = split(embeddings);
    const torch::Tensor logits = first.matmul(second.t()) * network.shareScale();
    const torch::Tensor partner =
        torch::arange(logits.size(0), torch::TensorOptions(torch::kInt64).device(logits.device()));
    const auto entropy = [&](const torch::Tensor& scores) {
        return torch::cross_entropy_loss(scores, partner, {}, at::Reduction::Mean, -100, labelSmoothing);
    };
    return (entropy(logits) + entropy(logits.t())) / 2;
}

torch::Tensor weightPenalty(const Network& network, double l2Convolution, double l2Dense) {
    torch::Tensor penalty = torch::zeros({}, network.tensors().front().value.options().requires_grad(false));
    for (const NamedTensor& tensor : network.tensors()) {
        const double lambda = tensor.kind == NamedTensor::Kind::Convolution ? l2Convolution
                              : tensor.kind == NamedTensor::Kind::Dense     ? l2Dense
                                                                            : 0;
        if (lambda > 0) penalty = penalty + lambda * tensor.value.pow(2).sum();
    }
    return penalty;
}

}  // namespace oneshot::detail
