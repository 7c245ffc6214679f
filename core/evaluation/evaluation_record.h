#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/evaluation/model_evaluation.h"

namespace oneshot {

/// The ROC curve of a verification: see VerificationResult.
struct RecordedRoc {
    std::vector<RocPoint> curve;
    double areaUnderCurve = 0, equalErrorPercent = 0;
};

/// An entry of evaluation.json: what is read back of it.
struct EvaluationRecord {
    enum class Kind { Tasks, Lake, Verification, Presentations };
    struct Figure {
        int ways = 0, shots = 0, presentation = 0;  ///< 0: does not apply
        std::int64_t trials = 0;                    ///< tasks, pairs or answers
        double percent = 0;                         ///< right; of Lake's runs, wrong
        Interval confidence95;
        std::string method;
    };

    Kind kind = Kind::Tasks;
    std::string evaluatedUtc;
    std::string on;  ///< SPEC or Lake's runs
    std::int64_t step = 0, seenCharacters = 0;
    int views = 0, rerank = 0;  ///< test-time augmentation and re-ranking; 0: none
    bool withinAlphabet = false;
    std::vector<Figure> figures;
    std::optional<RecordedRoc> roc;
};

/// Throws Json::exception where it is no sound entry.
EvaluationRecord evaluationRecordFrom(const Json&);

/// The results as --json prints them and evaluation.json keeps them, when and of which weights added.
Json toJson(const OneShotModel&, const EvaluationRequest&, const LakeEvaluation&);
Json toJson(const OneShotModel&, const EvaluationRequest&, const DataEvaluation&);
Json toJson(const OneShotModel&, const EvaluationRequest&, const VerificationEvaluation&);
Json toJson(const OneShotModel&, const EvaluationRequest&, const PresentationEvaluation&);

}  // namespace oneshot
