#include "core/training/trainer.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/compute/compute.h"
#include "core/models/detail/tensor_io.h"
#include "core/models/vectors.h"
#include "core/training/batch_source.h"
#include "core/training/detail/losses.h"
#include "core/training/detail/training_state.h"
#include "core/training/early_evaluations.h"
#include "core/training/schedule.h"
#include "core/training/training_clock.h"
#include "core/training/validation.h"

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

/// Runs one training, once, on the thread that makes it. Keeps references to its arguments, except the start.
class Trainer {
  public:
    /// Throws Error(InvalidSetting) if the configuration does not fit the data, Error(BadData) if the checkpoint does
    /// not fit the configuration.
    Trainer(const TrainingConfig& config, const Dataset& background, const Dataset& validation,
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

    /// Blocks until complete or stopped. Throws Error(Failed) if the loss or a weight is not finite.
    TrainingResult run() {
        announce();
        Prefetcher prefetcher(source_, state_.step());
        while (true) {
            watch_.skip(pause_.waitWhilePaused(stop_));
            if (isEvaluationDue())
                evaluate();
            else if (early_.isDue(state_.step(), watch_.seconds()))
                evaluateEarly(stop_);
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

  private:
    struct StepLoss {
        double data, penalty;
        torch::Tensor total;  ///< a scalar with its graph
    };

    void announce() {
        if (validation_.complete()) observer_.onStarted(validation_.protocol(), state_.network().parameterCount());
        observer_.onPlan(planner_.plans().back());
    }

    /// Returns [n, D].
    torch::Tensor forward(const ImageBatch& batch) const {
        const Network& network = state_.network();
        const torch::Tensor images = network.onDevice(asTensor(batch)).contiguous(torch::MemoryFormat::ChannelsLast);
        const auto step = static_cast<std::uint64_t>(state_.step());
        return network.embed(images, {true, streamSeed(config_.seed, "dropout", step), usesBFloat16(config_)});
    }

    StepLoss computeLoss(const torch::Tensor& embeddings, const std::vector<float>& labels) const {
        const Network& network = state_.network();
        const torch::Tensor data = dataLoss(config_, network, embeddings, network.onDevice(torch::tensor(labels)));
        const torch::Tensor penalty = weightPenalty(config_.loss, network);
        StepLoss loss{data.item<double>(), penalty.item<double>(), data + penalty};
        if (!std::isfinite(loss.data + loss.penalty)) throw state_.notFinite();
        return loss;
    }

    /// Of the next step.
    StepSchedule schedule() const {
        const std::int64_t step = state_.step();
        return {step + 1, rateFactorAt(config_, step, totalSteps(step)), momentumRiseAt(config_, step)};
    }

    void report(const StepLoss& loss, int images) {
        renewPlan(false);
        const std::int64_t step = state_.step(), stepBefore = step - 1;
        Progress progress;
        progress.step = step;
        progress.totalSteps = totalSteps(step);
        progress.images = state_.images();
        progress.seconds = watch_.seconds();
        progress.imagesPerSecond = rate_.update(progress.seconds, images);
        const double secondsPerStep = pace_.update(progress.seconds);
        progress.remainingSeconds = -1;
        if (progress.totalSteps > 0) {
            progress.remainingSeconds = secondsPerStep * static_cast<double>(progress.totalSteps - step);
            const bool endsByPlan = progress.totalSteps == planner_.totalSteps(step);  // else its epochs end it before
            if (endsByPlan)
                progress.remainingSeconds = planner_.secondsLeft(progress.seconds).value_or(progress.remainingSeconds);
        }
        progress.loss = loss.data;
        progress.penalty = loss.penalty;
        progress.learningRate = learningRateAt(config_, stepBefore, totalSteps(stepBefore));
        observer_.onProgress(progress);
    }

    bool isEvaluationDue() const {
        const std::int64_t step = state_.step();
        const std::optional<ValidationPoint>& last = state_.evaluations().last;
        return step > 0 && (reachedEnd() || step % config_.validation.intervalSteps == 0) &&
               !(last && last->step == step);
    }

    // Stays due if stopped midway: the checkpoint then says that the evaluation of this step is owed.
    void evaluate() {
        model_ = state_.snapshot();
        if (std::optional<ValidationPoint> evaluation = validation_.evaluate(*model_, stop_)) {
            evaluation->step = state_.step();
            evaluation->images = state_.images();
            evaluation->seconds = watch_.seconds();
            const ValidationPoint& point = state_.addEvaluation(std::move(*evaluation), newestIsBest());
            observer_.onEvaluation(point);
            observer_.onModel(model_);
            checkpoint(point.best);
        }
        renewPlan(true);
    }

    /// Publishes no model: nobody wants to ask one that has not learnt.
    void evaluateEarly(const std::stop_token& stop) {
        const double began = watch_.seconds();
        if (const std::optional<Accuracy> accuracy = validation_.evaluateEarly(*state_.snapshot(), stop))
            observer_.onEarlyEvaluation({state_.step(), state_.images(), watch_.seconds(), *accuracy});
        const double took = watch_.seconds() - began;
        early_.add(state_.step(), took);
        planner_.leaveOut(took);
    }

    bool isComplete() const { return reachedEnd() && !isEvaluationDue(); }
    bool isStopped() const { return stop_.stop_requested() || (stopAt_ && state_.step() >= *stopAt_); }

    /// Its last evaluation may still be due.
    std::optional<TrainingEnd> reachedEnd() const {
        const std::int64_t step = state_.step(), total = totalSteps(step);
        if (!newestIsBest() && state_.evaluations().isOutOfPatience(stepsOfEpochs(config_, config_.length.patience)))
            return TrainingEnd::Patience;
        if (stepLimit_ > 0 && step >= stepLimit_) return TrainingEnd::Epochs;
        if (total > 0 && step >= total) return TrainingEnd::Horizon;
        return {};
    }

    TrainingResult finish() {
        TrainingResult result;
        if (isComplete()) {
            result.end = *reachedEnd();
        } else {
            result.outcome = TrainingOutcome::Stopped;
            checkpoint(newestIsBest());
            const std::optional<ValidationPoint>& last = state_.evaluations().last;
            const bool evaluated = last && last->step == state_.step();
            if (!evaluated && early_.isDueAtStop(state_.step(), watch_.seconds())) evaluateEarly({});
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

    /// By the plan in force at the step; 0: not known yet.
    std::int64_t totalSteps(std::int64_t step) const {
        const std::int64_t planned = planner_.totalSteps(step);
        return stepLimit_ > 0 && planned > 0 ? std::min(planned, stepLimit_) : planned;
    }

    void renewPlan(bool atEvaluation) {
        if (planner_.renew(state_.step(), watch_.seconds(), atEvaluation)) observer_.onPlan(planner_.plans().back());
    }

    void checkpoint(bool best) {
        observer_.onCheckpoint(state_.save(), state_.step(), best);
        lastCheckpoint_ = watch_.seconds();
    }

    bool newestIsBest() const { return validation_.protocol().seenCharacters; }  ///< no evaluation could tell

    const TrainingConfig& config_;
    TrainingObserver& observer_;
    const std::stop_token stop_;
    PauseToken& pause_;
    const std::optional<std::int64_t> stopAt_;
    Stopwatch watch_;  ///< also counts the preparation of the data
    const BatchSource source_;
    const Validation validation_;
    Planner planner_;
    const std::int64_t stepLimit_;  ///< by config.length.epochs; 0: none
    TrainingState state_;
    ModelPtr model_;  ///< of the latest evaluation
    EarlyEvaluations early_{config_, validation_.protocol().earlyTasks, state_.step(), watch_.seconds()};
    RateMeter rate_{watch_.seconds()};
    PaceMeter pace_{watch_.seconds()};
    double lastCheckpoint_ = watch_.seconds();
};

}  // namespace
}  // namespace oneshot::detail

namespace oneshot {

std::vector<FieldError> faultsHere(const TrainingConfig& config) {
    std::vector<FieldError> faults = validate(config);
    if (std::string problem = deviceProblem(config.device); !problem.empty())
        faults.push_back({"device", std::move(problem)});
    return faults;
}

void requireTrainable(const TrainingConfig& config) {
    requireNone(faultsHere(config));
}

TrainingResult train(const TrainingConfig& config, const Dataset& background, const Dataset& validation,
                     TrainingObserver& observer, std::stop_token stop, PauseToken& pause, const TrainingStart& start) {
    requireTrainable(config);
    if (const std::string warning = threadsWarning(config.threads); !warning.empty()) observer.onNotice(warning + '.');
    useComputeThreads(config.threads);
    return detail::Trainer(config, background, validation, observer, std::move(stop), pause, start).run();
}

}  // namespace oneshot
