#include "core/training/detail/layers.h"

#include <array>

#include "core/data/error.h"

namespace oneshot::detail {
namespace {

constexpr std::array<std::string_view, 6> layers{"convolution1.", "convolution2.", "convolution3.",
                                                 "convolution4.", "dense.",        "head."};

}  // namespace

int layerOf(const NamedTensor& tensor) {
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (tensor.name.starts_with(layers[i])) return static_cast<int>(i);
    throw Error(ErrorCode::Failed, tensor.name, "it belongs to no layer of koch2015");
}

double ofLayer(const std::vector<double>& list, const NamedTensor& tensor, double common) {
    return list.empty() ? common : list[layerOf(tensor)];
}

torch::Tensor layerPenalty(const Network& network, const std::vector<double>& lambdas) {
    torch::Tensor penalty = torch::zeros({}, network.tensors().front().value.options().requires_grad(false));
    for (const NamedTensor& tensor : network.tensors()) {
        const double lambda = tensor.name.ends_with(".weight") ? lambdas[layerOf(tensor)] : 0;
        if (lambda > 0) penalty = penalty + lambda * tensor.value.pow(2).sum();
    }
    return penalty;
}

}  // namespace oneshot::detail
