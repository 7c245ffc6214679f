#pragma once

#include <vector>

#include "core/models/detail/network.h"

namespace oneshot::detail {

/// The value of a tensor's layer in a list over koch2015's layers (convolution1..4, dense, head), or `common` if the
/// list is empty.
double layerValue(const std::vector<double>& list, const NamedTensor&, double common);

}  // namespace oneshot::detail
