#pragma once

#include <string>
#include <vector>

#include "core/evaluation/lake_protocol.h"
#include "core/evaluation/presentations.h"
#include "core/evaluation/verification.h"
#include "core/evaluation/ways_sweep.h"

namespace oneshot {

/// What `oneshot evaluate` asks of a model.
struct EvaluationRequest {
    std::string lake;  ///< zip or folder of Lake's runs; or
    std::string data;  ///< SPEC to draw tasks, or pairs, from
    std::vector<int> ways{5, 20};
    int shots = 1, tasks = 550;
    int views = 0;
    RerankSettings reranking;
    bool withinAlphabet = false;
    std::uint64_t seed = 1;
    bool verification = false;   ///< of `data`: pairs instead of tasks
    int pairs = 10'000;          ///< to measure verification on, and as many to choose the threshold on
    bool presentations = false;  ///< of `data`: episodes of `ways`, by how often a character was shown
    int episodes = 200;          ///< of each number of ways
};

struct LakeEvaluation {
    LakeRuns runs;
    LakeResult result;
};

struct DataEvaluation {
    Dataset data;
    WaysSweep sweep;
    std::vector<std::vector<std::string>> unusedAlphabets;  ///< of each number of ways
};

struct VerificationEvaluation {
    Dataset data;
    VerificationResult result;
};

struct PresentationEvaluation {
    Dataset data;
    std::vector<PresentationResult> results;  ///< of each number of ways
};

// The model is asked as it is: make it think longer by withViews() first. All block; progress is that of
// evaluateTasks(), `reading` that of openDataset(). They throw as those do, and for data that cannot be read.
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
