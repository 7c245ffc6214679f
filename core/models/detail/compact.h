#pragma once

#include "core/models/detail/encoder.h"

namespace oneshot::detail {

std::unique_ptr<Encoder> makeCompact(const NetworkSettings&, NamedTensors&);

}  // namespace oneshot::detail
