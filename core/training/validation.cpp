#include "core/training/validation.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/models/vectors.h"
#include "core/tasks/task_sampler.h"

namespace oneshot {
namespace {

constexpr int episodesOfPresentations = 160;

/// Asks as in training, as far as there are characters and drawings.
PresentationSettings presentationsOf(const TrainingConfig& config, const Dataset& data) {
    PresentationSettings settings{config.batches.ways, config.batches.presentations, 0,
                                  streamSeed(config.seed, "validation episodes")};
    settings.ways = std::min(settings.ways, maxPresentationWays(data, settings.presentations));
    if (config.loss.kind == Loss::Presentations && settings.ways >= 2) settings.episodes = episodesOfPresentations;
    return settings;
}

}  // namespace

Validation::Validation(const TrainingConfig& config, const Dataset& background, const Dataset& validation,
                       const std::stop_token& stop)
    : background_(background), data_(background) {
    protocol_.seenCharacters = validation.empty();
    if (!validation.empty()) {
        data_ = withoutCharactersOf(validation, background, &protocol_.leftOut);
        if (data_.empty())
            throw Error(ErrorCode::InvalidSetting, "validation",
                        "the background set holds every character of " + validation.name,
                        "Choose other characters to validate on, or none.");
    }
    requireInput(config.network, validation);
    if (holdsVectors(validation) && fitted(config.network, validation) != fitted(config.network, background))
        throw Error(ErrorCode::InvalidSetting, validation.name,
                    "its vectors are of another length than those of " + background.name,
                    "Choose tables with the same columns.");
    const ValidationSettings& settings = config.validation;
    protocol_.shots = settings.shots;
    protocol_.withinAlphabet = settings.withinAlphabet;
    protocol_.tasks = settings.tasks;
    protocol_.ways = std::min(settings.ways, maxWays(data_, protocol_.shots, protocol_.withinAlphabet));
    if (protocol_.ways < 2)
        throw Error(ErrorCode::InvalidSetting, "validation",
                    data_.name + " holds too few characters or drawings for a task of two ways with " +
                        counted(protocol_.shots, "shot"),
                    "Choose more data, fewer shots, or tasks across alphabets.");
    const auto drawn = [&](const Dataset& data, int ways, int tasks, const char* stream) {
        TaskSampler sampler(data, {ways, protocol_.shots, protocol_.withinAlphabet, streamSeed(config.seed, stream),
                                   settings.twoDrawers});
        std::vector<Task> all;
        while (std::ssize(all) < tasks && !stop.stop_requested()) all.push_back(sampler.next());
        return all;
    };
    tasks_ = drawn(data_, protocol_.ways, protocol_.tasks, "validation tasks");
    presentations_ = presentationsOf(config, data_);
    if (presentations_.episodes > 0) {
        protocol_.episodes = presentations_.episodes;
        protocol_.episodeWays = presentations_.ways;
    }
    if (settings.seenTasks > 0 && !protocol_.seenCharacters &&
        maxWays(background, protocol_.shots, protocol_.withinAlphabet) >= protocol_.ways) {
        protocol_.seenTasks = settings.seenTasks;
        seenTasks_ = drawn(background, protocol_.ways, protocol_.seenTasks, "tasks of seen characters");
    }
    complete_ = unlessStopped([&] {
        protocol_.nearestNeighbour = evaluateTasks(*makePixelsL2(), data_, tasks_, {}, {}, stop).accuracy();
        throwIfStopped(stop);
    });
}

std::optional<ValidationPoint> Validation::evaluate(const OneShotModel& model, const std::stop_token& stop) const {
    return unlessStopped([&] {
        ValidationPoint point;
        point.accuracy = evaluateTasks(model, data_, tasks_, {}, {}, stop).accuracy();
        if (!seenTasks_.empty()) point.seen = evaluateTasks(model, background_, seenTasks_, {}, {}, stop).accuracy();
        if (presentations_.episodes > 0)
            point.byPresentation = accuracyByPresentation(model, data_, presentations_, {}, stop).points;
        return point;
    });
}

}  // namespace oneshot
