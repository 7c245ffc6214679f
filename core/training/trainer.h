#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/enum_names.h"
#include "core/data/dataset.h"
#include "core/evaluation/presentations.h"
#include "core/evaluation/statistics.h"
#include "core/models/one_shot_model.h"
#include "core/models/safetensors.h"
#include "core/training/pause_token.h"
#include "core/training/training_config.h"

namespace oneshot {

/// Sets the horizon of the schedule from step `fromStep` on. While it is not known (0), the rate stays at its start.
struct Plan {
    std::int64_t fromStep = 0, totalSteps = 0;
    bool operator==(const Plan&) const = default;
};

/// Describes a training after a step.
struct Progress {
    std::int64_t step = 0;        ///< steps done
    std::int64_t totalSteps = 0;  ///< by the plan in force; 0 while it is not known
    std::int64_t images = 0;
    double seconds = 0;           ///< of training, evaluation included, pauses not
    double imagesPerSecond = 0;   ///< of the last steps
    double remainingSeconds = 0;  ///< estimate; negative while unknown
    double loss = 0;              ///< of the data, without the penalty
    double penalty = 0;           ///< L2 of the weights
    double learningRate = 0;
};

/// One evaluation during training.
struct ValidationPoint {
    std::int64_t step = 0, images = 0;
    double seconds = 0;
    Accuracy accuracy;
    bool best = false;                  ///< no earlier one was higher
    std::optional<Accuracy> seen = {};  ///< on tasks of the characters learnt from; empty without such tasks
    std::vector<PresentationPoint> byPresentation = {};  ///< of a memory: see PresentationResult::points
};

/// Describes the evaluations of a training, which ask the same tasks every time.
struct ValidationProtocol {
    int ways = 0, shots = 0, tasks = 0;
    bool withinAlphabet = false;
    bool seenCharacters = false;        ///< no validation set: the tasks are of the characters learnt from
    int seenTasks = 0;                  ///< further tasks, of the characters learnt from
    Accuracy nearestNeighbour;          ///< pixels-l2 on the same tasks
    std::vector<std::string> leftOut;   ///< characters of the validation set that the background set also holds
    int episodes = 0, episodeWays = 0;  ///< of the accuracy by presentation; 0: not measured
    int earlyTasks = 0;                 ///< of an early evaluation, see EarlyEvaluations; 0: there is none
    double chancePercent() const { return ways ? 100.0 / ways : 0.0; }
};

/// Called on the engine thread; must return fast. References hold during the call only.
class TrainingObserver {
  public:
    virtual ~TrainingObserver() = default;
    /// Says what a person should know, such as a setting that cannot be honoured. Comes before onStarted.
    virtual void onNotice(const std::string& /*sentence*/) {}
    /// Comes before the first step, unless the training was stopped earlier.
    virtual void onStarted(const ValidationProtocol&, std::int64_t /*parameters*/) {}
    virtual void onPlan(const Plan&) {}
    virtual void onProgress(const Progress&) {}  ///< after every step
    virtual void onEvaluation(const ValidationPoint&) {}
    /// See EarlyEvaluations: of protocol.earlyTasks tasks, never the best. Comes, at a stop, after the checkpoint.
    virtual void onEarlyEvaluation(const ValidationPoint&) {}
    /// Publishes the newest weights as an immutable model, at every evaluation but early ones.
    virtual void onModel(const ModelPtr&) {}
    /// Hands out the state at `step`, to resume from: after every evaluation, at a stop, and once a minute. `best`: the
    /// weights are the best so far. Comes after the onEvaluation of the same step.
    virtual void onCheckpoint(const SafeTensors&, std::int64_t /*step*/, bool /*best*/) {}
};

/// Says where a training begins, if not at the beginning.
struct TrainingStart {
    const SafeTensors* checkpoint = nullptr;  ///< as given to onCheckpoint; null: begins at step 0
    std::vector<Plan> plans;                  ///< of the run so far; replayed instead of following the clock
    double seconds = 0;                       ///< of training before this start
    std::optional<std::int64_t> stopAt;       ///< stops after this step, without completing
    std::string dataSha256 = {};              ///< of the background data, as recorded by the run; empty: their own
};

/// Says how a training ended; a stopped one can go on from its last checkpoint.
enum class TrainingOutcome { Completed, Stopped };
/// Says what ended a training that is complete.
enum class TrainingEnd {
    Horizon,   ///< config.length.steps or minutes
    Epochs,    ///< config.length.epochs
    Patience,  ///< no better validation accuracy for config.length.patience epochs
};
template <>
struct EnumNames<TrainingEnd> {
    static constexpr std::array<std::string_view, 3> all{"horizon", "epochs", "patience"};
};

struct TrainingResult {
    TrainingOutcome outcome = TrainingOutcome::Completed;
    TrainingEnd end = TrainingEnd::Horizon;  ///< if completed
    std::int64_t steps = 0, images = 0;
    double seconds = 0;
    std::int64_t parameters = 0;
    std::optional<ValidationPoint> best, last;  ///< of the whole run; seconds are 0 if read from a checkpoint
    ModelPtr model;                             ///< the last weights
};

/// Finds what validate() finds, and what this machine lacks.
std::vector<FieldError> faultsHere(const TrainingConfig&);
/// Throws Error(InvalidSetting) that names every one of faultsHere().
void requireTrainable(const TrainingConfig&);

/// Trains on the calling thread, with a prefetch thread beside it; blocks until complete or stopped. Without a
/// validation set, evaluations are of the characters learnt from, and the last one counts as the best. Throws
/// Error(InvalidSetting) if the configuration does not fit the data, Error(BadData) if the checkpoint does not fit the
/// configuration, Error(Failed) if the loss or a weight is not finite.
TrainingResult train(const TrainingConfig&, const Dataset& background, const Dataset& validation, TrainingObserver&,
                     std::stop_token, PauseToken&, const TrainingStart& = {});

}  // namespace oneshot
