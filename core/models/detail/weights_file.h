#pragma once

#include <map>
#include <string>

#include "core/models/detail/network.h"
#include "core/models/models.h"

namespace oneshot::detail {

/// Tensors and metadata "network", "origin" and "step" of a model, as modelFromCheckpoint reads them.
SafeTensors toSafeTensors(const Network&, const NetworkSettings&, const Origin&);

using Metadata = std::map<std::string, std::string>;  ///< of a file of weights
/// False if two files say that their networks, or the data that these learnt from, differ.
bool canBeOfOneTraining(const Metadata&, const Metadata&);

}  // namespace oneshot::detail
