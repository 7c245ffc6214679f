#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "core/models/detail/named_tensors.h"
#include "core/models/network_settings.h"

namespace oneshot::detail {

/// How a batch goes through a network.
struct Pass {
    bool training = false;          ///< batch statistics and dropout
    std::uint64_t dropoutSeed = 0;  ///< the masks depend on it alone
    bool bfloat16 = false;          ///< convolutions in bfloat16
};

/// What turns drawings into embeddings.
class Encoder {
  public:
    virtual ~Encoder() = default;

    virtual void initialise(at::Generator&, InitialValues) = 0;

    /// images [B, C, H, W] in 0..1, or vectors [B, 1, 1, F] -> [B, D], float32.
    virtual torch::Tensor embed(const torch::Tensor& images, const Pass& pass) const = 0;

    virtual std::vector<LayerRow> layers(const NamedTensors&) const = 0;
};

/// Inverted dropout whose mask depends on the pass's seed alone.
torch::Tensor dropOut(const torch::Tensor& x, double probability, const Pass& pass);

/// LibTorch's own initial values: uniform within 1 / sqrt(fan in).
void fillUniform(const torch::Tensor&, std::int64_t fanIn, at::Generator&);

/// Rows of length 1.
torch::Tensor unitRows(const torch::Tensor&);

}  // namespace oneshot::detail
