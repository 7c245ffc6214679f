#include "core/training/detail/training_state.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/models/detail/neural_model.h"
#include "core/models/detail/tensor_io.h"
#include "core/models/detail/weights_file.h"
#include "core/models/vectors.h"

namespace oneshot::detail {
namespace {

constexpr const char* checkpointName = "checkpoint";
constexpr const char* trainedPrefix = "trained.";  // of the weights behind an average

Origin makeOrigin(const TrainingConfig& config, const Dataset& background) {
    Origin origin;
    origin.model = config.preset;
    origin.data = {background.name, background.sha256};
    for (const Alphabet& alphabet : background.alphabets) {
        LearntAlphabet learnt{alphabet.name, {}, alphabet.implicit};
        for (const Character& character : alphabet.characters) learnt.characters.push_back(character.name);
        origin.learnt.push_back(std::move(learnt));
    }
    for (const DrawingId id : background.drawingIds()) origin.learntDrawings.push_back(background.drawings.hash(id));
    std::sort(origin.learntDrawings.begin(), origin.learntDrawings.end());
    return origin;
}

// Omits the seconds: equal trainings give equal checkpoints.
Json pointToJson(const std::optional<ValidationPoint>& point) {
    if (!point) return nullptr;
    return {{"step", point->step},
            {"images", point->images},
            {"right", point->accuracy.right},
            {"total", point->accuracy.total}};
}

std::optional<ValidationPoint> pointFromJson(const Json& json) {
    if (json.is_null()) return {};
    return ValidationPoint{json.at("step"), json.at("images"), 0, {json.at("right"), json.at("total")}, false, {}};
}

}  // namespace

TrainingState::TrainingState(const TrainingConfig& config, const NetworkSettings& settings, const Dataset& background,
                             const TrainingStart& start)
    : config_(config),
      settings_(settings),
      network_(Network::create(settings)),
      origin_(makeOrigin(config, background)) {
    if (!start.dataSha256.empty()) origin_.data.sha256 = start.dataSha256;
    network_->initialise(config.seed, config.initialValues);
    if (holdsVectors(background)) network_->standardise(columnScales(background));
    network_->to(config.device);
    for (NamedTensor& tensor : network_->tensors())
        tensor.value.set_requires_grad(tensor.kind != NamedTensor::Kind::Statistic);
    optimiser_.emplace(config.optimiser, *network_);
    if (config.optimiser.averaging > 0) {
        average_ = Network::create(settings);
        average_->to(config.device);
        average_->copyFrom(*network_);
    }
    if (start.checkpoint) load(*start.checkpoint);
}

void TrainingState::advance(const StepSchedule& schedule, std::int64_t images) {
    optimiser_->step(schedule);
    ++origin_.step;
    if (average_) updateAverage();
    images_ += images;
}

// Weights the first steps more, so that the initial weights are soon forgotten.
void TrainingState::updateAverage() {
    const torch::NoGradGuard guard;
    const auto steps = static_cast<double>(origin_.step);
    const double weight = 1 - std::min(config_.optimiser.averaging, (1 + steps) / (10 + steps));
    for (std::size_t i = 0; i < average_->tensors().size(); ++i)
        average_->tensors()[i].value.lerp_(network_->tensors()[i].value, weight);
}

const ValidationPoint& TrainingState::addEvaluation(ValidationPoint point, bool seenCharacters) {
    return evaluations_.add(std::move(point), seenCharacters);
}

ModelPtr TrainingState::snapshot() const {
    auto copy = Network::create(settings_);
    copy->to(network_->device());
    copy->copyFrom(published());
    return makeNeuralModel(std::move(copy), settings_, origin_);
}

Error TrainingState::notFinite() const {
    return {ErrorCode::Failed, "loss", "the loss or a weight is not finite after step " + std::to_string(origin_.step),
            "Begin a new run with a lower learning rate."};
}

SafeTensors TrainingState::save() const {
    for (const NamedTensor& tensor : network_->tensors())
        if (!torch::isfinite(tensor.value).all().item<bool>()) throw notFinite();
    SafeTensors file = toSafeTensors(published(), settings_, origin_);
    if (average_)
        for (const NamedTensor& tensor : network_->tensors())
            file.tensors[trainedPrefix + tensor.name] = toBytes(tensor.value);
    optimiser_->save(file);
    const Json training{{"images", images_},
                        {"options", toJson(config_)},
                        {"best", pointToJson(evaluations_.best)},
                        {"last", pointToJson(evaluations_.last)},
                        {"improved", evaluations_.improved}};
    file.metadata["training"] = training.dump();
    return file;
}

void TrainingState::load(const SafeTensors& file) {
    network_->load(file, checkpointName, average_ ? trainedPrefix : "");
    if (average_) average_->load(file, checkpointName);
    optimiser_->load(file, checkpointName);
    try {
        origin_.step = std::stoll(file.metadata.at("step"));
        const Json training = Json::parse(file.metadata.at("training"));
        images_ = training.at("images");
        evaluations_.best = pointFromJson(training.at("best"));
        evaluations_.last = pointFromJson(training.at("last"));
        const std::int64_t bestStep = evaluations_.best ? evaluations_.best->step : 0;
        evaluations_.improved = training.value("improved", bestStep);  // older checkpoints do not tell it
    } catch (const std::exception& error) {
        if (isOutOfMemory(error)) throw;
        throw Error(ErrorCode::BadData, checkpointName, "its metadata do not say where the training was");
    }
}

}  // namespace oneshot::detail
