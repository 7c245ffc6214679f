#pragma once

#include <memory>

#include "core/models/detail/network.h"
#include "core/models/models.h"

namespace oneshot::detail {

/// A network whose weights no one changes any more.
ModelPtr makeNeuralModel(std::unique_ptr<Network>, const NetworkSettings&, Origin);

/// Tensors and metadata "network", "origin" and "step" of a model, as modelFromCheckpoint reads them.
SafeTensors toSafeTensors(const Network&, const NetworkSettings&, const Origin&);

}  // namespace oneshot::detail
