#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/models/detail/network.h"
#include "core/models/models.h"

namespace oneshot::detail {

/// A network whose weights no one changes any more.
ModelPtr makeNeuralModel(std::unique_ptr<Network>, const NetworkSettings&, Origin);

/// What a model of makeNeuralModel consists of; valid while it lives.
struct NeuralParts {
    const Network& network;
    const NetworkSettings& settings;
};
/// Throws Error(InvalidSetting) where the model is no network.
NeuralParts neuralParts(const OneShotModel&);

/// The same weights, but that answer by another comparison. Throws Error(InvalidSetting) where the model is no network
/// or one of the two needs weights of its own.
ModelPtr comparedBy(const OneShotModel&, WayComparison);

/// Tensors and metadata "network", "origin" and "step" of a model, as modelFromCheckpoint reads them.
SafeTensors toSafeTensors(const Network&, const NetworkSettings&, const Origin&);

using Metadata = std::map<std::string, std::string>;  ///< of a file of weights
/// False where two files tell that their networks, or the data that these learnt from, differ.
bool canBeOfOneTraining(const Metadata&, const Metadata&);

}  // namespace oneshot::detail
