#include "core/models/detail/comparison.h"

#include <algorithm>

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
        return similaritiesByWay(queries, support, shots, similarity).mean(-1);
    }
};

/// The similarity with the mean of a way's embeddings [N, D] (Snell et al. 2017, section 2.3).
class Prototypes final : public Comparison {
  public:
    torch::Tensor context(const torch::Tensor& support, int shots,
                          const SimilarityFunction& similarity) const override {
        const torch::Tensor means = support.unflatten(-2, {support.size(-2) / shots, shots}).mean(-2);
        return similarity.needsUnitLength() ? unitRows(means) : means;
    }
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& prototypes, int /*shots*/,
                         const SimilarityFunction& similarity) const override {
        return similarity.rows(queries.unsqueeze(-2), prototypes.unsqueeze(-3));
    }
};

/// The scores of all queries, some at a time.
torch::Tensor scoresInParts(const Comparison& comparison, const torch::Tensor& queries, const torch::Tensor& context,
                            int shots, const SimilarityFunction& similarity) {
    constexpr std::int64_t floatsAtOnce = 1 << 18;  // of the contexts that some queries are compared with
    const std::int64_t queriesAtOnce = floatsAtOnce / std::clamp<std::int64_t>(context.numel(), 1, floatsAtOnce);
    std::vector<torch::Tensor> parts;
    for (const torch::Tensor& some : queries.split(queriesAtOnce, -2))
        parts.push_back(comparison.scores(some, context, shots, similarity));
    return torch::cat(parts, -2);
}

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

torch::Tensor Comparison::compareTasks(const torch::Tensor& queries, const torch::Tensor& supports, int shots,
                                       const SimilarityFunction& similarity) const {
    if (takesTasks()) return scoresInParts(*this, queries, context(supports, shots, similarity), shots, similarity);
    std::vector<torch::Tensor> each;
    for (std::int64_t task = 0; task < queries.size(0); ++task)
        each.push_back(
            scoresInParts(*this, queries[task], context(supports[task], shots, similarity), shots, similarity));
    return torch::stack(each);
}

torch::Tensor similaritiesByWay(const torch::Tensor& queries, const torch::Tensor& support, int shots,
                                const SimilarityFunction& similarity) {
    return similarity.rows(queries.unsqueeze(-2), support.unsqueeze(-3))
        .unflatten(-1, {support.size(-2) / shots, shots});
}

}  // namespace oneshot::detail
