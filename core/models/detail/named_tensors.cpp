#include "core/models/detail/named_tensors.h"

#include <algorithm>

namespace oneshot::detail {
namespace {

std::string shapeText(torch::IntArrayRef shape) {
    std::string text;
    for (const std::int64_t side : shape) text += (text.empty() ? "" : " x ") + std::to_string(side);
    return text.empty() ? "1" : text;
}

}  // namespace

torch::Tensor NamedTensors::add(const std::string& name, torch::IntArrayRef shape, NamedTensor::Kind kind) {
    torch::Tensor value = torch::empty(shape);
    // Convolutions run about a third faster on CPU when weights and images are both channels-last.
    if (kind == NamedTensor::Kind::Convolution) value = value.contiguous(torch::MemoryFormat::ChannelsLast);
    all.push_back({name, value, kind});
    return value;
}

LayerRow NamedTensors::row(const std::vector<std::string>& names, std::string operation,
                           torch::IntArrayRef output) const {
    LayerRow row{names.front(), std::move(operation), shapeText(output), {}, 0};
    for (const NamedTensor& tensor : all) {
        const bool own = std::ranges::any_of(
            names, [&](const std::string& name) { return tensor.name == name || tensor.name.starts_with(name + '.'); });
        if (!own || tensor.kind == NamedTensor::Kind::Statistic) continue;
        row.weights += (row.weights.empty() ? "" : " + ") + shapeText(tensor.value.sizes());
        row.parameters += tensor.value.numel();
    }
    if (row.weights.empty()) row.weights = "none";
    return row;
}

}  // namespace oneshot::detail
