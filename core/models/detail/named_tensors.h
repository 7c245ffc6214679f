#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

#include "core/models/one_shot_model.h"

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

/// What the parts of a network put their tensors into, and keep handles of.
struct NamedTensors {
    std::vector<NamedTensor> all;

    /// A new tensor, its values unset.
    torch::Tensor add(const std::string& name, torch::IntArrayRef shape, NamedTensor::Kind);
    /// A row of Anatomy::layers: the learnable tensors whose names begin with one of `names`; output: [maps, height,
    /// width] or [dimension].
    LayerRow row(const std::vector<std::string>& names, std::string operation, torch::IntArrayRef output) const;
};

}  // namespace oneshot::detail
