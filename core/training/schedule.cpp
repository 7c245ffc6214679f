#include "core/training/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace oneshot {
namespace {

/// What a step counts for in an epoch: its pairs, the queries of its episode, or all drawings of its episodes.
std::int64_t countOfStep(const TrainingConfig& config) {
    const BatchSettings& batches = config.batches;
    if (config.loss.kind == Loss::Presentations)
        return std::int64_t{batches.episodesPerStep} * batches.ways * batches.presentations;
    return config.loss.kind == Loss::Episodes ? std::int64_t{batches.ways} * batches.queries : batches.pairsPerStep;
}

}  // namespace

std::int64_t pairsOfEpoch(const TrainingConfig& config) {
    const BatchSettings& batches = config.batches;
    return batches.trainingPairs > 0 ? batches.trainingPairs * (1 + batches.distortedCopies) : batches.epochPairs;
}

std::int64_t epochAt(const TrainingConfig& config, std::int64_t step) {
    return step * countOfStep(config) / pairsOfEpoch(config);
}

std::int64_t stepsOfEpochs(const TrainingConfig& config, std::int64_t epochs) {
    return (epochs * pairsOfEpoch(config) + countOfStep(config) - 1) / countOfStep(config);
}

double rateFactorAt(const TrainingConfig& config, std::int64_t step, std::int64_t totalSteps) {
    const OptimiserSettings& optimiser = config.optimiser;
    double factor = 1;
    if (optimiser.schedule == RateSchedule::Cosine) {
        const double done = totalSteps > 0 ? static_cast<double>(step) / static_cast<double>(totalSteps) : 0.0;
        factor = 0.5 * (1 + std::cos(std::numbers::pi * std::min(1.0, done))) + 0.01;
    }
    if (optimiser.schedule == RateSchedule::Halving)
        factor = std::pow(0.5, static_cast<double>(step / optimiser.halveEvery));
    if (step < optimiser.warmupSteps) factor *= static_cast<double>(step + 1) / optimiser.warmupSteps;
    if (optimiser.epochDecay < 1) factor *= std::pow(optimiser.epochDecay, static_cast<double>(epochAt(config, step)));
    return factor;
}

double learningRateAt(const TrainingConfig& config, std::int64_t step, std::int64_t totalSteps) {
    const std::vector<double>& rates = config.optimiser.layerRates;
    const double highest = rates.empty() ? config.optimiser.learningRate : *std::ranges::max_element(rates);
    return highest * rateFactorAt(config, step, totalSteps);
}

double momentumRiseAt(const TrainingConfig& config, std::int64_t step) {
    return std::min(1.0, static_cast<double>(epochAt(config, step)) / config.optimiser.momentumEpochs);
}

Planner::Planner(const TrainingConfig& config, std::vector<Plan> known)
    : budgetSeconds_(config.length.minutes * 60), plans_(std::move(known)) {
    if (plans_.empty()) plans_.push_back({0, config.length.steps});
    byClock_ = plans_.back().totalSteps == 0;
}

std::int64_t Planner::totalSteps(std::int64_t step) const {
    std::int64_t total = 0;
    for (const Plan& plan : plans_)
        if (plan.fromStep <= step) total = plan.totalSteps;
    return total;
}

bool Planner::renew(std::int64_t step, double seconds, bool atEvaluation) {
    if (!byClock_) return false;
    if (measuredFrom_ == 0 || measuredFrom_ == step) {  // an evaluation after the first step is not of the second
        measuredFrom_ = step;
        measuredSeconds_ = seconds;
        return false;
    }
    const double secondsPerStep = (seconds - measuredSeconds_) / static_cast<double>(step - measuredFrom_);
    const std::int64_t inForce = plans_.back().totalSteps;
    const double left = budgetSeconds_ - seconds;
    if (inForce == 0) {
        // Calibrated after 5 s, or a twentieth of a shorter budget; a slow step makes its plan at once.
        if (seconds - measuredSeconds_ < std::min(5.0, budgetSeconds_ / 20)) return false;
    } else {
        const double predicted = seconds + secondsPerStep * static_cast<double>(inForce - step);
        const double off = std::abs(predicted - budgetSeconds_);
        if (!atEvaluation || off <= 0.1 * left || off <= 0.01 * budgetSeconds_) return false;
    }
    const auto more = static_cast<std::int64_t>(std::floor(std::max(0.0, left) / secondsPerStep));
    plans_.push_back({step, std::max(step, step + more)});
    return true;
}

std::optional<double> Planner::secondsLeft(double seconds) const {
    if (!byClock_) return {};
    return std::max(0.0, budgetSeconds_ - seconds);
}

}  // namespace oneshot
