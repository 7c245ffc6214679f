#include "core/study/model_prediction.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/base/random.h"
#include "core/base/stop.h"
#include "core/evaluation/rank_correlation.h"

namespace oneshot {
namespace {

constexpr int randomSplits = 1000;
constexpr int allSplitsUpTo = 12;  ///< persons, who can be split in 924 ways

/// What each person's trial of a task came to.
struct PersonValue {
    int person = 0;
    double value = 0;
};
using ValuesOfTasks = std::vector<std::vector<PersonValue>>;

/// Each person's mean of the logarithm of their response times, where they have any.
std::map<std::string, double> meanLogTimes(std::span<const StudyTrial> trials) {
    std::map<std::string, double> means;
    for (const auto& [participant, own] : byParticipant(trials)) {
        std::vector<double> logs;
        for (const StudyTrial* trial : own)
            if (trial->isTimed()) logs.push_back(std::log(trial->milliseconds));
        if (!logs.empty()) means[participant] = meanOf(logs);
    }
    return means;
}

/// The means of two halves of the people, for each task that persons of both did.
std::array<std::vector<double>, 2> meansOfHalves(const ValuesOfTasks& tasks, const std::vector<char>& halfOfPerson) {
    std::array<std::vector<double>, 2> means;
    for (const auto& task : tasks) {
        std::array<double, 2> sums{}, counts{};
        for (const auto& [person, value] : task) {
            const int half = halfOfPerson[person];
            sums[half] += value;
            ++counts[half];
        }
        if (counts[0] == 0 || counts[1] == 0) continue;
        for (const int half : {0, 1}) means[half].push_back(sums[half] / counts[half]);
    }
    return means;
}

/// What the splits of people into halves came to.
struct Splits {
    int all = 0, fewTasks = 0;         ///< fewTasks: where persons of both halves did fewer than minTasks
    std::vector<double> correlations;  ///< of those that have one
};

Splits splitsOf(const ValuesOfTasks& tasks, int persons, std::uint64_t seed, const std::stop_token& stop) {
    std::vector<char> halfOfPerson(persons, 0);
    std::fill(halfOfPerson.begin() + persons / 2, halfOfPerson.end(), 1);
    Splits splits;
    const auto add = [&] {
        throwIfStopped(stop);
        ++splits.all;
        const auto means = meansOfHalves(tasks, halfOfPerson);
        if (means[0].size() < minTasks)
            ++splits.fewTasks;
        else if (const auto correlation = spearman(means[0], means[1]))
            splits.correlations.push_back(*correlation);
    };
    if (persons <= allSplitsUpTo) {
        do add();
        while (std::ranges::next_permutation(halfOfPerson).found);
        return splits;
    }
    Random random = makeRandom(seed, "halves of people");
    while (splits.all < randomSplits) {
        shuffle(random, halfOfPerson);
        add();
    }
    return splits;
}

/// The values of people's trials: of one task each list, of tasks that several did.
Ceiling ceilingOf(ValuesOfTasks tasks, std::uint64_t seed, const std::stop_token& stop) {
    std::erase_if(tasks, [](const auto& task) { return task.size() < 2; });
    std::map<int, int> places;  // of persons among those who share a task
    for (const auto& task : tasks)
        for (const auto& [person, value] : task) places.emplace(person, 0);
    int place = 0;
    for (auto& [person, own] : places) own = place++;
    for (auto& task : tasks)
        for (PersonValue& one : task) one.person = places[one.person];

    Ceiling result;
    result.persons = static_cast<int>(places.size());
    result.tasks = static_cast<int>(tasks.size());
    if (result.tasks < minTasks || result.persons < minPeople) {
        result.lack = result.persons < minPeople ? Lack::People : Lack::Tasks;
        return result;
    }
    const Splits splits = splitsOf(tasks, result.persons, seed, stop);
    result.splits = splits.all;
    const double tolerated = maxUndefinedShare * splits.all;
    if (splits.all - static_cast<double>(splits.correlations.size()) > tolerated) {
        result.lack = splits.fewTasks > tolerated ? Lack::Tasks : Lack::Variation;
        return result;
    }
    result.halves = meanOf(splits.correlations);
    result.reliability = spearmanBrown(std::max(0.0, *result.halves));
    result.ceiling = std::sqrt(*result.reliability);
    return result;
}

RankCorrelation correlate(const std::vector<double>& model, const std::vector<double>& people, std::uint64_t seed,
                          const std::stop_token& stop) {
    RankCorrelation result;
    result.tasks = static_cast<int>(model.size());
    if (result.tasks < minTasks) {
        result.lack = Lack::Tasks;
        return result;
    }
    result.value = spearman(model, people);
    result.interval95 = spearmanInterval95(model, people, seed, stop);
    if (!result.interval95) result.lack = Lack::Variation;
    return result;
}

ModelPrediction predictionBy(const std::string& model, const std::vector<TaskDifficulty>& tasks, std::uint64_t seed,
                             const std::stop_token& stop) {
    std::vector<double> ofErrors, errors, ofTimes, times;
    for (const TaskDifficulty& task : tasks) {
        const auto difficulty = task.models.find(model);
        if (difficulty == task.models.end()) continue;
        ofErrors.push_back(difficulty->second);
        errors.push_back(task.people.percent());
        if (!task.logTime) continue;
        ofTimes.push_back(difficulty->second);
        times.push_back(*task.logTime);
    }
    return {model, correlate(ofErrors, errors, seed, stop), correlate(ofTimes, times, seed, stop)};
}

}  // namespace

std::vector<TaskDifficulty> taskDifficulties(std::span<const StudyTrial> trials) {
    const std::map<std::string, double> usual = meanLogTimes(trials);
    std::map<std::string, TaskDifficulty> tasks;
    std::map<std::string, std::vector<double>> logTimes;
    for (const StudyTrial* trial : trialsInOrder(trials)) {
        TaskDifficulty& task = tasks[trial->task];
        task.task = trial->task;
        task.character = trial->characters[trial->rightWay];
        task.people.wrong += !trial->correct();
        ++task.people.total;
        if (trial->isTimed())
            logTimes[trial->task].push_back(std::log(trial->milliseconds) - usual.at(trial->participant));
        for (const auto& [model, answer] : trial->models)
            if (const auto difficulty = difficultyOf(*trial, answer)) task.models.emplace(model, *difficulty);
    }
    std::vector<TaskDifficulty> result;
    for (auto& [name, task] : tasks) {
        if (const auto times = logTimes.find(name); times != logTimes.end()) task.logTime = meanOf(times->second);
        result.push_back(std::move(task));
    }
    return result;
}

PredictionAnalysis predictionOfPeople(std::span<const StudyTrial> trials, std::uint64_t seed,
                                      const std::stop_token& stop) {
    PredictionAnalysis result;
    result.tasks = taskDifficulties(trials);
    std::set<std::string> models;
    for (const TaskDifficulty& task : result.tasks)
        for (const auto& [model, difficulty] : task.models) models.insert(model);
    for (const std::string& model : models) result.models.push_back(predictionBy(model, result.tasks, seed, stop));

    const std::map<std::string, double> usual = meanLogTimes(trials);
    std::map<std::string, std::vector<PersonValue>> errors, times;  // by task
    int person = 0;
    for (const auto& [participant, own] : byParticipant(trials)) {
        for (const StudyTrial* trial : own) {
            errors[trial->task].push_back({person, trial->correct() ? 0.0 : 1.0});
            if (trial->isTimed())
                times[trial->task].push_back({person, std::log(trial->milliseconds) - usual.at(participant)});
        }
        ++person;
    }
    const auto lists = [](std::map<std::string, std::vector<PersonValue>>& byTask) {
        ValuesOfTasks values;
        for (auto& [task, own] : byTask) values.push_back(std::move(own));
        return values;
    };
    result.errors = ceilingOf(lists(errors), seed, stop);
    result.times = ceilingOf(lists(times), seed, stop);
    return result;
}

}  // namespace oneshot
