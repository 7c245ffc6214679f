#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "core/models/one_shot_model.h"
#include "core/tasks/pair_sampler.h"
#include "core/training/training_config.h"

namespace oneshot {

/// The material of one step: images 2i and 2i + 1 are pair i; with Loss::Episodes shots + queries images of each class;
/// with Loss::Presentations episode by episode, in the order in which they are shown.
struct TrainingBatch {
    ImageBatch images;          ///< [n, C, S, S], distorted views; of vectors [n, 1, 1, F]
    std::vector<float> labels;  ///< per pair: 1 same, 0 different; with Classification per pair its class, with
                                ///< Presentations per image
};

/// Draws the fixed set of config.batches.trainingPairs balanced pairs; empty if pairs are drawn afresh every step.
std::vector<Pair> fixedPairs(const TrainingConfig&, const Dataset& background);

/// Samples and distorts; a batch depends on (configuration, data, step) alone.
class BatchSource {
  public:
    /// Keeps references to both. Throws Error(InvalidSetting) if the data cannot make such batches.
    BatchSource(const TrainingConfig&, const Dataset& background);

    TrainingBatch batch(std::int64_t step) const;

    int classCount() const;  ///< background characters in each of their turns

  private:
    TrainingBatch verificationPairs(std::int64_t step, Random&) const;
    struct PlannedPair {
        Pair pair;
        bool distorted;
    };
    std::vector<PlannedPair> pairsOfStep(std::int64_t step, Random&) const;
    struct TurnedClass {
        CharacterId id;
        int turn;
    };
    std::vector<TurnedClass> realClasses(int count, Random&) const;
    TrainingBatch classDrawings(int wanted, Random&) const;
    TrainingBatch presentations(Random&) const;
    void renderDrawing(const Drawing&, int turn, Random&, std::span<float> out) const;

    const TrainingConfig& config_;
    const BatchSettings& settings_;  ///< config_.batches
    const Dataset& data_;
    std::vector<CharacterId> classes_;        ///< characters with as many drawings as a step takes
    std::vector<float> noise_;                ///< of vectors: deviation of the noise of each number; empty: none
    std::optional<PairSampler> pairSampler_;  ///< with pair losses
    std::vector<Pair> fixedPairs_;
};

/// Makes the next batches on a thread of its own while the engine computes.
class Prefetcher {
  public:
    Prefetcher(const BatchSource&, std::int64_t firstStep);

    /// The batch of the next step; blocks until it is there. Throws what the source threw.
    TrainingBatch take();

  private:
    void produce(const std::stop_token&);

    const BatchSource& source_;
    std::int64_t next_;  ///< step of the next batch to make; the producing thread's own
    std::mutex mutex_;   ///< protects ready_ and failure_
    std::condition_variable_any changed_;
    std::deque<TrainingBatch> ready_;
    std::exception_ptr failure_;
    std::jthread thread_;  ///< last: starts when the rest is there, joined before the rest goes
};

}  // namespace oneshot
