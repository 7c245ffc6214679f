#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "core/models/detail/named_tensors.h"
#include "core/models/detail/similarity.h"
#include "core/models/network_settings.h"

namespace oneshot::detail {

class Memory;

/// How a query is compared with a support set, given the similarity of two embeddings. Shapes are of one task, a
/// support set and its queries; most comparisons also take many tasks of one shape at a time, see takesTasks().
class Comparison {
  public:
    /// Adds the weights of its own, if any, to the tensors.
    static std::unique_ptr<Comparison> create(const NetworkSettings&, NamedTensors&);
    virtual ~Comparison() = default;

    virtual void initialise(at::Generator&) {}

    /// True if embeddings are to have length 1 before context() and scores().
    virtual bool needsUnitLength(const SimilarityFunction& similarity) const { return similarity.needsUnitLength(); }

    /// What queries are compared with: embeddings [N * k, D] of a support set, way by way -> the same, unless the
    /// comparison makes something else of them.
    virtual torch::Tensor context(const torch::Tensor& support, int /*shots*/, const SimilarityFunction&) const {
        return support;
    }

    /// queries [Q, D], what context() gave for k shots -> [Q, N], higher is more alike.
    virtual torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& context, int shots,
                                 const SimilarityFunction&) const = 0;

    /// True if context() and scores() take tensors with T tasks as a dimension before all others.
    virtual bool takesTasks() const { return true; }

    /// The scores of T tasks, each as if it were alone: queries [T, Q, D], supports [T, N * k, D] -> [T, Q, N]. What is
    /// computed on the way fits into a core's cache as long as the supports do.
    torch::Tensor compareTasks(const torch::Tensor& queries, const torch::Tensor& supports, int shots,
                               const SimilarityFunction&) const;

    /// What scores are multiplied by before a softmax over the ways: a scalar.
    virtual torch::Tensor softmaxScale(const SimilarityFunction& similarity) const { return similarity.scale(); }
    virtual ScoreKind scoreKind(const SimilarityFunction& similarity) const { return similarity.kind(); }

    /// True if the score of a way depends on the rest of the support set. Else the score of a way with one drawing is
    /// the similarity with that drawing.
    virtual bool dependsOnSupportSet() const { return false; }

    /// Rows of the weights of its own.
    virtual std::vector<LayerRow> layers(const NamedTensors&) const { return {}; }

    /// This comparison, if it is a memory, which also learns labels one after another; else null.
    virtual const Memory* memory() const { return nullptr; }
};

}  // namespace oneshot::detail
