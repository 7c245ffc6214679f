#include "core/training/detail/layer_value.h"

#include <array>

#include "core/base/error.h"

namespace oneshot::detail {
namespace {

constexpr std::array<std::string_view, 6> layers{"convolution1.", "convolution2.", "convolution3.",
                                                 "convolution4.", "dense.",        "head."};

std::size_t layerOf(const NamedTensor& tensor) {
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (tensor.name.starts_with(layers[i])) return i;
    throw Error(ErrorCode::Failed, tensor.name, "it belongs to no layer of koch2015");
}

}  // namespace

double layerValue(const std::vector<double>& list, const NamedTensor& tensor, double common) {
    return list.empty() ? common : list[layerOf(tensor)];
}

}  // namespace oneshot::detail
