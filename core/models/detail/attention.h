#pragma once

#include "core/models/detail/comparison.h"

namespace oneshot::detail {

/// The attention of a query to the drawings of a support set, added up within each way (Vinyals et al. 2016, eq. 1):
/// the logarithm of the mean over a way's drawings of exp(scale * similarity), over the scale. So a softmax of scale *
/// scores over the ways is that sum, and with one drawing a way the score is the similarity.
class Attention : public Comparison {
  public:
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& support, int shots,
                         const SimilarityFunction&) const override;
};

}  // namespace oneshot::detail
