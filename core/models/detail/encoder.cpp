#include "core/models/detail/encoder.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>

namespace oneshot::detail {

torch::Tensor dropOut(const torch::Tensor& x, double probability, const Pass& pass) {
    if (!pass.training || probability <= 0) return x;
    at::Generator g = at::make_generator<at::CPUGeneratorImpl>(pass.dropoutSeed);
    return x *
           torch::empty(x.sizes()).bernoulli_(1 - probability, g).div_(1 - probability).to(x.device(), x.scalar_type());
}

void fillUniform(const torch::Tensor& tensor, std::int64_t fanIn, at::Generator& g) {
    const double limit = 1 / std::sqrt(static_cast<double>(fanIn));
    tensor.uniform_(-limit, limit, g);
}

torch::Tensor unitRows(const torch::Tensor& rows) {
    return rows / rows.norm(2, {-1}, true).clamp_min(1e-12);
}

}  // namespace oneshot::detail
