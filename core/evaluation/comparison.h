#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/base/stop.h"
#include "core/evaluation/answer_cache.h"
#include "core/evaluation/statistics.h"
#include "core/models/one_shot_model.h"
#include "core/tasks/lake_runs.h"
#include "core/tasks/task_sampler.h"

namespace oneshot {

/// Tasks drawn for a comparison: some of each number of ways and shots.
struct ComparisonSettings {
    std::vector<int> ways{5, 20}, shots{1};
    bool withinAlphabet = false;
    int tasks = 550;  ///< of each
    std::uint64_t seed = 1;
    bool operator==(const ComparisonSettings&) const = default;
};

/// One setting of a comparison: tasks that every learner answers.
struct ComparedTasks {
    int ways = 0;  ///< of Lake's runs the most of any trial
    int shots = 1;
    std::string protocol;   ///< in words
    int tasks = 0;          ///< how many
    std::vector<int> runs;  ///< of Lake's runs how many tasks each run has, in order; empty: tasks are independent
    std::vector<std::string> unusedAlphabets;  ///< with too few characters for such tasks
    TaskSettings drawn{};                      ///< how they are drawn, anew each time: a million take no memory
    std::vector<Task> listed{};                ///< of Lake's runs all tasks, which are not drawn
    Task first{};
    std::string hash{};                  ///< tasksHash() of all
    std::set<CharacterId> characters{};  ///< of all
};

/// What all learners of a comparison are asked.
struct ComparisonMaterial {
    Dataset dataset;
    std::vector<ComparedTasks> settings;

    bool lake() const { return !settings.empty() && !settings.front().runs.empty(); }
};

/// Shots by shots, ways by ways as they are given. Throws Error(InvalidSetting) as TaskSampler does, or without ways,
/// shots or tasks. The progress counts tasks.
ComparisonMaterial comparisonMaterial(Dataset, const ComparisonSettings&, const ProgressFunction& progress = {},
                                      const std::stop_token& stop = {});
ComparisonMaterial comparisonMaterial(LakeRuns);
/// Calls visit(task) for each task of the setting, in order.
void forEachTask(const ComparedTasks&, const Dataset&, const std::function<void(const Task&)>& visit);

/// A learner of a comparison and what it answered.
struct ComparedLearner {
    std::string model;    ///< MODEL as it was asked for
    std::string name;     ///< learnerName()
    std::string preset;   ///< Origin::model
    std::string run;      ///< Origin::run
    std::string weights;  ///< weightsOf() it; empty where it is no run
    std::string fingerprint;
    std::int64_t step = 0, parameters = 0;
    int seenCharacters = 0;                ///< of the tasks' characters that it learnt from
    std::vector<std::vector<bool>> right;  ///< of each setting, which tasks; empty: see problem
    bool cached = false;                   ///< nothing was answered anew
    std::string problem;                   ///< why it cannot answer such data, in full words
};

/// What a table calls it: the preset and the run or file that it is of. "compact (shipped)", "pixels-l2".
std::string learnerName(const std::string& model, const Origin&);

/// Tells learners apart on such data: over the fingerprint, the name of the model, and what it sees and answers of the
/// task with all its shots, so that equal weights that are used otherwise are another learner.
std::string learnerHash(const OneShotModel&, const Dataset&, const Task&);
std::string tasksHash(std::span<const Task>);

/// Asks the learner what the cache (null: none) does not know, and adds it there. Blocks; progress as TaskEvaluator's.
/// An Error of the learner becomes the `problem`.
ComparedLearner askLearner(const std::string& model, const OneShotModel&, const ComparisonMaterial&, const AnswerCache*,
                           const ProgressFunction& progress = {}, const std::stop_token& stop = {});

/// One learner in one setting.
struct ComparedAccuracy {
    double percent = 0;     ///< of Lake's runs the mean over runs
    Interval confidence95;  ///< Wilson; of Lake's runs Student t over run means
    bool reference = false;
    // Against the reference, on the same tasks: Newcombe and McNemar; of Lake's runs over run means.
    double differencePercent = 0;
    Interval difference95;
    double p = 1;
    double adjustedP = 1;  ///< for all learners of the setting: Holm

    bool differs() const { return adjustedP < 0.05; }
};

/// What learners are compared with, setting by setting.
enum class Reference {
    Best,  ///< the highest accuracy, the first of equal ones, among those that saw none of the characters; else of all
    First  ///< the first that answered
};

/// All learners by setting.
struct Comparison {
    std::shared_ptr<const ComparisonMaterial> material;
    std::vector<ComparedLearner> learners;
    std::vector<std::vector<ComparedAccuracy>> accuracies;  ///< [learner][setting]; empty for one with a problem

    const ComparedLearner* referenceOf(std::size_t setting) const;  ///< null: no learner answered
};

Comparison compareLearners(std::shared_ptr<const ComparisonMaterial>, std::vector<ComparedLearner>, Reference);

}  // namespace oneshot
