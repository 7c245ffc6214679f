#include "core/evaluation/evaluation_record.h"

#include <algorithm>

#include "core/base/strict_json.h"
#include "core/data/data_ref.h"
#include "core/evaluation/statistics.h"

namespace oneshot {
namespace {

constexpr double curvePointsApart = 0.005;  ///< of what JSON tells of a ROC curve: 401 points at most

/// Who was asked on which data.
Json headJson(const OneShotModel& model, const Dataset& data) {
    Json json{{"model", model.origin().model}, {"step", model.origin().step}};
    json.update(toJson(refOf(data), "data", "data_sha256"));
    return json;
}

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

RecordedRoc rocFrom(const Json& verification) {
    RecordedRoc roc{{},
                    verification.at("area_under_curve").get<double>(),
                    verification.at("equal_error_rate_percent").get<double>()};
    for (const Json& point : verification.at("roc")) {
        roc.curve.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
        const RocPoint& now = roc.curve.back();
        const RocPoint before = roc.curve.size() > 1 ? roc.curve[roc.curve.size() - 2] : RocPoint{};
        if (now.falsePositives < before.falsePositives || now.truePositives < before.truePositives ||
            now.falsePositives > 1 || now.truePositives > 1)
            throw Json::out_of_range::create(401, "a ROC curve does not rise from 0 to 1", &point);
    }
    if (roc.curve.empty() || roc.curve.front() != RocPoint{0, 0} || roc.curve.back() != RocPoint{1, 1} ||
        !(roc.areaUnderCurve >= 0 && roc.areaUnderCurve <= 1 + 1e-9) ||
        !(roc.equalErrorPercent >= 0 && roc.equalErrorPercent <= 100))
        throw Json::out_of_range::create(401, "a ROC curve does not rise from 0 to 1", &verification);
    return roc;
}

EvaluationRecord::Figure figureFrom(const Json& json, const char* trials, const char* percent = "accuracy_percent") {
    EvaluationRecord::Figure figure;
    figure.trials = strictly<std::int64_t>(json.at(trials));
    figure.percent = json.at(percent).get<double>();
    figure.confidence95 = intervalFrom(json.at("confidence95"));
    figure.method = json.at("method").get<std::string>();
    return figure;
}

}  // namespace

EvaluationRecord evaluationRecordFrom(const Json& json) {
    using Kind = EvaluationRecord::Kind;
    EvaluationRecord record;
    record.kind = json.contains("lake")            ? Kind::Lake
                  : json.contains("verification")  ? Kind::Verification
                  : json.contains("presentations") ? Kind::Presentations
                                                   : Kind::Tasks;
    record.evaluatedUtc = json.at("evaluated_utc").get<std::string>();
    record.on = json.at(record.kind == Kind::Lake ? "lake" : "data").get<std::string>();
    record.step = strictly<std::int64_t>(json.at("step"));
    record.seenCharacters = strictly<std::int64_t>(json.at("seen_characters"));
    record.views = json.value("views", 0);
    record.rerank = json.value("rerank", 0);
    switch (record.kind) {
        case Kind::Lake:
            record.figures = {figureFrom(json, "trials", "error_percent")};
            break;
        case Kind::Verification:
            record.figures = {figureFrom(json["verification"], "pairs")};
            if (json["verification"].contains("roc")) record.roc = rocFrom(json["verification"]);
            break;
        case Kind::Presentations:
            for (const Json& result : json["presentations"]) {
                record.figures.push_back(figureFrom(result, "answers"));
                record.figures.back().ways = strictly<int>(result.at("ways"));
                record.figures.back().presentation = strictly<int>(result.at("presentation"));
            }
            break;
        case Kind::Tasks:
            record.withinAlphabet = json.at("within_alphabet").get<bool>();
            for (const Json& result : json.at("results")) {
                record.figures.push_back(figureFrom(result, "tasks"));
                record.figures.back().ways = strictly<int>(result.at("ways"));
                record.figures.back().shots = strictly<int>(result.at("shots"));
            }
    }
    return record;
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
    Json json = headJson(model, evaluation.data);
    json.update({{"within_alphabet", request.withinAlphabet},
                 {"seed", request.seed},
                 {"results", list},
                 {"seen_characters", evaluation.sweep.totals.seenCharacters}});
    json.update(thinkingJson(request));
    json.update(timingJson(evaluation.sweep.totals));
    return json;
}

Json toJson(const OneShotModel& model, const EvaluationRequest& request, const VerificationEvaluation& evaluation) {
    const VerificationResult& result = evaluation.result;
    Json curve = Json::array();
    for (const RocPoint& point : thinned(result.curve, curvePointsApart))
        curve.push_back({point.falsePositives, point.truePositives});
    Json json = headJson(model, evaluation.data);
    json.update({{"verification",
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
                 {"seen_characters", result.seenCharacters}});
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
    Json json = headJson(model, evaluation.data);
    json.update(
        {{"episodes", request.episodes}, {"seed", request.seed}, {"presentations", list}, {"seen_characters", seen}});
    return json;
}

}  // namespace oneshot
