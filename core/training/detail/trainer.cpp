#include "core/training/detail/trainer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/compute/compute.h"
#include "core/models/detail/tensor_io.h"
#include "core/models/vectors.h"
#include "core/training/detail/losses.h"
#include "core/training/trainable.h"

namespace oneshot::detail {
namespace {

constexpr double secondsBetweenCheckpoints = 60;  // the most that is lost if the process dies

NetworkSettings networkSettings(const TrainingConfig& config, const Dataset& background, const BatchSource& source) {
    NetworkSettings settings = fitted(config.network, background);
    if (config.loss.kind == Loss::Classification) settings.classes = source.classCount();
    return settings;
}

bool usesBFloat16(const TrainingConfig& config) {
    return config.precision == Precision::BFloat16 ||
           (config.precision == Precision::Automatic && config.device == Device::Cpu && fastBFloat16());
}

}  // namespace

Trainer::Trainer(const TrainingConfig& config, const Dataset& background, const Dataset& validation,
                 TrainingObserver& observer, std::stop_token stop, PauseToken& pause, const TrainingStart& start)
    : config_(config),
      observer_(observer),
      stop_(std::move(stop)),
      pause_(pause),
      stopAt_(start.stopAt),
      watch_(start.seconds),
      source_(config, background),
      validation_(config, background, validation, stop_),
      planner_(config, start.plans),
      stepLimit_(stepsOfEpochs(config, config.length.epochs)),
      state_(config, networkSettings(config, background, source_), background, start) {}

TrainingResult Trainer::run() {
    announce();
    Prefetcher prefetcher(source_, state_.step());
    while (true) {
        watch_.skip(pause_.waitWhilePaused(stop_));
        if (isEvaluationDue()) evaluate();
        if (isComplete() || isStopped()) return finish();

        const TrainingBatch batch = prefetcher.take();
        const torch::Tensor embeddings = forward(batch.images);
        const StepLoss loss = computeLoss(embeddings, batch.labels);
        loss.total.backward();
        // With several machines, each comes this far with a part of the batch. Here a process group averages the
        // gradients, so that all take the same step; only one of them evaluates, saves and reports.
        state_.advance(schedule(), batch.images.n);
        report(loss, batch.images.n);

        if (watch_.seconds() - lastCheckpoint_ > secondsBetweenCheckpoints) checkpoint(newestIsBest());
    }
}

void Trainer::announce() {
    if (validation_.complete()) observer_.onStarted(validation_.protocol(), state_.network().parameterCount());
    observer_.onPlan(planner_.plans().back());
}

torch::Tensor Trainer::forward(const ImageBatch& batch) const {
    const Network& network = state_.network();
    const torch::Tensor images = network.onDevice(asTensor(batch)).contiguous(torch::MemoryFormat::ChannelsLast);
    const auto step = static_cast<std::uint64_t>(state_.step());
    return network.embed(images, {true, streamSeed(config_.seed, "dropout", step), usesBFloat16(config_)});
}

Trainer::StepLoss Trainer::computeLoss(const torch::Tensor& embeddings, const std::vector<float>& labels) const {
    const Network& network = state_.network();
    const torch::Tensor data = dataLoss(config_, network, embeddings, network.onDevice(torch::tensor(labels)));
    const torch::Tensor penalty = weightPenalty(config_.loss, network);
    StepLoss loss{data.item<double>(), penalty.item<double>(), data + penalty};
    if (!std::isfinite(loss.data + loss.penalty)) throw state_.notFinite();
    return loss;
}

StepSchedule Trainer::schedule() const {
    const std::int64_t step = state_.step();
    return {step + 1, rateFactorAt(config_, step, totalSteps(step)), momentumRiseAt(config_, step)};
}

void Trainer::report(const StepLoss& loss, int images) {
    renewPlan(false);
    const std::int64_t step = state_.step(), stepBefore = step - 1;
    Progress progress;
    progress.step = step;
    progress.totalSteps = totalSteps(step);
    progress.images = state_.images();
    progress.seconds = watch_.seconds();
    progress.imagesPerSecond = rate_.update(progress.seconds, images);
    progress.remainingSeconds = -1;
    if (progress.totalSteps > 0)
        progress.remainingSeconds = static_cast<double>(progress.totalSteps - step) * images / progress.imagesPerSecond;
    progress.loss = loss.data;
    progress.penalty = loss.penalty;
    progress.learningRate = learningRateAt(config_, stepBefore, totalSteps(stepBefore));
    observer_.onProgress(progress);
}

bool Trainer::isEvaluationDue() const {
    const std::int64_t step = state_.step();
    const std::optional<ValidationPoint>& last = state_.evaluations().last;
    return step > 0 && (reachedEnd() || step % config_.validation.intervalSteps == 0) && !(last && last->step == step);
}

// Stays due if stopped midway: the checkpoint then says that the evaluation of this step is owed.
void Trainer::evaluate() {
    model_ = state_.snapshot();
    if (const std::optional<ValidationPoint> evaluation = answerTasks(*model_)) {
        const ValidationPoint& point = state_.addEvaluation(*evaluation, newestIsBest());
        observer_.onEvaluation(point);
        observer_.onModel(model_);
        checkpoint(point.best);
    }
    renewPlan(true);
}

std::optional<ValidationPoint> Trainer::answerTasks(const OneShotModel& model) const {
    const std::optional<Accuracy> accuracy = validation_.accuracyOf(model, stop_);
    if (!accuracy) return {};
    const std::optional<Accuracy> seen = validation_.seenAccuracyOf(model, stop_);
    if (!seen && validation_.protocol().seenTasks > 0) return {};
    const auto byPresentation = validation_.byPresentation(model, stop_);
    if (!byPresentation) return {};
    return ValidationPoint{state_.step(), state_.images(), watch_.seconds(), *accuracy, false, seen, *byPresentation};
}

bool Trainer::isComplete() const {
    return reachedEnd() && !isEvaluationDue();
}

bool Trainer::isStopped() const {
    return stop_.stop_requested() || (stopAt_ && state_.step() >= *stopAt_);
}

std::optional<TrainingEnd> Trainer::reachedEnd() const {
    const std::int64_t step = state_.step(), total = totalSteps(step);
    if (!newestIsBest() && state_.evaluations().isOutOfPatience(stepsOfEpochs(config_, config_.length.patience)))
        return TrainingEnd::Patience;
    if (stepLimit_ > 0 && step >= stepLimit_) return TrainingEnd::Epochs;
    if (total > 0 && step >= total) return TrainingEnd::Horizon;
    return {};
}

TrainingResult Trainer::finish() {
    TrainingResult result;
    if (isComplete()) {
        result.end = *reachedEnd();
    } else {
        result.outcome = TrainingOutcome::Stopped;
        checkpoint(newestIsBest());
    }
    if (!model_ || model_->origin().step != state_.step()) model_ = state_.snapshot();
    result.steps = state_.step();
    result.images = state_.images();
    result.seconds = watch_.seconds();
    result.parameters = state_.network().parameterCount();
    result.best = state_.evaluations().best;
    result.last = state_.evaluations().last;
    result.model = model_;
    return result;
}

std::int64_t Trainer::totalSteps(std::int64_t step) const {
    const std::int64_t planned = planner_.totalSteps(step);
    return stepLimit_ > 0 && planned > 0 ? std::min(planned, stepLimit_) : planned;
}

void Trainer::renewPlan(bool atEvaluation) {
    if (planner_.renew(state_.step(), watch_.seconds(), atEvaluation)) observer_.onPlan(planner_.plans().back());
}

void Trainer::checkpoint(bool best) {
    observer_.onCheckpoint(state_.save(), state_.step(), best);
    lastCheckpoint_ = watch_.seconds();
}

}  // namespace oneshot::detail

namespace oneshot {

TrainingResult train(const TrainingConfig& config, const Dataset& background, const Dataset& validation,
                     TrainingObserver& observer, std::stop_token stop, PauseToken& pause, const TrainingStart& start) {
    requireTrainable(config);
    if (const std::string warning = threadsWarning(config.threads); !warning.empty()) observer.onNotice(warning + '.');
    useComputeThreads(config.threads);
    return detail::Trainer(config, background, validation, observer, std::move(stop), pause, start).run();
}

}  // namespace oneshot
