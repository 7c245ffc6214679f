#pragma once

#include "core/models/detail/comparison.h"

namespace oneshot::detail {

/// The logits of a softmax layer that is learnt on one support set, the encoder left as it is.
class TunedLayer final : public Comparison {
  public:
    explicit TunedLayer(const NetworkSettings&);

    /// `tuningSteps` steps of gradient descent from zeros on the cross-entropy summed over the drawings, each as long
    /// as tuningRate over the mean squared length of the embeddings. support: [N * k, D], way by way. Returns weights
    /// and bias [N, D + 1], without gradients.
    torch::Tensor context(const torch::Tensor& support, int shots, const SimilarityFunction&) const override;

    /// queries [Q, D], layer [N, D + 1] -> [Q, N].
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& layer, int shots,
                         const SimilarityFunction&) const override;

    torch::Tensor shareScale(const SimilarityFunction&) const override { return torch::ones({}); }
    ScoreKind scoreKind(const SimilarityFunction&) const override { return ScoreKind::Learnt; }
    bool takesTasks() const override { return false; }
    bool dependsOnSupportSet() const override { return true; }

  private:
    int steps_;
    double rate_;
};

}  // namespace oneshot::detail
