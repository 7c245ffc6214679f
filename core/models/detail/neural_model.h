#pragma once

#include <memory>

#include "core/models/detail/network.h"

namespace oneshot::detail {

/// A model that answers by a network, whose weights must not change any more.
ModelPtr makeNeuralModel(std::unique_ptr<Network>, const NetworkSettings&, Origin);

/// The parts of a model of makeNeuralModel(); valid while it lives.
struct NeuralParts {
    const Network& network;
    const NetworkSettings& settings;
};
/// Throws Error(InvalidSetting) if the model is no network.
NeuralParts neuralParts(const OneShotModel&);

/// A model with the same weights that answers by another comparison. Throws Error(InvalidSetting) if the model is no
/// network or one of the two comparisons needs weights of its own.
ModelPtr withComparison(const OneShotModel&, WayComparison);

}  // namespace oneshot::detail
