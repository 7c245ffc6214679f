#include "core/evaluation/lake_protocol.h"

#include <numeric>

namespace oneshot {

LakeResult evaluateLake(const OneShotModel& model, const LakeRuns& lake, const RerankSettings& reranking,
                        const ProgressFunction& progress, const std::stop_token& stop) {
    std::vector<Task> tasks;
    for (const LakeRuns::Run& run : lake.runs) tasks.insert(tasks.end(), run.tasks.begin(), run.tasks.end());

    LakeResult result;
    result.results = evaluateTasks(model, lake.dataset, tasks, reranking, progress, stop);
    result.seenCharacters = result.results.seenCharacters;
    result.trials = static_cast<int>(tasks.size());

    auto outcome = result.results.outcomes.begin();
    for (const LakeRuns::Run& run : lake.runs) {
        int errors = 0;
        for (std::size_t i = 0; i < run.tasks.size(); ++i) errors += !(outcome++)->right;
        result.errors += errors;
        result.runNames.push_back(run.name);
        result.perRunErrorPercent.push_back(100.0 * errors / run.tasks.size());
    }
    const auto& errors = result.perRunErrorPercent;
    if (!errors.empty()) result.errorPercent = std::accumulate(errors.begin(), errors.end(), 0.0) / errors.size();
    result.confidence95 = meanInterval95(errors);
    return result;
}

}  // namespace oneshot
