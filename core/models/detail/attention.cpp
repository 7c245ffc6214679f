#include "core/models/detail/attention.h"

#include <cmath>

namespace oneshot::detail {

torch::Tensor Attention::scores(const torch::Tensor& queries, const torch::Tensor& support, int shots,
                                const SimilarityFunction& similarity) const {
    const torch::Tensor byWay = similaritiesByWay(queries, support, shots, similarity);
    const torch::Tensor scale = similarity.scale();
    return (torch::logsumexp(byWay * scale, -1) - std::log(shots)) / scale;
}

}  // namespace oneshot::detail
