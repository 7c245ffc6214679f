#pragma once

#include <vector>

#include "core/training/trainer.h"

namespace oneshot::test {

/// The loss of every step, and the newest checkpoint.
struct Record : TrainingObserver {
    std::vector<double> losses;
    SafeTensors state;
    void onProgress(const Progress& progress) override { losses.push_back(progress.loss); }
    void onCheckpoint(const SafeTensors& tensors, std::int64_t, bool) override { state = tensors; }
};

TrainingResult run(const TrainingConfig&, const Dataset& background, const Dataset& validation, Record&,
                   const TrainingStart& = {});
TrainingResult run(const TrainingConfig&, const Dataset& background, const Dataset& validation = {});

/// The steps of `stops` after which a training that stopped there and was gone on with ends in another checkpoint than
/// one that never stopped. The configuration names its steps.
std::vector<std::int64_t> stopsThatShow(const TrainingConfig&, const Dataset& background, const Dataset& validation,
                                        const std::vector<std::int64_t>& stops);

/// What a model answers about eight drawings of a set.
struct SmallAnswers {
    Embeddings drawings;  ///< two queries, and three ways of two drawings
    Scores scores;        ///< of both queries and all ways, [2, 3]
    Scores second;        ///< of the second query, asked alone
    float oneWay = 0;     ///< of the first query and the first way, without the others
};
/// Every `apart`-th drawing is asked about.
SmallAnswers answersOf(const OneShotModel&, const Dataset&, int apart);

}  // namespace oneshot::test
