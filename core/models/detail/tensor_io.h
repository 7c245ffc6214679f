#pragma once

#include <torch/torch.h>

#include "core/models/one_shot_model.h"
#include "core/models/safetensors.h"

namespace oneshot::detail {

TensorBytes toBytes(const torch::Tensor&);  ///< float32 or int64, any device; row-major

/// A copy with the shape of the file. `where` is what errors call the file. Throws Error(BadData) where it is missing
/// or of another type.
torch::Tensor tensorNamed(const SafeTensors&, const std::string& name, torch::ScalarType, const std::string& where);

/// A view of the batch's memory as [n, channels, height, width]; valid while the batch lives.
torch::Tensor asTensor(const ImageBatch&);
torch::Tensor asTensor(const Embeddings&);  ///< likewise, [count, dimension]

}  // namespace oneshot::detail
