#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "core/models/detail/layers.h"
#include "core/models/detail/named_tensors.h"
#include "core/models/network_settings.h"

namespace oneshot::detail {

/// What turns drawings into embeddings.
class Encoder {
  public:
    /// Adds its weights to the tensors.
    static std::unique_ptr<Encoder> create(const NetworkSettings&, NamedTensors&);
    virtual ~Encoder() = default;

    virtual void initialise(at::Generator&, InitialValues) = 0;

    /// images [B, C, H, W] in 0..1, or vectors [B, 1, 1, F] -> [B, D], float32.
    virtual torch::Tensor embed(const torch::Tensor& images, const Pass& pass) const = 0;

    virtual std::vector<LayerRow> layers(const NamedTensors&) const = 0;
};

}  // namespace oneshot::detail
