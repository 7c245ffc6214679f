#pragma once

#include <functional>
#include <set>
#include <span>
#include <vector>

#include "core/evaluation/rerank.h"
#include "core/evaluation/statistics.h"
#include "core/models/one_shot_model.h"
#include "core/tasks/task.h"

namespace oneshot {

/// What a learner answered to one task.
struct TaskOutcome {
    std::vector<float> scores;  ///< one per way
    int predicted = -1;  ///< the way of the single highest score; -1: a tie or a score that is no number, an error
    bool right = false;
};

struct TaskResults {
    std::vector<TaskOutcome> outcomes;  ///< one per task, in order
    int seenCharacters = 0;             ///< different characters in the tasks that the model learnt from
    double secondsEmbedding = 0, secondsComparing = 0;
    double secondsReranking = 0;  ///< beyond comparing

    Accuracy accuracy() const;
};

/// The single highest score's index, or -1 for a tie or a score that is not finite.
int predictedWay(std::span<const float> scores);

/// Answers the tasks. Every drawing is prepared and embedded once. Blocks; progress(done, total), if given, counts
/// drawings embedded, tasks answered and tasks reranked together; it is called from this thread between batches,
/// smaller ones of larger inputs, and may throw to cancel.
TaskResults evaluateTasks(const OneShotModel&, const Dataset&, std::span<const Task>,
                          const std::function<void(std::int64_t, std::int64_t)>& progress = {},
                          const RerankSettings& = {});

/// The characters of the dataset that a model learnt from, by name in their alphabet or by one of their drawings.
std::set<CharacterId> learntCharacters(const Origin&, const Dataset&);
/// Whether those of both are the same of any dataset: one training's models are.
bool learntTheSame(const Origin&, const Origin&);

}  // namespace oneshot
