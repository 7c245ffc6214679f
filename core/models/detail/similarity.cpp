#include "core/models/detail/similarity.h"

#include <cmath>

namespace oneshot::detail {
namespace {

using Kind = NamedTensor::Kind;

/// Koch et al. 2015, section 3.1: sum_j w_j |a_j - b_j| + bias; in koch2015 the logit of p(same).
class WeightedL1 final : public SimilarityFunction {
  public:
    WeightedL1(const NetworkSettings& s, NamedTensors& tensors) : koch_(s.architecture == Architecture::Koch2015) {
        weight_ = tensors.add("head.weight", {1, s.embedding}, Kind::Other);
        bias_ = tensors.add("head.bias", {1}, Kind::Other);
    }

    /// Begins as minus the L1 distance, except in koch2015.
    void initialise(at::Generator& g) override {
        weight_.fill_(-1);
        bias_.zero_();
        if (!koch_) return;
        const double glorot = std::sqrt(6.0 / (weight_.size(1) + 1.0));  // the paper does not say; Keras's default
        weight_.uniform_(-glorot, glorot, g);
        bias_.normal_(0.5, 1e-2, g);
    }

    torch::Tensor rows(const torch::Tensor& first, const torch::Tensor& second) const override {
        return SimilarityFunction::rows(first, second) + bias_;
    }
    torch::Tensor quickRows(const torch::Tensor& first, const torch::Tensor& second) const override {
        return torch::linear((first - second).abs(), weight_, bias_).squeeze(-1);
    }
    torch::Tensor terms(const torch::Tensor& first, const torch::Tensor& second) const override {
        return (first - second).abs() * weight_;
    }
    torch::Tensor bias() const override { return bias_[0]; }
    ScoreKind kind() const override { return koch_ ? ScoreKind::SameLogit : ScoreKind::Learnt; }
    LayerRow layer(const NamedTensors& tensors) const override {
        return tensors.row({"head"}, "weighted L1 distance of two embeddings", {1});
    }

  private:
    bool koch_;
    torch::Tensor weight_, bias_;
};

/// Snell et al. 2017, section 2.7.
class SquaredEuclidean final : public SimilarityFunction {
  public:
    torch::Tensor rows(const torch::Tensor& first, const torch::Tensor& second) const override {
        return -(first - second).pow(2).sum(-1);
    }
    torch::Tensor terms(const torch::Tensor& first, const torch::Tensor& second) const override {
        return -(first - second).pow(2);
    }
    ScoreKind kind() const override { return ScoreKind::SquaredDistance; }
    LayerRow layer(const NamedTensors& tensors) const override {
        return tensors.row({"distance"}, "minus the squared Euclidean distance of two embeddings", {1});
    }
};

/// The inner product of embeddings of length 1. The learnt tensor is the logarithm of the scale over its initial value,
/// so that it begins at 0.
class Cosine final : public SimilarityFunction {
  public:
    Cosine(const NetworkSettings& s, NamedTensors& tensors)
        : initialScale_(s.logitScale), logScale_(tensors.add("logit_scale", {}, Kind::Other)) {}

    void initialise(at::Generator&) override { logScale_.zero_(); }
    torch::Tensor pairwise(const torch::Tensor& first, const torch::Tensor& second) const override {
        return first.matmul(second.t());
    }
    torch::Tensor terms(const torch::Tensor& first, const torch::Tensor& second) const override {
        return first * second;
    }
    torch::Tensor scale() const override { return initialScale_ * logScale_.exp(); }
    bool needsUnitLength() const override { return true; }
    ScoreKind kind() const override { return ScoreKind::Cosine; }
    LayerRow layer(const NamedTensors& tensors) const override {
        return tensors.row({"logit_scale"}, "to length 1, cosine of two embeddings, scaled", {1});
    }

  private:
    double initialScale_;
    torch::Tensor logScale_;
};

/// a' M b, M [D, D]; it begins as the inner product. Not symmetric unless M is.
class Bilinear final : public SimilarityFunction {
  public:
    Bilinear(const NetworkSettings& s, NamedTensors& tensors)
        : matrix_(tensors.add("bilinear.weight", {s.embedding, s.embedding}, Kind::Dense)) {}

    void initialise(at::Generator&) override { matrix_.copy_(torch::eye(matrix_.size(0))); }
    torch::Tensor pairwise(const torch::Tensor& first, const torch::Tensor& second) const override {
        return first.matmul(matrix_).matmul(second.t());
    }
    torch::Tensor terms(const torch::Tensor& first, const torch::Tensor& second) const override {
        return first * torch::linear(second, matrix_);
    }
    ScoreKind kind() const override { return ScoreKind::Learnt; }
    LayerRow layer(const NamedTensors& tensors) const override {
        return tensors.row({"bilinear"}, "bilinear form of two embeddings", {1});
    }

  private:
    torch::Tensor matrix_;
};

}  // namespace

std::unique_ptr<SimilarityFunction> SimilarityFunction::create(const NetworkSettings& settings, NamedTensors& tensors) {
    switch (similarityOf(settings)) {
        case Similarity::WeightedL1:
            return std::make_unique<WeightedL1>(settings, tensors);
        case Similarity::SquaredEuclidean:
            return std::make_unique<SquaredEuclidean>();
        case Similarity::Bilinear:
            return std::make_unique<Bilinear>(settings, tensors);
        case Similarity::Cosine:
        case Similarity::Default:
            break;
    }
    return std::make_unique<Cosine>(settings, tensors);
}

}  // namespace oneshot::detail
