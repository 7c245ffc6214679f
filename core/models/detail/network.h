#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/models/detail/encoder.h"
#include "core/models/detail/full_context.h"
#include "core/models/detail/memory.h"
#include "core/models/detail/named_tensors.h"
#include "core/models/detail/similarity.h"
#include "core/models/network_settings.h"
#include "core/models/safetensors.h"
#include "core/models/vectors.h"

namespace oneshot::detail {

/// The tensors and functions of a learner: an encoder, a similarity and how a query is compared with a support set.
/// Tensors are created empty: initialise() or load() before use.
class Network {
  public:
    static std::unique_ptr<Network> create(const NetworkSettings&);

    /// Initial weights, from the seed alone.
    void initialise(std::uint64_t seed, InitialValues);

    /// Of the vectors that it will learn from; a dense encoder's.
    void standardise(const ColumnScales&);

    /// images [B, C, H, W] in 0..1, or vectors [B, 1, 1, F] -> [B, D], float32; of length 1 where the similarity is a
    /// cosine, unless they go through the full context or a memory first.
    torch::Tensor embed(const torch::Tensor& images, const Pass& pass) const;

    const SimilarityFunction& similarity() const { return *similarity_; }

    /// embeddings [B, D] -> [B, settings.classes]: a logit for each class that it learns from, which answers no task.
    torch::Tensor classLogits(const torch::Tensor& embeddings) const;

    /// What queries are compared with: embeddings [N * k, D] of a support set, way by way -> prototypes [N, D], a
    /// tuned layer [N, D + 1], or embeddings [N * k, D], in full context or as they are.
    torch::Tensor context(const torch::Tensor& support, int shots) const;

    /// queries [Q, D], what context() gave for k shots -> [Q, N], higher is more alike. Attention: the logarithm of the
    /// mean over a way's drawings of exp(scale * similarity), over the scale, so that a softmax of scale * scores over
    /// the ways is the attention added up within each. Throws Error(InvalidSetting) where a memory has fewer labels
    /// than there are ways.
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& context, int shots) const;

    /// Of a memory, which the comparison must be: every drawing answered before its label is told. embeddings
    /// [E, T, D], labels [E, T] int64 -> [E, T, L] in labelCode().
    torch::Tensor answers(const torch::Tensor& embeddings, const torch::Tensor& labels) const {
        return memory_->answers(embeddings, labels, similarity_->scale());
    }
    const LabelCode& labelCode() const { return memory_->labels(); }

    /// What scores are multiplied by before a softmax over a support set: a scalar, learnable where the loss learns it.
    torch::Tensor shareScale() const;

    /// What a way's score says: the similarity's kind, a logit of a tuned layer, or a label's probability.
    ScoreKind scoreKind() const;

    /// Whether a way's score depends on the other ways; else, of a way of one drawing, it is the similarity with that.
    bool looksAtOtherWays() const { return fullContext_ || memory_ || settings_.comparison == WayComparison::Tuned; }

    /// Layers from the input to the similarity; their parameters are all that there are.
    std::vector<LayerRow> layers() const;

    std::vector<NamedTensor>& tensors() { return tensors_.all; }
    const std::vector<NamedTensor>& tensors() const { return tensors_.all; }
    torch::Tensor named(const std::string& name) const;
    std::int64_t parameterCount() const;

    /// Copies the values of every tensor; their names in the file begin with the prefix. Throws Error(BadData) where a
    /// tensor is missing or has another shape.
    void load(const SafeTensors&, const std::string& where, const std::string& prefix = {});
    void copyFrom(const Network&);
    void to(torch::Device);

  private:
    explicit Network(const NetworkSettings&);

    NetworkSettings settings_;
    NamedTensors tensors_;
    std::unique_ptr<Encoder> encoder_;
    std::optional<FullContext> fullContext_;
    std::optional<Memory> memory_;
    std::unique_ptr<SimilarityFunction> similarity_;
    torch::Tensor classWeight_, classBias_;  ///< undefined where there are no classes
};

}  // namespace oneshot::detail
