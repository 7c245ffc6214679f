#include "core/training/early_evaluations.h"

#include <algorithm>
#include <array>

namespace oneshot {
namespace {

constexpr std::array<std::int64_t, 4> earlySteps{0, 10, 25, 50};
constexpr int evaluationsAtMost = std::ssize(earlySteps) + 1;  // one where it is stopped
constexpr double shareOfTime = 0.02;
constexpr double drawingsPerTrainedImage = 2;  ///< that are encoded in the time of one

std::int64_t horizonOf(const TrainingConfig& config) {
    const std::int64_t interval = config.validation.intervalSteps, steps = config.length.steps;
    return steps > 0 ? std::min(interval, steps) : interval;
}

std::int64_t imagesPerStep(const TrainingConfig& config) {
    const BatchSettings& batches = config.batches;
    if (config.loss.kind == Loss::Presentations)
        return std::int64_t{batches.episodesPerStep} * batches.ways * batches.presentations;
    if (config.loss.kind == Loss::Episodes) return std::int64_t{batches.ways} * (batches.shots + batches.queries);
    return std::int64_t{2} * batches.pairsPerStep;
}

}  // namespace

EarlyEvaluations::EarlyEvaluations(const TrainingConfig& config, int tasks, std::int64_t began, double seconds)
    : tasks_(tasks), horizon_(horizonOf(config)), began_(began), secondsBefore_(seconds) {}

std::int64_t EarlyEvaluations::drawingsOfOne(const TrainingConfig& config) {
    const auto trained = static_cast<double>(horizonOf(config) * imagesPerStep(config));
    return static_cast<std::int64_t>(trained * shareOfTime * drawingsPerTrainedImage / evaluationsAtMost);
}

bool EarlyEvaluations::isDue(std::int64_t step, double seconds) const {
    // A run that goes on from such a step made its evaluation before.
    const bool isNew = step > began_ || step == 0;
    return tasks_ > 0 && isNew && step > last_ && step < horizon_ &&
           std::ranges::find(earlySteps, step) != earlySteps.end() && isAffordable(step, seconds);
}

bool EarlyEvaluations::isDueAtStop(std::int64_t step, double seconds) const {
    return tasks_ > 0 && step > began_ && step > last_ && isAffordable(step, seconds);
}

void EarlyEvaluations::add(std::int64_t step, double took) {
    last_ = step;
    lastSeconds_ = took;
    allSeconds_ += took;
}

// Counted is what they cost; measured, where a way of comparing costs more than its drawings. The first one measures.
bool EarlyEvaluations::isAffordable(std::int64_t step, double seconds) const {
    const std::int64_t steps = step - began_;
    if (steps <= 0 || lastSeconds_ == 0) return true;
    const double secondsPerStep = std::max(0.0, seconds - secondsBefore_ - allSeconds_) / static_cast<double>(steps);
    const double expected = secondsPerStep * static_cast<double>(std::max(steps, horizon_));
    return allSeconds_ + lastSeconds_ <= shareOfTime * expected;
}

}  // namespace oneshot
