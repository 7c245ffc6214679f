#include "core/models/detail/tuned_layer.h"

namespace oneshot::detail {
namespace {

/// Embeddings and a 1 for the bias.
torch::Tensor withOnes(const torch::Tensor& embeddings) {
    return torch::cat({embeddings, torch::ones({embeddings.size(0), 1}, embeddings.options())}, 1);
}

}  // namespace

TunedLayer::TunedLayer(const NetworkSettings& settings) : steps_(settings.tuningSteps), rate_(settings.tuningRate) {}

torch::Tensor TunedLayer::context(const torch::Tensor& support, int shots, const SimilarityFunction&) const {
    const torch::NoGradGuard guard;
    const torch::Tensor inputs = withOnes(support);
    const torch::Tensor right =
        torch::eye(support.size(0) / shots, support.options()).repeat_interleave(shots, 0);  // [N * k, N]
    const torch::Tensor rate = rate_ / support.pow(2).sum(1).mean().clamp_min(1e-12);
    torch::Tensor layer = torch::zeros({right.size(1), inputs.size(1)}, support.options());
    for (int step = 0; step < steps_; ++step)
        layer += rate * (right - torch::softmax(inputs.matmul(layer.t()), 1)).t().matmul(inputs);
    return layer;
}

torch::Tensor TunedLayer::scores(const torch::Tensor& queries, const torch::Tensor& layer, int /*shots*/,
                                 const SimilarityFunction&) const {
    return withOnes(queries).matmul(layer.t());
}

}  // namespace oneshot::detail
