#include "core/training/detail/optimiser.h"

#include "core/base/error.h"
#include "core/models/detail/tensor_io.h"
#include "core/training/detail/adam.h"
#include "core/training/detail/momentum.h"

namespace oneshot::detail {

void loadState(const SafeTensors& file, const std::string& name, const std::string& where, torch::Tensor& into) {
    const torch::NoGradGuard guard;
    const torch::Tensor stored = tensorNamed(file, name, torch::kFloat32, where);
    if (stored.sizes() != into.sizes())
        throw Error(ErrorCode::BadData, where, "its optimiser's state has another shape than the network");
    into.copy_(stored);
}

std::unique_ptr<Optimiser> makeOptimiser(const OptimiserSettings& settings, Network& network) {
    if (settings.rule == OptimiserRule::Momentum) return std::make_unique<Momentum>(settings, network);
    return std::make_unique<Adam>(settings, network);
}

}  // namespace oneshot::detail
