#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/enum_names.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/compute/compute.h"
#include "core/models/network_settings.h"
#include "core/tasks/pair_sampler.h"

namespace oneshot {

/// When a training ends.
struct LengthSettings {
    std::int64_t steps = 0;  ///< horizon of the schedule; 0: planned from `minutes`
    double minutes = 6;      ///< used where steps is 0
    int epochs = 0;          ///< maximum; 0: no limit
    int patience = 0;        ///< epochs without a better validation accuracy after which it ends; 0: never
    bool operator==(const LengthSettings&) const = default;
};

enum class Loss {
    PairCrossEntropy,  ///< p(same) of balanced pairs, binary cross-entropy + L2 (Koch et al. 2015, section 3.2)
    InBatchSoftmax,    ///< each drawing finds its partner among all of the step, N-way cross-entropy in both directions
    Episodes,        ///< tasks of `ways`, `shots` and `queries`, N-way cross-entropy (Vinyals et al. 2016, section 2.2)
    Contrastive,     ///< balanced pairs; same ones close, different ones a margin apart (Hadsell et al. 2006)
    Triplet,         ///< nearer to its partner than to another by a margin (Schroff et al. 2015, section 3.1)
    Classification,  ///< each drawing's class among all of the background set, by a layer that answers no task
    Presentations,   ///< one drawing after another, each answered before its label is shown (Santoro et al. 2016, 2)
};
template <>
struct EnumNames<Loss> {
    static constexpr std::array<std::string_view, 7> all{"pair-cross-entropy", "in-batch-softmax", "episodes",
                                                         "contrastive",        "triplet",          "classification",
                                                         "presentations"};
};

/// True if a step is made of pairs that are the same or different, and not of classes.
constexpr bool learnsPairs(Loss loss) {
    return loss == Loss::PairCrossEntropy || loss == Loss::Contrastive;
}

/// The negative of a triplet, a drawing of another class.
enum class Negatives {
    AtRandom,  ///< of the next class of the step, whose order is random
    Hardest,   ///< the most similar one of the step (batch-hard: Hermans et al. 2017)
};
template <>
struct EnumNames<Negatives> {
    static constexpr std::array<std::string_view, 2> all{"random", "hardest"};
};

/// What a training minimises.
struct LossSettings {
    Loss kind = Loss::InBatchSoftmax;
    double labelSmoothing = 0.05;
    double margin = 1;                         ///< with Contrastive and Triplet
    Negatives negatives = Negatives::Hardest;  ///< with Triplet
    double l2Convolution = 0;                  ///< times the sum of squared weights, added to the loss
    double l2Dense = 0;
    std::vector<double> layerL2;  ///< by layer of koch2015, as OptimiserSettings::layerRates; empty: the two above
    bool operator==(const LossSettings&) const = default;
};

/// Where built-in glyphs are redrawn from their strokes. Other data are not affected.
enum class StrokeCoordinates {
    Exact,
    Shifted,  ///< half a pixel to the right and below, as they were in older runs
};
template <>
struct EnumNames<StrokeCoordinates> {
    static constexpr std::array<std::string_view, 2> all{"exact", "shifted"};
};

/// The drawings of a step.
struct BatchSettings {
    PairRule pairRule = PairRule::Balanced;  ///< with pair losses
    int pairsPerStep = 128;                  ///< with InBatchSoftmax and Triplet each pair is a class of its own
    std::int64_t trainingPairs = 0;          ///< size of a fixed set of pairs (pair losses); 0: drawn afresh every step
    int ways = 60, shots = 1, queries = 5;   ///< with Episodes: classes per step, and drawings per class
    int presentations = 10;                  ///< with Presentations: drawings per way in an episode
    int episodesPerStep = 16;                ///< with Presentations
    std::int64_t epochPairs = 30'000;        ///< per epoch if pairs are drawn afresh; else the fixed set is an epoch
    int distortedCopies = 0;                 ///< with pair losses: one view in this number + 1 is plain; 0: none is
    double glyphShare = 0.5;                 ///< fraction of the classes that are fresh built-in glyphs
    bool rotatedClasses = true;              ///< rotations of a character are classes of their own (images)
    bool mirroredClasses = true;             ///< with rotatedClasses: mirror images too
    bool turnedGlyphs = false;               ///< each glyph in one of its eight rotations and mirror images
    int neighbours = 1;                      ///< classes of one alphabet and one turn that a step groups together
    double strokeShare = 0;                  ///< fraction of the real drawings that are redrawn from their strokes
    double strokeStrength = 1;               ///< of the distortion of strokes
    StrokeCoordinates strokeCoordinates = StrokeCoordinates::Exact;
    bool operator==(const BatchSettings&) const = default;
};

enum class DistortionLaw {
    Normal,   ///< every component at once, normally distributed with the given deviations
    Uniform,  ///< each component with probability 1/2, uniform within the given limits (Koch et al. 2015, section 4.2)
};
template <>
struct EnumNames<DistortionLaw> {
    static constexpr std::array<std::string_view, 2> all{"normal", "uniform"};
};

/// Random affine and elastic distortion of training drawings, and noise of vectors; zeros mean none.
struct DistortionSettings {
    DistortionLaw law = DistortionLaw::Normal;
    double rotationDegrees = 6.9;
    double scale = 0.10;  ///< of x and y each; Normal: of the logarithm, Uniform: 1 +- scale
    double shear = 0.12;
    double shift = 0.05;    ///< of half the input's side
    double elastic = 0.05;  ///< deviation of the 5x5 displacement lattice, of half the input's side
    double noise = 0;       ///< of vectors: normal, relative to the deviation of each number
    bool operator==(const DistortionSettings&) const = default;
};

enum class OptimiserRule {
    Adam,      ///< Kingma & Ba 2015, with decoupled weight decay
    Momentum,  ///< stochastic gradient descent with momentum (Koch et al. 2015, section 3.2)
};
template <>
struct EnumNames<OptimiserRule> {
    static constexpr std::array<std::string_view, 2> all{"adam", "momentum"};
};

enum class RateSchedule {
    Constant,
    Cosine,
    Halving,  ///< to half after every `halveEvery` steps (Snell et al. 2017, section 3.1)
};
template <>
struct EnumNames<RateSchedule> {
    static constexpr std::array<std::string_view, 3> all{"constant", "cosine", "halving"};
};

/// How the gradients change the weights.
struct OptimiserSettings {
    OptimiserRule rule = OptimiserRule::Adam;
    double learningRate = 2e-3;
    double epochDecay = 1;   ///< factor of the rates after every epoch
    double momentum = 0.9;   ///< with Momentum: its end value; it begins at 0.5
    int momentumEpochs = 1;  ///< in which it rises linearly
    RateSchedule schedule = RateSchedule::Cosine;
    int halveEvery = 2000;  ///< steps; with RateSchedule::Halving
    int warmupSteps = 100;
    double weightDecay = 1e-3;  ///< decoupled (AdamW)
    double averaging = 0;       ///< decay of the exponential moving average of the weights; 0: none
    /// By layer of koch2015: convolution1..4, dense, head; empty: learningRate and momentum.
    std::vector<double> layerRates, layerMomentum;
    bool operator==(const OptimiserSettings&) const = default;
};

/// How a training is evaluated on the way.
struct ValidationSettings {
    int intervalSteps = 100;  ///< between evaluations and checkpoints
    int tasks = 400;
    int ways = 20;  ///< fewer where the validation set holds fewer characters
    int shots = 1;
    bool withinAlphabet = true;
    int seenTasks = 0;       ///< further tasks, of characters that it learns from
    bool twoDrawers = true;  ///< the query by one drawer, the support set by others; else any drawings
    bool early = false;      ///< see EarlyEvaluations
    bool operator==(const ValidationSettings&) const = default;
};

enum class Precision {
    Float32,
    BFloat16,  ///< convolutions of the training in bfloat16; weights, statistics and all else stay float32
    Automatic  ///< bfloat16 where the CPU multiplies it natively (avx512_bf16), about 1.6 times as fast there
};
template <>
struct EnumNames<Precision> {
    static constexpr std::array<std::string_view, 3> all{"float32", "bfloat16", "auto"};
};

/// One complete description of a training; a preset is a named one. Equal configurations on equal data, machine,
/// libraries and threads give equal weights.
struct TrainingConfig {
    std::string preset = "compact";
    std::uint64_t seed = 1;
    int threads = 0;  ///< of tensor operations; 0: all cores
    Device device = Device::Cpu;
    Precision precision = Precision::Automatic;

    LengthSettings length;
    NetworkSettings network;
    InitialValues initialValues = InitialValues::Default;
    LossSettings loss;
    BatchSettings batches;
    DistortionSettings distortion;
    OptimiserSettings optimiser;
    ValidationSettings validation;
    bool operator==(const TrainingConfig&) const = default;
};

/// Finds every fault of the configuration that does not depend on the machine: see faultsHere().
std::vector<FieldError> validate(const TrainingConfig&);
/// Throws Error(InvalidSetting) that names every fault.
void requireValid(const TrainingConfig&);

Json toJson(const TrainingConfig&);
/// Throws Error(BadData); unknown keys are errors, and missing ones but those of `later` settings.
TrainingConfig trainingConfigFromJson(const Json&, const std::string& where);

}  // namespace oneshot
