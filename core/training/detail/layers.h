#pragma once

#include <vector>

#include "core/models/detail/network.h"

namespace oneshot::detail {

/// The tensor's own value of a list by koch2015's layers convolution1..4, dense, head, or `common` where it is empty.
double ofLayer(const std::vector<double>& list, const NamedTensor&, double common);

}  // namespace oneshot::detail
