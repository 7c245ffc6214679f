#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/evaluation/presentations.h"
#include "core/evaluation/statistics.h"
#include "core/models/one_shot_model.h"
#include "core/models/safetensors.h"
#include "core/training/training_config.h"

namespace oneshot {

/// From step `fromStep` on the schedule's horizon is `totalSteps`; 0: not known yet, the rate stays at its start.
struct Plan {
    std::int64_t fromStep = 0, totalSteps = 0;
    bool operator==(const Plan&) const = default;
};

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
    std::optional<Accuracy> seen = {};  ///< on tasks of characters that it learns from, where these are asked too
    std::vector<PresentationPoint> byPresentation = {};  ///< of a memory: see PresentationResult::points
};

/// What the evaluations of a training are: the same tasks every time.
struct ValidationProtocol {
    int ways = 0, shots = 0, tasks = 0;
    bool withinAlphabet = false;
    bool seenCharacters = false;        ///< no validation set: the tasks are of characters that it learns from
    int seenTasks = 0;                  ///< tasks of characters that it learns from, besides
    Accuracy nearestNeighbour;          ///< pixels-l2 on the same tasks
    std::vector<std::string> leftOut;   ///< characters of the validation set that the background set holds too
    int episodes = 0, episodeWays = 0;  ///< of the accuracy by presentation; 0: it is not asked for
    double chancePercent() const { return ways ? 100.0 / ways : 0.0; }
};

/// Called on the engine thread; must return fast. References hold during the call only.
class TrainingObserver {
  public:
    virtual ~TrainingObserver() = default;
    /// What a person should know besides: that the training does otherwise than it was asked to, say. Before onStarted.
    virtual void onNotice(const std::string& /*sentence*/) {}
    /// Before the first step; not where it was stopped before.
    virtual void onStarted(const ValidationProtocol&, std::int64_t /*parameters*/) {}
    virtual void onPlan(const Plan&) {}
    virtual void onProgress(const Progress&) {}  ///< after every step
    virtual void onEvaluation(const ValidationPoint&) {}
    /// The newest weights as an immutable model, at every evaluation.
    virtual void onModel(const ModelPtr&) {}
    /// State at `step`, to go on from: at every evaluation, at a stop and at the end. `best`: the weights are the best
    /// so far. Comes after the onEvaluation of the same step.
    virtual void onCheckpoint(const SafeTensors&, std::int64_t /*step*/, bool /*best*/) {}
};

/// Asked from another thread, honoured within one step.
class PauseToken {
  public:
    void setPaused(bool paused);
    bool paused() const { return paused_; }
    bool holding() const { return holding_; }  ///< the engine thread waits: no step is running any more
    /// Blocks the engine thread while paused and not stopped; returns the seconds that passed.
    double waitWhilePaused(const std::stop_token&);

  private:
    std::atomic<bool> paused_ = false, holding_ = false;
    std::mutex mutex_;  ///< protects the wait on changed_
    std::condition_variable_any changed_;
};

/// Where a training begins, if not at the beginning.
struct TrainingStart {
    const SafeTensors* checkpoint = nullptr;  ///< as onCheckpoint gave it; null: from step 0
    std::vector<Plan> plans;                  ///< of the run so far: replayed, instead of the clock
    double seconds = 0;                       ///< that the run took so far
    std::optional<std::int64_t> stopAt;       ///< stop (not complete) after this step
    std::string dataSha256 = {};              ///< of the background data, as the run has recorded it; empty: theirs
};

enum class TrainingState { Completed, Stopped };
/// What ended a training that is complete.
enum class TrainingEnd {
    Horizon,   ///< its steps or minutes were over
    Epochs,    ///< config.epochs were over
    Patience,  ///< config.patience: no better validation accuracy for so many epochs
};

struct TrainingResult {
    TrainingState state = TrainingState::Completed;
    TrainingEnd end = TrainingEnd::Horizon;  ///< where it is completed
    std::int64_t steps = 0, images = 0;
    double seconds = 0;
    std::int64_t parameters = 0;
    std::optional<ValidationPoint> best, last;  ///< of the whole run; their seconds are 0 where a resume took them over
    ModelPtr model;                             ///< the last weights
};

/// Trains on the calling thread, with a prefetch thread beside it; blocks until complete or stopped. An empty
/// validation set holds nothing out: evaluations are of seen characters, and best is last. Throws Error(InvalidSetting)
/// where the configuration does not fit the data, Error(BadData) where the checkpoint does not fit the configuration,
/// Error(Failed) where the loss is no longer a number.
TrainingResult train(const TrainingConfig&, const Dataset& background, const Dataset& validation, TrainingObserver&,
                     std::stop_token, PauseToken&, const TrainingStart& = {});

}  // namespace oneshot
