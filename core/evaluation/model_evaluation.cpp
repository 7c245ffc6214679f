#include "core/evaluation/model_evaluation.h"

#include <nlohmann/json.hpp>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/statistics_json.h"
#include "core/tasks/task_sampler.h"

namespace oneshot {
namespace {

constexpr double curvePointsApart = 0.005;  ///< of what JSON tells of a ROC curve: 401 points at most

Json timingJson(const TaskTotals& results) {
    return {{"seconds_embedding", results.secondsEmbedding},
            {"seconds_comparing", results.secondsComparing},
            {"seconds_reranking", results.secondsReranking}};
}

Json thinkingJson(const EvaluationRequest& request) {
    Json json{{"views", request.views}, {"rerank", request.reranking.best}};
    if (request.reranking.best > 0) json["rerank_weight"] = request.reranking.weight;
    return json;
}

}  // namespace

LakeEvaluation evaluateOnLake(const OneShotModel& model, const EvaluationRequest& request,
                              const EvaluationProgress& progress) {
    LakeEvaluation evaluation{openLakeRuns(request.lake), {}};
    evaluation.result = evaluateLake(model, evaluation.runs, progress, request.reranking);
    return evaluation;
}

DataEvaluation evaluateOnData(const OneShotModel& model, const EvaluationRequest& request,
                              const EvaluationProgress& reading, const EvaluationProgress& progress) {
    DataEvaluation evaluation;
    evaluation.data = openDataset(parseDataSpec(request.data), reading);
    evaluation.sweep = accuracyAgainstWays(
        model, evaluation.data,
        {request.ways, request.shots, request.withinAlphabet, request.tasks, request.seed, request.reranking},
        progress);
    for (const int ways : request.ways)
        evaluation.unusedAlphabets.push_back(
            unusedAlphabets(evaluation.data, {ways, request.shots, request.withinAlphabet, request.seed}));
    return evaluation;
}

VerificationEvaluation evaluateVerification(const OneShotModel& model, const EvaluationRequest& request,
                                            const EvaluationProgress& reading, const EvaluationProgress& progress) {
    VerificationEvaluation evaluation{openDataset(parseDataSpec(request.data), reading), {}};
    evaluation.result = verify(model, evaluation.data, {request.pairs, request.seed}, progress);
    return evaluation;
}

PresentationEvaluation evaluatePresentations(const OneShotModel& model, const EvaluationRequest& request,
                                             const EvaluationProgress& reading, const EvaluationProgress& progress) {
    PresentationEvaluation evaluation{openDataset(parseDataSpec(request.data), reading), {}};
    for (const int ways : request.ways) {
        PresentationSettings settings;
        settings.ways = ways;
        settings.episodes = request.episodes;
        settings.seed = request.seed;
        evaluation.results.push_back(accuracyByPresentation(model, evaluation.data, settings, progress));
    }
    return evaluation;
}

Json toJson(const OneShotModel& model, const EvaluationRequest& request, const LakeEvaluation& evaluation) {
    const LakeResult& result = evaluation.result;
    Json json{{"model", model.origin().model},
              {"step", model.origin().step},
              {"lake", request.lake},
              {"runs", result.runNames},
              {"trials", result.trials},
              {"errors", result.errors},
              {"error_percent", result.errorPercent},
              {"per_run_error_percent", result.perRunErrorPercent},
              {"confidence95", intervalJson(result.confidence95)},
              {"method", runMeanMethod},
              {"seen_characters", result.seenCharacters}};
    json.update(thinkingJson(request));
    json.update(timingJson(result.results));
    return json;
}

Json toJson(const OneShotModel& model, const EvaluationRequest& request, const DataEvaluation& evaluation) {
    Json list = Json::array();
    for (std::size_t i = 0; i < evaluation.sweep.points.size(); ++i) {
        const auto& [ways, accuracy] = evaluation.sweep.points[i];
        list.push_back({{"ways", ways},
                        {"shots", request.shots},
                        {"tasks", request.tasks},
                        {"accuracy_percent", accuracy.percent()},
                        {"confidence95", intervalJson(accuracy.confidence95())},
                        {"method", wilsonMethod},
                        {"unused_alphabets", evaluation.unusedAlphabets[i]}});
    }
    Json json{{"model", model.origin().model},
              {"step", model.origin().step},
              {"data", evaluation.data.spec},
              {"data_sha256", evaluation.data.sha256},
              {"within_alphabet", request.withinAlphabet},
              {"seed", request.seed},
              {"results", list},
              {"seen_characters", evaluation.sweep.totals.seenCharacters}};
    json.update(thinkingJson(request));
    json.update(timingJson(evaluation.sweep.totals));
    return json;
}

Json toJson(const OneShotModel& model, const EvaluationRequest& request, const VerificationEvaluation& evaluation) {
    const VerificationResult& result = evaluation.result;
    Json curve = Json::array();
    for (const RocPoint& point : thinned(result.curve, curvePointsApart))
        curve.push_back({point.falsePositives, point.truePositives});
    Json json{{"model", model.origin().model},
              {"step", model.origin().step},
              {"data", evaluation.data.spec},
              {"data_sha256", evaluation.data.sha256},
              {"verification",
               {{"pairs", result.accuracy.total},
                {"characters", result.characters},
                {"accuracy_percent", result.accuracy.percent()},
                {"confidence95", intervalJson(result.confidence95)},
                {"method", dyadicMethod},
                {"threshold", result.threshold},
                {"threshold_pairs", request.pairs},
                {"threshold_characters", result.thresholdCharacters},
                {"area_under_curve", result.areaUnderCurve},
                {"equal_error_rate_percent", 100 * result.equalErrorRate},
                {"roc", curve}}},
              {"seed", request.seed},
              {"seen_characters", result.seenCharacters}};
    json.update(thinkingJson(request));
    json.update({{"seconds_embedding", result.secondsEmbedding}, {"seconds_comparing", result.secondsComparing}});
    return json;
}

Json toJson(const OneShotModel& model, const EvaluationRequest& request, const PresentationEvaluation& evaluation) {
    Json list = Json::array();
    int seen = 0;
    for (std::size_t i = 0; i < evaluation.results.size(); ++i) {
        const std::vector<PresentationPoint>& points = evaluation.results[i].points;
        seen = std::max(seen, evaluation.results[i].seenCharacters);
        for (std::size_t p = 0; p < points.size(); ++p)
            list.push_back({{"ways", request.ways[i]},
                            {"presentation", p + 1},
                            {"answers", points[p].accuracy.total},
                            {"accuracy_percent", points[p].accuracy.percent()},
                            {"confidence95", intervalJson(points[p].confidence95)},
                            {"method", episodesMethod}});
    }
    return {{"model", model.origin().model}, {"step", model.origin().step},
            {"data", evaluation.data.spec},  {"data_sha256", evaluation.data.sha256},
            {"episodes", request.episodes},  {"seed", request.seed},
            {"presentations", list},         {"seen_characters", seen}};
}

}  // namespace oneshot
