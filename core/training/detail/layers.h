#pragma once

#include <vector>

#include "core/models/detail/network.h"

namespace oneshot::detail {

/// Of koch2015's layers convolution1..4, dense, head, by number from 0: the one that a tensor belongs to, by its name.
int layerOf(const NamedTensor&);

/// The tensor's own value of a list by layer, or `common` where the list is empty.
double ofLayer(const std::vector<double>& list, const NamedTensor&, double common);

/// lambda_j times the sum of squared weights, biases aside, of each layer j (Koch et al. 2015, section 3.2); a scalar.
torch::Tensor layerPenalty(const Network&, const std::vector<double>& lambdas);

}  // namespace oneshot::detail
