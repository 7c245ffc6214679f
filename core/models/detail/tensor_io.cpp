#include "core/models/detail/tensor_io.h"

#include <cstring>

#include "core/data/error.h"

namespace oneshot::detail {

TensorBytes toBytes(const torch::Tensor& tensor) {
    const torch::Tensor rows = tensor.detach().cpu().contiguous();
    TensorBytes result{rows.scalar_type() == torch::kInt64 ? "I64" : "F32", rows.sizes().vec(), {}};
    TORCH_CHECK(rows.scalar_type() == torch::kInt64 || rows.scalar_type() == torch::kFloat32);
    const auto* bytes = static_cast<const std::uint8_t*>(rows.data_ptr());
    result.bytes.assign(bytes, bytes + rows.nbytes());
    return result;
}

torch::Tensor tensorNamed(const SafeTensors& file, const std::string& name, torch::ScalarType type,
                          const std::string& where) {
    const auto found = file.tensors.find(name);
    if (found == file.tensors.end() || found->second.dtype != (type == torch::kInt64 ? "I64" : "F32"))
        throw Error(ErrorCode::BadData, where, "it holds no tensor " + name + " of the right type",
                    "Is it a checkpoint of this program?");
    const TensorBytes& stored = found->second;
    torch::Tensor tensor = torch::empty(stored.shape, type);
    if (!stored.bytes.empty()) std::memcpy(tensor.data_ptr(), stored.bytes.data(), stored.bytes.size());
    if (!torch::isfinite(tensor).all().item<bool>())
        throw Error(ErrorCode::BadData, where, "its tensor " + name + " holds values that are no finite numbers",
                    "Choose another checkpoint.");
    return tensor;
}

torch::Tensor asTensor(const ImageBatch& batch) {
    return torch::from_blob(const_cast<float*>(batch.data.data()),
                            {batch.n, batch.channels, batch.height, batch.width});
}

torch::Tensor asTensor(const Embeddings& embeddings) {
    return torch::from_blob(const_cast<float*>(embeddings.values.data()), {embeddings.count, embeddings.dimension});
}

}  // namespace oneshot::detail
