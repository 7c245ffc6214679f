#include "core/models/detail/tensor_io.h"

#include <cstring>
#include <optional>

#include "core/base/error.h"

namespace oneshot::detail {

namespace {

std::optional<torch::ScalarType> typeOf(const std::string& dtype) {
    if (dtype == "F16") return torch::kFloat16;
    if (dtype == "BF16") return torch::kBFloat16;
    if (dtype == "F32") return torch::kFloat32;
    if (dtype == "F64") return torch::kFloat64;
    if (dtype == "I32") return torch::kInt32;
    if (dtype == "I64") return torch::kInt64;
    return {};
}

}  // namespace

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
    if (found == file.tensors.end())
        throw Error(ErrorCode::BadData, where, "it holds no tensor " + name, "Is it a checkpoint of this program?");
    const TensorBytes& stored = found->second;
    const std::optional<torch::ScalarType> storedType = typeOf(stored.dtype);
    if (!storedType || isFloatingType(*storedType) != isFloatingType(type))
        throw Error(ErrorCode::BadData, where, "its tensor " + name + " is of the type " + stored.dtype,
                    "Is it a checkpoint of this program?");
    torch::Tensor tensor = torch::empty(stored.shape, *storedType);
    if (!stored.bytes.empty()) std::memcpy(tensor.data_ptr(), stored.bytes.data(), stored.bytes.size());
    tensor = tensor.to(type);
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
