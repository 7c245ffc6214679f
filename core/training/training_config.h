#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/json.h"
#include "core/models/network_settings.h"
#include "core/tasks/pair_sampler.h"

namespace oneshot {

enum class Loss {
    PairCrossEntropy,  ///< p(same) of balanced pairs, binary cross-entropy + L2 (Koch et al. 2015, section 3.2)
    InBatchSoftmax,    ///< each drawing finds its partner among all of the step, N-way cross-entropy both ways
    Episodes,        ///< tasks of `ways`, `shots` and `queries`, N-way cross-entropy (Vinyals et al. 2016, section 2.2)
    Contrastive,     ///< balanced pairs; same ones close, different ones a margin apart (Hadsell et al. 2006)
    Triplet,         ///< nearer to its partner than to another by a margin (Schroff et al. 2015, section 3.1)
    Classification,  ///< each drawing's class among all of the background set, by a layer that answers no task
    Presentations,   ///< drawings in turn, each answered before its label is told (Santoro et al. 2016, section 2)
};
/// Whether a step is made of pairs that are the same or different, and not of classes.
constexpr bool learnsPairs(Loss loss) {
    return loss == Loss::PairCrossEntropy || loss == Loss::Contrastive;
}
/// Which drawing of another class a triplet has.
enum class Negatives {
    AtRandom,  ///< of the next class of the step, whose order is random
    Hardest,   ///< of all classes of the step the most alike (batch-hard: Hermans et al. 2017)
};
enum class RateSchedule {
    Constant,
    Cosine,
    Halving,  ///< to half after every `halveEvery` steps (Snell et al. 2017, section 3.1)
};
enum class OptimiserRule {
    Adam,      ///< Kingma & Ba 2015, with decoupled weight decay
    Momentum,  ///< stochastic gradient descent with momentum (Koch et al. 2015, section 3.2)
};
enum class Precision {
    Float32,
    BFloat16,  ///< convolutions of the training in bfloat16; weights, statistics and all else stay float32
    Automatic  ///< bfloat16 where the CPU multiplies it natively (avx512_bf16), about 1.6 times as fast there
};
enum class DistortionLaw {
    Normal,   ///< every component at once, normally distributed with the given deviations
    Uniform,  ///< each component with probability 1/2, uniform within the given limits (Koch et al. 2015, section 4.2)
};

/// Where the strokes of built-in glyphs lie when they are redrawn; other data's are right in both.
enum class StrokeCoordinates {
    Exact,
    Shifted,  ///< half a pixel to the right and below, as they were in older runs
};

/// Random affine and elastic distortion of training drawings; zeros mean none.
struct DistortionSettings {
    DistortionLaw law = DistortionLaw::Normal;
    double rotationDegrees = 6.9;
    double scale = 0.10;  ///< of x and y each; Normal: of the logarithm, Uniform: 1 +- scale
    double shear = 0.12;
    double shift = 0.05;    ///< of half the input's side
    double elastic = 0.05;  ///< deviation of the 5x5 displacement lattice, of half the input's side
    bool operator==(const DistortionSettings&) const = default;
};

/// One complete description of a training; a preset is a named one. Equal configurations on equal data, machine,
/// libraries and threads give equal weights.
struct TrainingConfig {
    std::string preset = "compact";
    std::uint64_t seed = 1;
    std::int64_t steps = 0;  ///< horizon of the schedule; 0: planned from `minutes`
    double minutes = 6;      ///< used where steps is 0
    int threads = 0;         ///< of tensor operations; 0: all cores
    std::string device = "cpu";
    Precision precision = Precision::Automatic;

    NetworkSettings network;
    InitialValues initialValues = InitialValues::Default;
    Loss loss = Loss::InBatchSoftmax;
    double labelSmoothing = 0.05;
    double margin = 1;                         ///< with Contrastive and Triplet
    Negatives negatives = Negatives::Hardest;  ///< with Triplet

    PairRule pairs = PairRule::Balanced;    ///< with pair losses
    int pairsPerStep = 128;                 ///< pairs of drawings a step; with InBatchSoftmax, Triplet each is a class
    std::int64_t trainingPairs = 0;         ///< size of a fixed set of pairs (pair losses); 0: drawn afresh every step
    int ways = 60, shots = 1, queries = 5;  ///< with Episodes: classes a step, and drawings a class
    int presentations = 10;                 ///< with Presentations: drawings of each of the ways in an episode
    int episodesPerStep = 16;               ///< with Presentations
    std::int64_t epochPairs = 30'000;       ///< an epoch where pairs are drawn afresh; else the fixed set is one
    int distortedCopies = 0;                ///< with pair losses: one in this number + 1 is undistorted; 0: none is
    double glyphShare = 0.5;                ///< share of the classes that are fresh built-in glyphs
    bool rotatedClasses = true;             ///< the rotations of a character are classes of their own (images)
    bool mirroredClasses = true;            ///< with rotatedClasses: the mirror images too
    bool turnedGlyphs = false;              ///< each glyph in one of its eight rotations and mirror images
    int neighbours = 1;                     ///< classes of one alphabet, in one turn, that come into a step together
    double strokeShare = 0;                 ///< share of the real drawings that are redrawn from their strokes
    double strokeStrength = 1;              ///< of the strokes' distortion
    StrokeCoordinates strokeCoordinates = StrokeCoordinates::Exact;
    DistortionSettings distortion;  ///< of images
    double noise = 0;               ///< of vectors: normal, times the deviation of each number

    OptimiserRule optimiser = OptimiserRule::Adam;
    double learningRate = 2e-3;
    double epochDecay = 1;   ///< the rates are multiplied by it after every epoch
    double momentum = 0.9;   ///< with Momentum: what it comes to from 0.5
    int momentumEpochs = 1;  ///< within so many epochs, linearly
    RateSchedule schedule = RateSchedule::Cosine;
    int halveEvery = 2000;  ///< steps; with RateSchedule::Halving
    int warmupSteps = 100;
    double weightDecay = 1e-3;  ///< decoupled (AdamW)
    double averaging = 0;       ///< of the weights: decay of their exponential moving average; 0: none
    double l2Convolution = 0;   ///< times the sum of squared weights, added to the loss
    double l2Dense = 0;
    // Of koch2015's layers convolution1..4, dense, head; empty: the single values above.
    std::vector<double> layerRates, layerMomentum, layerL2;

    int epochs = 0;           ///< the training ends after so many; 0: no limit
    int patience = 0;         ///< and after so many without a better validation accuracy; 0: never
    int evaluateEvery = 100;  ///< steps between evaluations and checkpoints
    int evaluationTasks = 400;
    int evaluationWays = 20;  ///< fewer where the validation set holds fewer characters
    int evaluationShots = 1;
    bool evaluateWithinAlphabet = true;
    int trainingTasks = 0;           ///< likewise of characters that it learns from, asked beside them
    bool evaluateTwoDrawers = true;  ///< the query by one drawer, the support set by others; else any drawings

    bool operator==(const TrainingConfig&) const = default;
};

struct FieldError {
    std::string key;      ///< of the setting at fault
    std::string problem;  ///< "must be between 1 and 512, is 0"
};

/// Every fault of the configuration; empty: it can be trained.
std::vector<FieldError> validate(const TrainingConfig&);
/// Throws Error(InvalidSetting) that names every fault.
void requireValid(const TrainingConfig&);

Json toJson(const TrainingConfig&);
/// Throws Error(BadData); unknown keys are errors, and missing ones but those of `later` settings.
TrainingConfig trainingConfigFromJson(const Json&, const std::string& where);

}  // namespace oneshot
