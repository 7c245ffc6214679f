#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/base/stop.h"
#include "core/evaluation/embedded_drawings.h"
#include "core/evaluation/rerank.h"
#include "core/evaluation/statistics.h"
#include "core/models/one_shot_model.h"
#include "core/tasks/lake_runs.h"
#include "core/tasks/task.h"

namespace oneshot {

/// What a learner answered to one task.
struct TaskOutcome {
    std::vector<float> scores;  ///< one per way
    int predicted = -1;  ///< the way of the single highest score; -1: a tie or a score that is no number, an error
    bool right = false;
};

/// Sums over answered tasks.
struct TaskTotals {
    std::int64_t tasks = 0;
    int seenCharacters = 0;  ///< different characters in the tasks that the model learnt from
    double secondsEmbedding = 0, secondsComparing = 0;
    double secondsReranking = 0;
};

struct TaskResults : TaskTotals {
    std::vector<TaskOutcome> outcomes;  ///< one per task, in order

    Accuracy accuracy() const;
};

/// The single highest score's index, or -1 for a tie or a score that is not finite.
int predictedWay(std::span<const float> scores);

/// Answers the tasks. Every drawing is prepared and embedded once, and tasks are compared many at a time. Blocks; the
/// progress counts drawings embedded, tasks answered and tasks reranked together.
TaskResults evaluateTasks(const OneShotModel&, const Dataset&, std::span<const Task>, const RerankSettings& = {},
                          const ProgressFunction& progress = {}, const std::stop_token& stop = {});

/// Error of a model on Lake's runs: the mean of the runs' errors, each trial answered alone.
struct LakeResult {
    int trials = 0, errors = 0;
    std::vector<std::string> runNames;
    std::vector<double> perRunErrorPercent;
    double errorPercent = 0;  ///< mean over runs
    Interval confidence95;    ///< Student t over run means, since trials of a run share a support set
    int seenCharacters = 0;
    TaskResults results;  ///< tasks of all runs, one after another
};

/// Blocks; progress as evaluateTasks().
LakeResult evaluateLake(const OneShotModel&, const LakeRuns&, const RerankSettings& = {},
                        const ProgressFunction& progress = {}, const std::stop_token& stop = {});

/// Answers tasks that come part by part, so that a million of them need not be in memory at once. Every drawing is
/// prepared and embedded once over all parts. Keeps references to what it is given.
class TaskEvaluator {
  public:
    /// tasks: how many will come in all, for the progress. This is that of evaluateTasks(), but its total grows with
    /// the drawings that a later part brings.
    TaskEvaluator(const OneShotModel&, const Dataset&, std::int64_t tasks, const RerankSettings& = {},
                  ProgressFunction progress = {}, std::stop_token stop = {});

    std::vector<TaskOutcome> answer(std::span<const Task>);
    TaskTotals totals() const;  ///< of all parts so far

  private:
    void report() const;
    void embed(std::span<const Task>);
    std::vector<TaskOutcome> compare(std::span<const Task>);

    const OneShotModel& model_;
    const Dataset& dataset_;
    std::int64_t expected_;
    RerankSettings reranking_;
    ProgressFunction progress_;
    std::stop_token stop_;
    EmbeddedDrawings drawings_;
    std::set<CharacterId> characters_;  ///< of all tasks so far
    std::int64_t compared_ = 0, reranked_ = 0;
    TaskTotals totals_;
};

/// The characters of the dataset that a model learnt from, by name in their alphabet or by one of their drawings.
std::set<CharacterId> learntCharacters(const Origin&, const Dataset&);
/// True if both are the same for every dataset, as with models of one training.
bool learntTheSame(const Origin&, const Origin&);

}  // namespace oneshot
