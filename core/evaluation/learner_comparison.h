#pragma once

#include <cstdint>
#include <memory>
#include <set>
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
    int ways = 0;  ///< in Lake's runs, of the largest trial
    int shots = 1;
    std::string protocol;                      ///< in words
    int tasks = 0;                             ///< how many
    std::vector<int> runs;                     ///< tasks of each of Lake's runs, in order; empty: tasks are independent
    std::vector<std::string> unusedAlphabets;  ///< with too few characters for such tasks
    TaskSettings drawn{};                      ///< how they are drawn, anew each time: a million take no memory
    std::vector<Task> listed{};                ///< all tasks of Lake's runs, which are not drawn
    Task first{};
    std::string hash{};                  ///< SHA-256 of all tasks
    std::set<CharacterId> characters{};  ///< of all tasks
};

/// The tasks that all learners of a comparison answer.
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

/// A learner of a comparison and what it answered.
struct ComparedLearner {
    std::string model;    ///< MODEL as it was given
    std::string name;     ///< learnerName()
    std::string preset;   ///< Origin::model
    std::string run;      ///< Origin::run
    std::string weights;  ///< weightsOf() the model; empty if it is no run
    std::string fingerprint;
    std::int64_t step = 0, parameters = 0;
    int seenCharacters = 0;                  ///< characters of the tasks that it learnt from
    std::vector<std::vector<bool>> right{};  ///< which tasks of each setting; empty: see problem
    bool cached = false;                     ///< all answers come from the cache
    std::string problem{};                   ///< why it cannot answer such tasks, in full words
};

/// The name in a table: the preset and its run or file. "compact (shipped)", "pixels-l2".
std::string learnerName(const std::string& model, const Origin&);

/// Answers the tasks that the cache (null: none) does not hold, and adds them there. Blocks; progress as
/// TaskEvaluator's. An Error of the learner becomes the `problem`.
ComparedLearner askLearner(const std::string& model, const OneShotModel&, const ComparisonMaterial&, const AnswerCache*,
                           const ProgressFunction& progress = {}, const std::stop_token& stop = {});

/// One learner in one setting.
struct ComparedAccuracy {
    double percent = 0;     ///< for Lake's runs, the mean over runs
    Interval confidence95;  ///< Wilson; for Lake's runs, Student t over run means
    bool reference = false;
    // Against the reference, on the same tasks: Newcombe and McNemar; for Lake's runs, over run means.
    double differencePercent = 0;
    Interval difference95;
    double p = 1;
    double adjustedP = 1;  ///< by Holm, over all learners of the setting

    bool differs() const { return adjustedP < 0.05; }
};

/// What learners are compared with, setting by setting.
enum class Reference {
    Best,  ///< the highest accuracy, the first of equal ones, among those that saw none of the characters; else of all
    First  ///< the first that answered
};

/// All learners by setting.
struct LearnerComparison {
    std::shared_ptr<const ComparisonMaterial> material;
    std::vector<ComparedLearner> learners;
    std::vector<std::vector<ComparedAccuracy>> accuracies;  ///< [learner][setting]; empty for one with a problem

    const ComparedLearner* referenceOf(std::size_t setting) const;  ///< null: no learner answered
};

LearnerComparison compareLearners(std::shared_ptr<const ComparisonMaterial>, std::vector<ComparedLearner>, Reference);

}  // namespace oneshot
