#pragma once

#include <torch/torch.h>

#include <memory>
#include <string>
#include <vector>

#include "core/models/network_settings.h"
#include "core/models/one_shot_model.h"
#include "core/models/safetensors.h"

namespace oneshot::detail {

/// One tensor of a network under its name in the weights file.
struct NamedTensor {
    enum class Kind {
        Convolution,
        Dense,
        Other,
        Statistic
    };  ///< weights of the first two take L2; statistics are not learnt
    std::string name;
    torch::Tensor value;
    Kind kind = Kind::Other;
};

/// How a batch goes through a network.
struct Pass {
    bool training = false;          ///< batch statistics and dropout
    std::uint64_t dropoutSeed = 0;  ///< the masks depend on it alone
    bool bfloat16 = false;          ///< convolutions in bfloat16
};

/// The tensors and functions of a learner. Tensors are created empty: initialise() or load() before use.
class Network {
  public:
    static std::unique_ptr<Network> create(const NetworkSettings&);
    virtual ~Network() = default;

    /// Initial weights, from the seed alone.
    virtual void initialise(std::uint64_t seed, InitialValues) = 0;

    /// images [B, C, H, W] in 0..1 -> [B, D], float32.
    virtual torch::Tensor embed(const torch::Tensor& images, const Pass& pass) = 0;

    /// Rows of both are compared one by one: [P, D], [P, D] -> [P], higher is more alike; Koch: the logit of p(same).
    virtual torch::Tensor similarity(const torch::Tensor& first, const torch::Tensor& second) const = 0;

    /// Row by row, the terms that add up, with bias(), to the similarity: [P, D], [P, D] -> [P, D].
    virtual torch::Tensor terms(const torch::Tensor& first, const torch::Tensor& second) const = 0;
    virtual torch::Tensor bias() const { return torch::zeros({}); }

    /// What similarities are multiplied by before a softmax over a support set: a scalar, learnable where the loss
    /// learns it.
    virtual torch::Tensor shareScale() const = 0;

    /// Layers from the input to the similarity; their parameters are all that there are.
    virtual std::vector<LayerRow> layers() const = 0;

    std::vector<NamedTensor>& tensors() { return tensors_; }
    const std::vector<NamedTensor>& tensors() const { return tensors_; }
    torch::Tensor named(const std::string& name) const;
    std::int64_t parameterCount() const;

    /// Copies the values of every tensor; their names in the file begin with the prefix. Throws Error(BadData) where a
    /// tensor is missing or has another shape.
    void load(const SafeTensors&, const std::string& where, const std::string& prefix = {});
    void copyFrom(const Network&);
    void to(torch::Device);

  protected:
    torch::Tensor add(const std::string& name, torch::IntArrayRef shape, NamedTensor::Kind);
    /// A row of layers(): the learnable tensors whose names begin with one of `names`; output: [maps, height, width] or
    /// [dimension].
    LayerRow row(const std::vector<std::string>& names, std::string operation, torch::IntArrayRef output) const;

  private:
    std::vector<NamedTensor> tensors_;
};

}  // namespace oneshot::detail
