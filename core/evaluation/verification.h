#pragma once

#include <cstdint>
#include <vector>

#include "core/base/stop.h"
#include "core/evaluation/statistics.h"
#include "core/models/one_shot_model.h"

namespace oneshot {

/// Two drawings compared: same character or not?
struct ScoredPair {
    double score = 0;  ///< higher is more alike
    bool same = false;
};

/// The rates, 0..1, if every pair whose score reaches some threshold is called "same".
struct RocPoint {
    double falsePositives = 0;  ///< of the different pairs
    double truePositives = 0;   ///< of the same pairs
    bool operator==(const RocPoint&) const = default;
};

/// Receiver operating characteristic from (0, 0) to (1, 1), a point for each different score: pairs of one score are
/// called the same together. Throws Error(InvalidSetting) without a pair of each kind.
std::vector<RocPoint> rocCurve(std::vector<ScoredPair>);
/// Area under it, 0..1: how often a same pair scores higher than a different one, an equal score counting half.
double areaUnder(const std::vector<RocPoint>& curve);
/// Where as many same pairs are missed as different ones are accepted, 0..1, linear between points.
double equalErrorRate(const std::vector<RocPoint>& curve);
/// The curve's points that are at least `apart` from the one before in either direction, with both ends.
std::vector<RocPoint> thinned(const std::vector<RocPoint>& curve, double apart);

/// "Same" is a score of at least this, where most pairs are judged rightly; of equally good thresholds the middle one.
/// Between two scores it is their mean. Throws Error(InvalidSetting) without pairs.
double bestThreshold(std::vector<ScoredPair>);

struct VerificationSettings {
    int pairs = 10'000;  ///< to measure on, and as many to choose the threshold on
    std::uint64_t seed = 1;
};

struct VerificationResult {
    double threshold = 0;   ///< of a score, chosen on pairs of other characters
    Accuracy accuracy;      ///< with it
    Interval confidence95;  ///< DyadicTrials' over characters
    std::vector<RocPoint> curve;
    double areaUnderCurve = 0, equalErrorRate = 0;  ///< 0..1
    int characters = 0, thresholdCharacters = 0;    ///< measured on; threshold chosen on
    int seenCharacters = 0;                         ///< of those measured on, learnt from
    double secondsEmbedding = 0, secondsComparing = 0;
};

/// Verification (Koch et al. 2015, section 4.2): are two drawings of one character? The characters of every alphabet
/// are split in two by the seed; on pairs of the ones the threshold is chosen, on pairs of the others all else is
/// measured. Pairs are balanced: half same, half different, within one alphabet, every alphabet equally often. A pair
/// is asked alone, as a task of one way; a score that is no finite number is the lowest. Pairs are drawn as they are
/// asked: of those measured on only the scores are kept. Blocks; progress as TaskEvaluator's. Throws
/// Error(InvalidSetting) if the data hold under four characters or too few drawings for pairs, or if the model's scores
/// depend on the support set.
VerificationResult verify(const OneShotModel&, const Dataset&, const VerificationSettings&,
                          const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
