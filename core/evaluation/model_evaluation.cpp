#include "core/evaluation/model_evaluation.h"

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/tasks/task_sampler.h"

namespace oneshot {

LakeEvaluation evaluateOnLake(const OneShotModel& model, const EvaluationRequest& request,
                              const ProgressFunction& progress, const std::stop_token& stop) {
    LakeEvaluation evaluation{openLakeRuns(request.lake), {}};
    evaluation.result = evaluateLake(model, evaluation.runs, request.reranking, progress, stop);
    return evaluation;
}

DataEvaluation evaluateOnData(const OneShotModel& model, const EvaluationRequest& request,
                              const ProgressFunction& reading, const ProgressFunction& progress,
                              const std::stop_token& stop) {
    DataEvaluation evaluation;
    evaluation.data = openDataset(parseDataSpec(request.data), reading, stop);
    evaluation.sweep = accuracyAgainstWays(
        model, evaluation.data,
        {request.ways, request.shots, request.withinAlphabet, request.tasks, request.seed, request.reranking}, progress,
        stop);
    for (const int ways : request.ways)
        evaluation.unusedAlphabets.push_back(
            unusedAlphabets(evaluation.data, {ways, request.shots, request.withinAlphabet, request.seed}));
    return evaluation;
}

VerificationEvaluation evaluateVerification(const OneShotModel& model, const EvaluationRequest& request,
                                            const ProgressFunction& reading, const ProgressFunction& progress,
                                            const std::stop_token& stop) {
    VerificationEvaluation evaluation{openDataset(parseDataSpec(request.data), reading, stop), {}};
    evaluation.result = verify(model, evaluation.data, {request.pairs, request.seed}, progress, stop);
    return evaluation;
}

PresentationEvaluation evaluatePresentations(const OneShotModel& model, const EvaluationRequest& request,
                                             const ProgressFunction& reading, const ProgressFunction& progress,
                                             const std::stop_token& stop) {
    PresentationEvaluation evaluation{openDataset(parseDataSpec(request.data), reading, stop), {}};
    for (const int ways : request.ways)
        evaluation.results.push_back(
            accuracyByPresentation(model, evaluation.data,
                                   {.ways = ways, .episodes = request.episodes, .seed = request.seed}, progress, stop));
    return evaluation;
}

}  // namespace oneshot
