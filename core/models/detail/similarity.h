#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "core/models/detail/named_tensors.h"
#include "core/models/network_settings.h"

namespace oneshot::detail {

/// How alike two embeddings are; higher is more alike.
class SimilarityFunction {
  public:
    static std::unique_ptr<SimilarityFunction> create(const NetworkSettings&, NamedTensors&);
    virtual ~SimilarityFunction() = default;

    virtual void initialise(at::Generator&) {}

    /// Compares vectors one by one, after broadcasting: [..., D], [..., D] -> [...]. Equal vectors have equal results,
    /// wherever they stand, so that ways with the same drawings are tied.
    virtual torch::Tensor rows(const torch::Tensor& first, const torch::Tensor& second) const {
        return terms(first, second).sum(-1);
    }

    /// The same for losses, by a matrix product if it is faster, whose rounding depends on where a vector stands.
    virtual torch::Tensor quickRows(const torch::Tensor& first, const torch::Tensor& second) const {
        return rows(first, second);
    }

    /// Compares each with every other, for losses: [A, D], [B, D] -> [A, B].
    virtual torch::Tensor pairwise(const torch::Tensor& first, const torch::Tensor& second) const {
        return quickRows(first.unsqueeze(1), second.unsqueeze(0));
    }

    /// The terms that add up, with bias(), to the similarity of vectors one by one: [P, D], [P, D] -> [P, D].
    virtual torch::Tensor terms(const torch::Tensor& first, const torch::Tensor& second) const = 0;
    virtual torch::Tensor bias() const { return torch::zeros({}); }

    /// What similarities are multiplied by before a softmax: a scalar, learnable with the cosine.
    virtual torch::Tensor scale() const { return torch::ones({}); }

    /// True if it compares embeddings of length 1.
    virtual bool needsUnitLength() const { return false; }
    virtual ScoreKind kind() const = 0;
    virtual LayerRow layer(const NamedTensors&) const = 0;
};

}  // namespace oneshot::detail
