#include "core/training/trainer.h"
#include "core/drawing/drawing.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/out_of_memory.h"
#include "core/compute/compute.h"
#include "core/models/detail/neural_model.h"
#include "core/models/detail/tensor_io.h"
#include "core/models/vectors.h"
#include "core/training/batch_source.h"
#include "core/training/best_so_far.h"
#include "core/training/detail/losses.h"
#include "core/training/detail/optimiser.h"
#include "core/training/schedule.h"
#include "core/training/validation.h"

namespace oneshot {
namespace {

using namespace detail;

constexpr const char* checkpointName = "checkpoint";
constexpr const char* trainedPrefix = "trained.";  // of the weights behind an average
constexpr double secondsBetweenCheckpoints = 60;   // at most so much is lost when the process dies
constexpr double rateWindowSeconds = 2;

Error diverged(std::int64_t step) {
    return {ErrorCode::Failed, "loss", "it or the weights are no longer numbers after step " + std::to_string(step),
            "Begin a new run with a lower learning rate."};
}

/// Seconds of training: the clock without the pauses, from what the run took before.
class Stopwatch {
  public:
    explicit Stopwatch(double secondsBefore) : before_(secondsBefore) {}
    void skip(double seconds) { before_ -= seconds; }
    double seconds() const {
        return before_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    }

  private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    double before_;
};

/// Images per second over the last seconds of training.
class RateMeter {
  public:
    explicit RateMeter(double seconds) : from_(seconds) {}
    double update(double seconds, std::int64_t images) {
        images_ += images;
        if (rate_ == 0 || seconds - from_ >= rateWindowSeconds) {
            rate_ = static_cast<double>(images_) / std::max(1e-9, seconds - from_);
            if (seconds - from_ >= rateWindowSeconds) from_ = seconds, images_ = 0;
        }
        return rate_;
    }

  private:
    double from_, rate_ = 0;
    std::int64_t images_ = 0;
};

Origin originOf(const TrainingConfig& config, const Dataset& background) {
    Origin origin;
    origin.model = config.preset;
    origin.dataName = background.name;
    origin.dataSha256 = background.sha256;
    for (const Alphabet& alphabet : background.alphabets) {
        LearntAlphabet learnt{alphabet.name, {}, alphabet.implicit};
        for (const Character& character : alphabet.characters) learnt.characters.push_back(character.name);
        origin.learnt.push_back(std::move(learnt));
    }
    for (const Drawing& drawing : background.drawings) origin.learntDrawings.push_back(drawingHash(drawing));
    std::sort(origin.learntDrawings.begin(), origin.learntDrawings.end());
    return origin;
}

// Without seconds: equal trainings give equal checkpoints.
Json pointJson(const std::optional<ValidationPoint>& point) {
    if (!point) return nullptr;
    return {{"step", point->step},
            {"images", point->images},
            {"right", point->accuracy.right},
            {"total", point->accuracy.total}};
}

std::optional<ValidationPoint> pointFrom(const Json& json) {
    if (json.is_null()) return {};
    return ValidationPoint{json.at("step"), json.at("images"), 0, {json.at("right"), json.at("total")}, false, {}};
}

/// All that a training changes from step to step.
struct State {
    std::unique_ptr<Network> network;
    std::unique_ptr<Network> average;  ///< of the weights, statistics included; null: none is kept
    std::unique_ptr<Optimiser> optimiser;
    Origin origin;  ///< origin.step: steps done
    std::int64_t images = 0;
    BestSoFar evaluations;

    const Network& published() const { return average ? *average : *network; }

    /// After a step: the first ones count more, so that the initial weights are soon forgotten.
    void updateAverage(double decay) {
        const torch::NoGradGuard guard;
        const auto steps = static_cast<double>(origin.step);
        const double weight = 1 - std::min(decay, (1 + steps) / (10 + steps));
        for (std::size_t i = 0; i < average->tensors().size(); ++i)
            average->tensors()[i].value.lerp_(network->tensors()[i].value, weight);
    }

    /// An immutable copy of the weights.
    ModelPtr snapshot(const NetworkSettings& settings) const {
        auto copy = Network::create(settings);
        copy->to(network->tensors().front().value.device());
        copy->copyFrom(published());
        return makeNeuralModel(std::move(copy), settings, origin);
    }

    /// Throws Error(Failed) rather than keep weights that are no numbers.
    SafeTensors save(const TrainingConfig& config, const NetworkSettings& settings) const {
        for (const NamedTensor& tensor : network->tensors())
            if (!torch::isfinite(tensor.value).all().item<bool>()) throw diverged(origin.step);
        SafeTensors file = toSafeTensors(published(), settings, origin);
        if (average)
            for (const NamedTensor& tensor : network->tensors())
                file.tensors[trainedPrefix + tensor.name] = toBytes(tensor.value);
        optimiser->save(file);
        const Json training{{"images", images},
                            {"options", toJson(config)},
                            {"best", pointJson(evaluations.best)},
                            {"last", pointJson(evaluations.last)},
                            {"improved", evaluations.improved}};
        file.metadata["training"] = training.dump();
        return file;
    }

    void load(const SafeTensors& file) {
        network->load(file, checkpointName, average ? trainedPrefix : "");
        if (average) average->load(file, checkpointName);
        optimiser->load(file, checkpointName);
        try {
            origin.step = std::stoll(file.metadata.at("step"));
            const Json training = Json::parse(file.metadata.at("training"));
            images = training.at("images");
            evaluations.best = pointFrom(training.at("best"));
            evaluations.last = pointFrom(training.at("last"));
            const std::int64_t bestStep = evaluations.best ? evaluations.best->step : 0;
            evaluations.improved = training.value("improved", bestStep);  // older checkpoints do not tell it
        } catch (const std::exception& error) {
            if (isOutOfMemory(error)) throw;
            throw Error(ErrorCode::BadData, checkpointName, "its metadata do not say where the training was");
        }
    }
};

}  // namespace

TrainingResult train(const TrainingConfig& config, const Dataset& background, const Dataset& validationSet,
                     TrainingObserver& observer, std::stop_token stop, PauseToken& pause, const TrainingStart& start) {
    requireValid(config);
    if (const std::string warning = threadsWarning(config.threads); !warning.empty()) observer.onNotice(warning + '.');
    useComputeThreads(config.threads);
    Stopwatch watch(start.seconds);
    const torch::Device device(config.device);
    const bool bfloat16 = config.precision == Precision::BFloat16 ||
                          (config.precision == Precision::Automatic && config.device == "cpu" && fastBFloat16());
    const BatchSource source(config, background);
    const Validation validation(config, background, validationSet, stop);
    Planner planner(config, start.plans);

    NetworkSettings settings = fitted(config.network, background);
    if (config.loss == Loss::Classification) settings.classes = source.classCount();
    State state{Network::create(settings), nullptr, nullptr, originOf(config, background), 0, {}};
    if (!start.dataSha256.empty()) state.origin.dataSha256 = start.dataSha256;
    state.network->initialise(config.seed, config.initialValues);
    if (holdsVectors(background)) state.network->standardise(columnScales(background));
    state.network->to(device);
    for (NamedTensor& tensor : state.network->tensors())
        tensor.value.set_requires_grad(tensor.kind != NamedTensor::Kind::Statistic);
    state.optimiser = makeOptimiser(config, *state.network);
    if (config.averaging > 0) {
        state.average = Network::create(settings);
        state.average->to(device);
        state.average->copyFrom(*state.network);
    }
    if (start.checkpoint) state.load(*start.checkpoint);

    TrainingResult result;
    result.parameters = state.network->parameterCount();
    if (validation.complete()) observer.onStarted(validation.protocol(), result.parameters);
    observer.onPlan(planner.plans().back());

    std::int64_t& step = state.origin.step;
    double lastCheckpoint = watch.seconds();
    RateMeter rate(watch.seconds());
    const std::int64_t lastStep = stepsOfEpochs(config, config.epochs);
    const auto totalSteps = [&] {
        const std::int64_t planned = planner.totalSteps(step);
        return lastStep > 0 && planned > 0 ? std::min(planned, lastStep) : planned;
    };
    const auto outOfPatience = [&] {
        return !validation.protocol().seenCharacters &&
               state.evaluations.isOutOfPatience(stepsOfEpochs(config, config.patience));
    };
    const auto ending = [&]() -> std::optional<TrainingEnd> {
        if (outOfPatience()) return TrainingEnd::Patience;
        if (lastStep > 0 && step >= lastStep) return TrainingEnd::Epochs;
        if (totalSteps() > 0 && step >= totalSteps()) return TrainingEnd::Horizon;
        return {};
    };
    const auto checkpoint = [&](bool best) {
        observer.onCheckpoint(state.save(config, settings), step, best);
        lastCheckpoint = watch.seconds();
    };
    // Does nothing where it is stopped midway: the checkpoint then says that this step's evaluation is owed.
    const auto evaluate = [&] {
        result.model = state.snapshot(settings);
        const std::optional<Accuracy> accuracy = validation.accuracyOf(*result.model, stop);
        if (!accuracy) return;
        const std::optional<Accuracy> seen = validation.seenAccuracyOf(*result.model, stop);
        if (!seen && validation.protocol().seenTasks > 0) return;
        const auto byPresentation = validation.byPresentation(*result.model, stop);
        if (!byPresentation) return;
        const ValidationPoint& point =
            state.evaluations.add({step, state.images, watch.seconds(), *accuracy, false, seen, *byPresentation},
                                  validation.protocol().seenCharacters);
        observer.onEvaluation(point);
        observer.onModel(result.model);
        checkpoint(point.best);
    };
    const auto evaluationDue = [&] {
        return step > 0 && (ending() || step % config.evaluateEvery == 0) &&
               !(state.evaluations.last && state.evaluations.last->step == step);
    };

    Prefetcher prefetcher(source, step);
    while (true) {
        watch.skip(pause.waitWhilePaused(stop));
        if (evaluationDue()) {
            evaluate();
            if (planner.renew(step, watch.seconds(), true)) observer.onPlan(planner.plans().back());
        }
        if (const auto end = ending(); end && !evaluationDue()) {
            result.end = *end;
            break;
        }
        if (stop.stop_requested() || (start.stopAt && step >= *start.stopAt)) {
            result.state = TrainingState::Stopped;
            break;
        }
        const TrainingBatch batch = prefetcher.take();
        const torch::Tensor images = asTensor(batch.images).to(device).contiguous(torch::MemoryFormat::ChannelsLast);
        const double learningRate = learningRateAt(config, step, totalSteps());
        const StepSchedule schedule{step + 1, rateFactorAt(config, step, totalSteps()), momentumRiseAt(config, step)};

        const torch::Tensor embeddings = state.network->embed(
            images, {true, streamSeed(config.seed, "dropout", static_cast<std::uint64_t>(step)), bfloat16});
        const torch::Tensor loss = dataLoss(config, *state.network, embeddings, torch::tensor(batch.labels).to(device));
        const torch::Tensor penalty = weightPenalty(config, *state.network);
        const double lossValue = loss.item<double>(), penaltyValue = penalty.item<double>();
        if (!std::isfinite(lossValue + penaltyValue)) throw diverged(step);
        (loss + penalty).backward();
        state.optimiser->step(schedule);
        ++step;
        if (state.average) state.updateAverage(config.averaging);
        state.images += batch.images.n;

        if (planner.renew(step, watch.seconds(), false)) observer.onPlan(planner.plans().back());
        Progress progress{step, totalSteps(), state.images, watch.seconds(), 0,
                          -1,   lossValue,    penaltyValue, learningRate};
        progress.imagesPerSecond = rate.update(progress.seconds, batch.images.n);
        if (progress.totalSteps > 0)
            progress.remainingSeconds =
                static_cast<double>(progress.totalSteps - step) * batch.images.n / progress.imagesPerSecond;
        observer.onProgress(progress);

        if (watch.seconds() - lastCheckpoint > secondsBetweenCheckpoints)
            checkpoint(validation.protocol().seenCharacters);
    }
    if (result.state == TrainingState::Stopped) checkpoint(validation.protocol().seenCharacters);

    if (!result.model || result.model->origin().step != step) result.model = state.snapshot(settings);
    result.steps = step;
    result.images = state.images;
    result.seconds = watch.seconds();
    result.best = state.evaluations.best;
    result.last = state.evaluations.last;
    return result;
}

}  // namespace oneshot
