#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/compute/compute.h"
#include "core/models/detail/comparison.h"
#include "core/models/detail/encoder.h"
#include "core/models/detail/memory.h"
#include "core/models/detail/named_tensors.h"
#include "core/models/detail/similarity.h"
#include "core/models/network_settings.h"
#include "core/models/safetensors.h"
#include "core/models/vectors.h"

namespace oneshot::detail {

/// The tensors and functions of a learner: an encoder, a similarity and a comparison. Tensors are created empty:
/// initialise() or load() before use.
class Network {
  public:
    static std::unique_ptr<Network> create(const NetworkSettings&);

    /// Sets the initial weights, which depend on the seed alone.
    void initialise(std::uint64_t seed, InitialValues);

    /// Tells a dense encoder the scales of the vectors that it will learn from.
    void standardise(const ColumnScales&);

    /// images [B, C, H, W] in 0..1, or vectors [B, 1, 1, F] -> [B, D], float32; of length 1 if the comparison needs it.
    torch::Tensor embed(const torch::Tensor& images, const Pass& pass) const;

    const SimilarityFunction& similarity() const { return *similarity_; }

    /// embeddings [B, D] -> [B, settings.classes]: logits of the classes that it learns from, for the loss alone.
    torch::Tensor classLogits(const torch::Tensor& embeddings) const;

    /// See Comparison.
    torch::Tensor context(const torch::Tensor& support, int shots) const {
        return comparison_->context(support, shots, *similarity_);
    }
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& context, int shots) const {
        return comparison_->scores(queries, context, shots, *similarity_);
    }
    torch::Tensor compareTasks(const torch::Tensor& queries, const torch::Tensor& supports, int shots) const {
        return comparison_->compareTasks(queries, supports, shots, *similarity_);
    }
    torch::Tensor softmaxScale() const { return comparison_->softmaxScale(*similarity_); }
    ScoreKind scoreKind() const { return comparison_->scoreKind(*similarity_); }
    bool dependsOnSupportSet() const { return comparison_->dependsOnSupportSet(); }

    /// See Memory, which the comparison must be.
    torch::Tensor answers(const torch::Tensor& embeddings, const torch::Tensor& labels) const;
    const LabelCode& labelCode() const;

    /// Layers from the input to the similarity; they hold all parameters.
    std::vector<LayerRow> layers() const;

    std::vector<NamedTensor>& tensors() { return tensors_.all; }
    const std::vector<NamedTensor>& tensors() const { return tensors_.all; }
    torch::Tensor named(const std::string& name) const;
    std::int64_t parameterCount() const;

    /// Copies the values of every tensor; their names in the file begin with the prefix. Throws Error(BadData) if a
    /// tensor is missing or has another shape.
    void load(const SafeTensors&, const std::string& where, const std::string& prefix = {});
    void copyFrom(const Network&);
    void to(Device);
    Device device() const { return device_; }
    /// The tensor on the network's device: itself if it is there already.
    torch::Tensor onDevice(const torch::Tensor&) const;

  private:
    explicit Network(const NetworkSettings&);

    // The parts add their tensors in this order, which the fingerprint and the initial values depend on.
    NamedTensors tensors_;
    std::unique_ptr<Encoder> encoder_;
    std::unique_ptr<Comparison> comparison_;
    std::unique_ptr<SimilarityFunction> similarity_;
    std::optional<LinearLayer> classes_;
    Device device_ = Device::Cpu;
};

}  // namespace oneshot::detail
