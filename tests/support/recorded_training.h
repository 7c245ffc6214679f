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

}  // namespace oneshot::test
