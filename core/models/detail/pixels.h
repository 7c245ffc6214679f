#pragma once

#include "core/models/detail/encoder.h"

namespace oneshot::detail {

std::unique_ptr<Encoder> makePixels();

}  // namespace oneshot::detail
