#include "core/training/trainer.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/data/error.h"
#include "core/models/compute.h"
#include "core/models/detail/neural_model.h"
#include "core/models/detail/tensor_io.h"
#include "core/training/batch_source.h"
#include "core/training/detail/adam.h"
#include "core/training/detail/losses.h"
#include "core/training/schedule.h"
#include "core/training/validation.h"

namespace oneshot {
namespace {

using namespace detail;

constexpr const char* checkpointName = "checkpoint";
constexpr double secondsBetweenCheckpoints = 60;  // at most so much is lost when the process dies
constexpr double rateWindowSeconds = 2;

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
        LearntAlphabet learnt{alphabet.name, {}};
        for (const Character& character : alphabet.characters) learnt.characters.push_back(character.name);
        origin.learnt.push_back(std::move(learnt));
    }
    for (const Drawing& drawing : background.drawings) origin.learntDrawings.push_back(imageHash(drawing.image));
    std::sort(origin.learntDrawings.begin(), origin.learntDrawings.end());
    return origin;
}

/// All that a training changes from step to step.
struct State {
    std::unique_ptr<Network> network;
    std::unique_ptr<Adam> optimiser;
    Origin origin;  ///< origin.step: steps done
    std::int64_t images = 0;
    std::optional<ValidationPoint> best;

    /// An immutable copy of the weights.
    ModelPtr snapshot(const NetworkSettings& settings) const {
        auto copy = Network::create(settings);
        copy->to(network->tensors().front().value.device());
        copy->copyFrom(*network);
        return makeNeuralModel(std::move(copy), settings, origin);
    }

    SafeTensors save(const TrainingConfig& config) const {
        SafeTensors file = toSafeTensors(*network, config.network, origin);
        optimiser->save(file);
        Json training{{"images", images}, {"options", toJson(config)}};
        if (best)
            training["best"] = {{"step", best->step},
                                {"images", best->images},
                                {"right", best->accuracy.right},
                                {"total", best->accuracy.total}};
        file.metadata["training"] = training.dump();
        return file;
    }

    void load(const SafeTensors& file) {
        network->load(file, checkpointName);
        optimiser->load(file, checkpointName);
        try {
            origin.step = std::stoll(file.metadata.at("step"));
            const Json training = Json::parse(file.metadata.at("training"));
            images = training.at("images");
            if (training.contains("best")) {
                const Json& stored = training["best"];
                best = ValidationPoint{
                    stored.at("step"), stored.at("images"), 0, {stored.at("right"), stored.at("total")}, true};
            }
        } catch (const std::exception&) {
            throw Error(ErrorCode::BadData, checkpointName, "its metadata do not say where the training was");
        }
    }
};

}  // namespace

TrainingResult train(const TrainingConfig& config, const Dataset& background, const Dataset& validationSet,
                     TrainingObserver& observer, std::stop_token stop, PauseToken& pause, const TrainingStart& start) {
    requireValid(config);
    useComputeThreads(config.threads);
    Stopwatch watch(start.seconds);
    const torch::Device device(config.device);
    const BatchSource source(config, background);
    const Validation validation(config, background, validationSet);
    Planner planner(config, start.plans);

    State state{Network::create(config.network), nullptr, originOf(config, background), 0, {}};
    state.network->initialise(config.seed);
    state.network->to(device);
    for (NamedTensor& tensor : state.network->tensors())
        tensor.value.set_requires_grad(tensor.kind != NamedTensor::Kind::Statistic);
    state.optimiser = std::make_unique<Adam>(*state.network, config.weightDecay);
    if (start.checkpoint) state.load(*start.checkpoint);

    TrainingResult result;
    result.parameters = state.network->parameterCount();
    observer.onStarted(validation.protocol(), result.parameters);
    observer.onPlan(planner.plans().back());

    std::int64_t& step = state.origin.step;
    double lastCheckpoint = watch.seconds();
    RateMeter rate(watch.seconds());
    const auto finished = [&] {
        const std::int64_t total = planner.totalSteps(step);
        return total > 0 && step >= total;
    };
    const auto checkpoint = [&](bool best) {
        observer.onCheckpoint(state.save(config), step, best);
        lastCheckpoint = watch.seconds();
    };
    const auto evaluate = [&] {
        result.model = state.snapshot(config.network);
        ValidationPoint point{step, state.images, 0, validation.accuracyOf(*result.model), false};
        point.seconds = watch.seconds();
        point.best =
            validation.protocol().seenCharacters || !state.best || point.accuracy.right >= state.best->accuracy.right;
        if (point.best) state.best = point;
        result.last = point;
        observer.onEvaluation(point);
        observer.onModel(result.model);
        checkpoint(point.best);
    };

    Prefetcher prefetcher(source, step);
    while (!finished()) {
        watch.skip(pause.waitWhilePaused(stop));
        if (stop.stop_requested() || (start.stopAt && step >= *start.stopAt)) {
            result.state = TrainingState::Stopped;
            break;
        }
        const TrainingBatch batch = prefetcher.take();
        const torch::Tensor images = asTensor(batch.images).to(device).contiguous(torch::MemoryFormat::ChannelsLast);
        const double learningRate = learningRateAt(config, step, planner.totalSteps(step));

        const torch::Tensor embeddings =
            state.network->embed(images, true, streamSeed(config.seed, "dropout", static_cast<std::uint64_t>(step)));
        const torch::Tensor loss =
            (config.loss == Loss::PairCrossEntropy
                 ? pairCrossEntropy(*state.network, embeddings, torch::tensor(batch.labels).to(device))
                 : inBatchSoftmax(*state.network, embeddings, config.logitScale, config.labelSmoothing)) +
            weightPenalty(*state.network, config.l2Convolution, config.l2Dense);
        const double lossValue = loss.item<double>();
        if (!std::isfinite(lossValue))
            throw Error(ErrorCode::Failed, "loss", "it is no longer a number after step " + std::to_string(step),
                        "Lower the learning rate, and go on from the last checkpoint or begin again.");
        loss.backward();
        state.optimiser->step(learningRate, step + 1);
        ++step;
        state.images += batch.images.n;

        if (planner.renew(step, watch.seconds(), false)) observer.onPlan(planner.plans().back());
        Progress progress{step,        planner.totalSteps(step), state.images, watch.seconds(), 0, -1, lossValue,
                          learningRate};
        progress.imagesPerSecond = rate.update(progress.seconds, batch.images.n);
        if (progress.totalSteps > 0)
            progress.remainingSeconds =
                static_cast<double>(progress.totalSteps - step) * batch.images.n / progress.imagesPerSecond;
        observer.onProgress(progress);

        if (step % config.evaluateEvery == 0 && !finished()) {
            evaluate();
            if (planner.renew(step, watch.seconds(), true)) observer.onPlan(planner.plans().back());
        } else if (watch.seconds() - lastCheckpoint > secondsBetweenCheckpoints) {
            checkpoint(validation.protocol().seenCharacters);
        }
    }
    if (result.state == TrainingState::Stopped)
        checkpoint(validation.protocol().seenCharacters);
    else if (!result.last || result.last->step != step)
        evaluate();

    if (!result.model || result.model->origin().step != step) result.model = state.snapshot(config.network);
    result.steps = step;
    result.images = state.images;
    result.seconds = watch.seconds();
    result.best = state.best;
    return result;
}

}  // namespace oneshot
