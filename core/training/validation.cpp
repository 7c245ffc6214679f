#include "core/training/validation.h"

#include <algorithm>
#include <iterator>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/models/vectors.h"
#include "core/tasks/task_sampler.h"
#include "core/training/early_evaluations.h"

namespace oneshot {
namespace {

constexpr int episodesOfPresentations = 160;
constexpr int earlyTasksAtMost = 100;

/// Asks as in training, as far as there are characters and drawings.
PresentationSettings presentationsOf(const TrainingConfig& config, const Dataset& data) {
    PresentationSettings settings{config.batches.ways, config.batches.presentations, 0,
                                  streamSeed(config.seed, "validation episodes")};
    settings.ways = std::min(settings.ways, maxPresentationWays(data, settings.presentations));
    if (config.loss.kind == Loss::Presentations && settings.ways >= 2) settings.episodes = episodesOfPresentations;
    return settings;
}

/// Asks about each way of a task in turn, as Lake's runs do: N tasks of few drawings. Queries are by the drawer of the
/// task's where there is such a drawing, else any that the support set does not hold.
std::vector<Task> aboutEachWay(const Dataset& data, const Task& task) {
    const int drawer = data.drawings[task.query].drawer;
    std::vector<Task> tasks(task.ways.size(), task);
    for (std::size_t way = 0; way < tasks.size(); ++way) {
        if (static_cast<int>(way) == task.answer) continue;
        const Way& asked = task.ways[way];
        std::vector<DrawingId> left = data.character(asked.character).drawings;
        std::erase_if(left,
                      [&](DrawingId id) { return std::ranges::find(asked.drawings, id) != asked.drawings.end(); });
        const auto same = std::ranges::find_if(left, [&](DrawingId id) { return data.drawings[id].drawer == drawer; });
        tasks[way].query = same == left.end() ? left.front() : *same;
        tasks[way].answer = static_cast<int>(way);
    }
    return tasks;
}

/// Early tasks are as many as may be drawn in whole support sets; none, where not even one is affordable.
std::vector<Task> earlyTasks(const TrainingConfig& config, const Dataset& data, const TaskSettings& settings) {
    if (!config.validation.early) return {};
    const std::int64_t drawingsOfSet = std::int64_t{settings.ways} * (settings.shots + 1);
    const std::int64_t sets = std::min<std::int64_t>(EarlyEvaluations::drawingsOfOne(config) / drawingsOfSet,
                                                     (earlyTasksAtMost + settings.ways - 1) / settings.ways);
    TaskSampler sampler(data, settings);
    std::vector<Task> tasks;
    for (std::int64_t set = 0; set < sets; ++set)
        std::ranges::move(aboutEachWay(data, sampler.next()), std::back_inserter(tasks));
    return tasks;
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
    const auto settingsOf = [&](const char* stream) {
        return TaskSettings{protocol_.ways, protocol_.shots, protocol_.withinAlphabet, streamSeed(config.seed, stream),
                            settings.twoDrawers};
    };
    const auto drawn = [&](const Dataset& data, int tasks, const char* stream) {
        TaskSampler sampler(data, settingsOf(stream));
        std::vector<Task> all;
        while (std::ssize(all) < tasks && !stop.stop_requested()) all.push_back(sampler.next());
        return all;
    };
    tasks_ = drawn(data_, protocol_.tasks, "validation tasks");
    earlyTasks_ = earlyTasks(config, data_, settingsOf("early tasks"));
    protocol_.earlyTasks = static_cast<int>(earlyTasks_.size());
    presentations_ = presentationsOf(config, data_);
    if (presentations_.episodes > 0) {
        protocol_.episodes = presentations_.episodes;
        protocol_.episodeWays = presentations_.ways;
    }
    if (settings.seenTasks > 0 && !protocol_.seenCharacters &&
        maxWays(background, protocol_.shots, protocol_.withinAlphabet) >= protocol_.ways) {
        protocol_.seenTasks = settings.seenTasks;
        seenTasks_ = drawn(background, protocol_.seenTasks, "tasks of seen characters");
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

std::optional<Accuracy> Validation::evaluateEarly(const OneShotModel& model, const std::stop_token& stop) const {
    return unlessStopped([&] { return evaluateTasks(model, data_, earlyTasks_, {}, {}, stop).accuracy(); });
}

}  // namespace oneshot
