#pragma once

#include <torch/torch.h>

#include "core/models/one_shot_model.h"
#include "core/models/safetensors.h"

namespace oneshot::detail {

TensorBytes toBytes(const torch::Tensor&);  ///< float32 or int64, any device; row-major

/// A copy of the tensor, with its shape. Errors call the file `where`. Throws Error(BadData) if it is missing, of
/// another type or not finite.
torch::Tensor tensorNamed(const SafeTensors&, const std::string& name, torch::ScalarType, const std::string& where);

/// A view of the batch's memory as [n, channels, height, width]; valid while the batch lives.
torch::Tensor asTensor(const ImageBatch&);
torch::Tensor asTensor(const Embeddings&);  ///< the same as [count, dimension]

}  // namespace oneshot::detail
