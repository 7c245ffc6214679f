#pragma once

#include <vector>

#include "core/base/enum_names.h"

namespace oneshot {

enum class OptimiserRule {
    Adam,      ///< Kingma & Ba 2015, with decoupled weight decay
    Momentum,  ///< stochastic gradient descent with momentum (Koch et al. 2015, section 3.2)
};
template <>
struct EnumNames<OptimiserRule> {
    static constexpr std::array<std::string_view, 2> all{"adam", "momentum"};
};

enum class RateSchedule {
    Constant,
    Cosine,
    Halving,  ///< to half after every `halveEvery` steps (Snell et al. 2017, section 3.1)
};
template <>
struct EnumNames<RateSchedule> {
    static constexpr std::array<std::string_view, 3> all{"constant", "cosine", "halving"};
};

/// How the gradients change the weights.
struct OptimiserSettings {
    OptimiserRule rule = OptimiserRule::Adam;
    double learningRate = 2e-3;
    double epochDecay = 1;   ///< the rates are multiplied by it after every epoch
    double momentum = 0.9;   ///< with Momentum: what it comes to from 0.5
    int momentumEpochs = 1;  ///< within so many epochs, linearly
    RateSchedule schedule = RateSchedule::Cosine;
    int halveEvery = 2000;  ///< steps; with RateSchedule::Halving
    int warmupSteps = 100;
    double weightDecay = 1e-3;  ///< decoupled (AdamW)
    double averaging = 0;       ///< of the weights: decay of their exponential moving average; 0: none
    /// Of koch2015's layers convolution1..4, dense, head; empty: learningRate and momentum.
    std::vector<double> layerRates, layerMomentum;
    bool operator==(const OptimiserSettings&) const = default;
};

}  // namespace oneshot
