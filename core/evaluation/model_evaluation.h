#pragma once

#include <string>
#include <vector>

#include "core/evaluation/presentations.h"
#include "core/evaluation/task_evaluation.h"
#include "core/evaluation/verification.h"
#include "core/evaluation/ways_sweep.h"

namespace oneshot {

/// What `oneshot evaluate` evaluates, and how.
struct EvaluationRequest {
    std::string lake;  ///< zip or folder of Lake's runs; or
    std::string data;  ///< SPEC to draw tasks, or pairs, from
    std::vector<int> ways{5, 20};
    int shots = 1, tasks = 550;
    int views = 0;
    RerankSettings reranking;
    bool withinAlphabet = false;
    std::uint64_t seed = 1;
    bool verification = false;   ///< pairs of `data` instead of tasks
    int pairs = 10'000;          ///< to measure verification on, and as many to choose the threshold on
    bool presentations = false;  ///< episodes from `data`: accuracy by how often a character was shown
    int episodes = 200;          ///< for each number of ways
};

struct LakeEvaluation {
    LakeRuns runs;
    LakeResult result;
};

struct DataEvaluation {
    Dataset data;
    WaysSweep sweep;
    std::vector<std::vector<std::string>> unusedAlphabets;  ///< for each number of ways
};

struct VerificationEvaluation {
    Dataset data;
    VerificationResult result;
};

struct PresentationEvaluation {
    Dataset data;
    std::vector<PresentationResult> results;  ///< for each number of ways
};

// These evaluate the model as it is: apply withViews() first. All block; progress is that of evaluateTasks(), `reading`
// that of openDataset(). They throw as those do, and if data cannot be read.
LakeEvaluation evaluateOnLake(const OneShotModel&, const EvaluationRequest&, const ProgressFunction& progress = {},
                              const std::stop_token& stop = {});
DataEvaluation evaluateOnData(const OneShotModel&, const EvaluationRequest&, const ProgressFunction& reading = {},
                              const ProgressFunction& progress = {}, const std::stop_token& stop = {});
VerificationEvaluation evaluateVerification(const OneShotModel&, const EvaluationRequest&,
                                            const ProgressFunction& reading = {}, const ProgressFunction& progress = {},
                                            const std::stop_token& stop = {});
PresentationEvaluation evaluatePresentations(const OneShotModel&, const EvaluationRequest&,
                                             const ProgressFunction& reading = {},
                                             const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
