#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/training/trainer.h"

namespace oneshot::session {

/// What a run turned out to be, once its data are read and its network is made.
struct RunFacts {
    ValidationProtocol protocol;
    std::int64_t parameters = 0;
    std::string background;  ///< name of the data that it learns from
    int backgroundCharacters = 0;
    bool omniglot = false;  ///< the tasks are of Omniglot's characters, so people's accuracy on those compares
};

struct LossPoint {
    std::int64_t step = 0;
    double loss = 0;
};

/// Reading the data, before the training: `done` of `total` of `what`.
struct ReadingProgress {
    std::string what;
    std::int64_t done = 0, total = 0;
};

/// The last checkpoint of the run that goes on is damaged; the one before, at `step`, is used.
struct CheckpointDamage {
    std::string problem;
    std::int64_t step = 0;
};

/// Everything that is new since the last update.
struct TrainingUpdate {
    std::optional<ReadingProgress> reading;
    std::optional<CheckpointDamage> damage;
    std::vector<std::string> notices;  ///< see TrainingObserver::onNotice
    std::optional<RunFacts> facts;     ///< the training begins
    std::vector<LossPoint> losses;
    std::vector<ValidationPoint> evaluations;
    std::vector<ValidationPoint> earlyEvaluations;  ///< see TrainingObserver::onEarlyEvaluation
    std::optional<Progress> progress;
};

}  // namespace oneshot::session
