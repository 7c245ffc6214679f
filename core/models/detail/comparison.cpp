#include "core/models/detail/comparison.h"

#include "core/models/detail/attention.h"
#include "core/models/detail/encoder.h"
#include "core/models/detail/full_context.h"
#include "core/models/detail/memory.h"
#include "core/models/detail/tuned_layer.h"

namespace oneshot::detail {
namespace {

/// The mean similarity with a way's drawings.
class MeanScore final : public Comparison {
  public:
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& support, int shots,
                         const SimilarityFunction& similarity) const override {
        return similaritiesByWay(queries, support, shots, similarity).mean(2);
    }
};

/// The similarity with the mean of a way's embeddings [N, D] (Snell et al. 2017, section 2.3).
class Prototypes final : public Comparison {
  public:
    torch::Tensor context(const torch::Tensor& support, int shots,
                          const SimilarityFunction& similarity) const override {
        const torch::Tensor means = support.view({-1, shots, support.size(1)}).mean(1);
        return similarity.needsUnitLength() ? unitRows(means) : means;
    }
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& prototypes, int /*shots*/,
                         const SimilarityFunction& similarity) const override {
        return similarity.rows(queries.unsqueeze(1), prototypes.unsqueeze(0));
    }
};

}  // namespace

std::unique_ptr<Comparison> Comparison::create(const NetworkSettings& settings, NamedTensors& tensors) {
    switch (settings.comparison) {
        case WayComparison::Prototype:
            return std::make_unique<Prototypes>();
        case WayComparison::Attention:
            return std::make_unique<Attention>();
        case WayComparison::FullContext:
            return std::make_unique<FullContext>(settings, tensors);
        case WayComparison::Tuned:
            return std::make_unique<TunedLayer>(settings);
        case WayComparison::Memory:
            return std::make_unique<Memory>(settings, tensors);
        case WayComparison::MeanScore:
            break;
    }
    return std::make_unique<MeanScore>();
}

torch::Tensor similaritiesByWay(const torch::Tensor& queries, const torch::Tensor& support, int shots,
                                const SimilarityFunction& similarity) {
    return similarity.rows(queries.unsqueeze(1), support.unsqueeze(0)).view({queries.size(0), -1, shots});
}

}  // namespace oneshot::detail
