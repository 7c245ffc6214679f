#include "core/training/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/near_name.h"
#include "core/base/numbers.h"
#include "core/models/network_names.h"

namespace oneshot {
namespace {

template <typename Enum>
struct Names;
template <>
struct Names<Architecture> : EnumNames<Architecture> {
    static Architecture& of(TrainingConfig& c) { return c.network.architecture; }
};
template <>
struct Names<Similarity> : EnumNames<Similarity> {
    static Similarity& of(TrainingConfig& c) { return c.network.similarity; }
};
template <>
struct Names<WayComparison> : EnumNames<WayComparison> {
    static WayComparison& of(TrainingConfig& c) { return c.network.comparison; }
};
template <>
struct Names<Labels> : EnumNames<Labels> {
    static Labels& of(TrainingConfig& c) { return c.network.labels; }
};
template <>
struct Names<Negatives> {
    static constexpr std::array<std::string_view, 2> all{"random", "hardest"};
    static Negatives& of(TrainingConfig& c) { return c.negatives; }
};
template <>
struct Names<InitialValues> {
    static constexpr std::array<std::string_view, 2> all{"default", "bouma2017"};
    static InitialValues& of(TrainingConfig& c) { return c.initialValues; }
};
template <>
struct Names<PairRule> {
    static constexpr std::array<std::string_view, 2> all{"balanced", "distinct-classes"};
    static PairRule& of(TrainingConfig& c) { return c.pairs; }
};
template <>
struct Names<Loss> {
    static constexpr std::array<std::string_view, 7> all{"pair-cross-entropy", "in-batch-softmax", "episodes",
                                                         "contrastive",        "triplet",          "classification",
                                                         "presentations"};
    static Loss& of(TrainingConfig& c) { return c.loss; }
};
template <>
struct Names<RateSchedule> {
    static constexpr std::array<std::string_view, 3> all{"constant", "cosine", "halving"};
    static RateSchedule& of(TrainingConfig& c) { return c.schedule; }
};
template <>
struct Names<OptimiserRule> {
    static constexpr std::array<std::string_view, 2> all{"adam", "momentum"};
    static OptimiserRule& of(TrainingConfig& c) { return c.optimiser; }
};
template <>
struct Names<Precision> {
    static constexpr std::array<std::string_view, 3> all{"float32", "bfloat16", "auto"};
    static Precision& of(TrainingConfig& c) { return c.precision; }
};
template <>
struct Names<StrokeCoordinates> {
    static constexpr std::array<std::string_view, 2> all{"exact", "shifted"};
    static StrokeCoordinates& of(TrainingConfig& c) { return c.strokeCoordinates; }
};
template <>
struct Names<DistortionLaw> {
    static constexpr std::array<std::string_view, 2> all{"normal", "uniform"};
    static DistortionLaw& of(TrainingConfig& c) { return c.distortion.law; }
};

/// The setting of an enum member; `key` is repeated in its errors.
template <typename Enum>
Setting::Choice choice() {
    return {{Names<Enum>::all.begin(), Names<Enum>::all.end()},
            [](const TrainingConfig& c) {
                return std::string(Names<Enum>::all[static_cast<int>(Names<Enum>::of(const_cast<TrainingConfig&>(c)))]);
            },
            [](TrainingConfig& c, std::string_view name) {
                Names<Enum>::of(c) = static_cast<Enum>(indexOfName("choice", name, Names<Enum>::all));
            }};
}

Setting::Choice deviceChoice() {
    static const std::vector<std::string> devices{"cpu", "cuda"};
    return {devices, [](const TrainingConfig& c) { return c.device; },
            [](TrainingConfig& c, std::string_view name) {
                if (std::ranges::find(devices, name) == devices.end())
                    throw Error(ErrorCode::InvalidSetting, "device", "does not know \"" + std::string(name) + "\"",
                                didYouMean(std::string(name), devices) + "Choose one of: cpu, cuda.");
                c.device = name;
            }};
}

// A captureless lambda that returns a member by reference, as the Member alternative of the member's type.
#define MEMBER(TYPE, EXPRESSION) \
    Setting::Member(static_cast<TYPE& (*)(TrainingConfig&)>([](TrainingConfig& c) -> TYPE& { return c.EXPRESSION; }))

const std::vector<Setting>& table() {
    static const std::vector<Setting> all{
        {"steps", "Schedule", "Steps", "steps",
         "Length of the training and horizon of its schedule; 0: as many as fit into the minutes",
         MEMBER(std::int64_t, steps), 0, 1e9},
        {"epochs", "Schedule", "Most epochs", "epochs",
         "The training ends after so many epochs (see epoch_pairs), where its steps or minutes are not over before; 0: "
         "no limit",
         MEMBER(int, epochs), 0, 1000000, true},
        {"patience", "Schedule", "Patience", "epochs",
         "The training ends at the first evaluation that comes so many epochs after the last better one; 0, and "
         "without a validation set: never",
         MEMBER(int, patience), 0, 1000000, true},
        {"minutes", "Schedule", "Minutes", "minutes",
         "Wall-clock time to train, evaluations included, where steps is 0", MEMBER(double, minutes), 0.01, 1e5},
        {"seed", "Schedule", "Seed", "", "Decides initial weights, samples, distortions and dropout",
         MEMBER(std::uint64_t, seed), 0, 9.007199254740991e15},
        {"threads", "Schedule", "Threads", "threads",
         "Of tensor operations; 0, and more than there are: all cores. Part of what makes a run repeatable",
         MEMBER(int, threads), 0, 1024},
        {"device", "Schedule", "Device", "", "Where tensors live", Setting::Member(deviceChoice()), 0, 0},
        {"precision", "Schedule", "Precision", "",
         "Of the training's convolutions; auto: bfloat16 where the CPU multiplies it natively, about 1.6 times as "
         "fast, else float32",
         Setting::Member(choice<Precision>()), 0, 0},

        {"architecture", "Network", "Architecture", "",
         "koch2015: weighted L1 of two sigmoid embeddings; compact: convolutions and a dense layer; conv4: four blocks "
         "of convolution, batch norm, ReLU and max-pool; dense: layers for vectors; pixels: the drawing as it is "
         "(memory)",
         Setting::Member(choice<Architecture>()), 0, 0},
        {"similarity", "Network", "Similarity", "",
         "Of two embeddings: weighted-l1, squared-euclidean (minus the distance), cosine, bilinear (a learnt matrix "
         "between them); default: koch2015's weighted L1, else cosine",
         Setting::Member(choice<Similarity>()), 0, 0, true},
        {"comparison", "Network", "Comparison", "",
         "With a way: mean-score of its drawings; prototype: with their mean embedding; attention: softmax over all "
         "drawings of the support set, added up; full-context: the same after LSTMs that read the support set; tuned: "
         "by a softmax layer learnt on it; memory: an LSTM with a memory is shown the support set and its labels",
         Setting::Member(choice<WayComparison>()), 0, 0, true},
        {"context_steps", "Network", "Context steps", "reads", "How often a query reads the support set (full-context)",
         MEMBER(int, network.contextSteps), 1, 100, true},
        {"tuning_steps", "Network", "Tuning steps", "steps", "Of gradient descent on a support set (tuned)",
         MEMBER(int, network.tuningSteps), 1, 100000, true},
        {"tuning_rate", "Network", "Tuning rate", "",
         "Of these steps, over the mean squared length of the embeddings (tuned)", MEMBER(double, network.tuningRate),
         1e-6, 1000, true},
        {"input_size", "Network", "Input size", "px", "Side of the image that the network receives",
         MEMBER(int, network.input.size), 8, 512},
        {"normalise_ink", "Network", "Normalise ink", "", "Centre the ink and scale its longer side to the ink share",
         MEMBER(bool, network.input.normaliseInk), 0, 1},
        {"ink_share", "Network", "Ink share", "of the side", "Longer side of the normalised ink",
         MEMBER(double, network.input.inkShare), 0.1, 1},
        {"channels", "Network", "Channels", "",
         "1: drawings are seen in grey; 3: in red, green and blue, grey ones repeated",
         MEMBER(int, network.input.channels), 1, 3, true},
        {"byte_input", "Network", "Byte input", "",
         "Pixels come to the network as 255 on paper and 0 on ink, as in the code of Bouma's article; else as 0 and 1 "
         "(koch2015)",
         MEMBER(bool, network.byteInput), 0, 1, true},
        {"maps", "Network", "Feature maps", "per convolution", "Outputs of the four convolutions, as 48,96,128,192",
         MEMBER(std::vector<int>, network.maps), 1, 4096},
        {"pool_first", "Network", "Pool first", "",
         "Max-pool before batch norm and ReLU, which then have a quarter of the work; else behind them (compact)",
         MEMBER(bool, network.poolFirst), 0, 1, true},
        {"residual_blocks", "Network", "Residual blocks", "blocks",
         "Behind the fourth convolution: two convolutions as wide as it, and what comes in is added to what goes out "
         "(compact)",
         MEMBER(int, network.residualBlocks), 0, 16, true},
        {"dense_layers", "Network", "Dense layers", "numbers", "Widths of the layers before the embedding (dense)",
         MEMBER(std::vector<int>, network.denseLayers), 1, 65536, true},
        {"embedding", "Network", "Embedding", "dimensions",
         "Length of the vector that stands for a drawing; of conv4 what its maps leave, of pixels their number",
         MEMBER(int, network.embedding), 1, 65536},
        {"controller", "Network", "Controller", "numbers", "In the state of the LSTM that reads and writes (memory)",
         MEMBER(int, network.controller), 1, 4096, true},
        {"memory_slots", "Network", "Memory slots", "slots", "Places of the memory (memory)",
         MEMBER(int, network.memorySlots), 1, 4096, true},
        {"memory_width", "Network", "Memory width", "numbers", "In each slot (memory)",
         MEMBER(int, network.memoryWidth), 1, 1024, true},
        {"read_heads", "Network", "Heads", "heads", "That read from the memory, and write to it, at once (memory)",
         MEMBER(int, network.readHeads), 1, 64, true},
        {"usage_decay", "Network", "Usage decay", "a drawing",
         "What the usage of a slot keeps; a slot is written to where it is used least (memory)",
         MEMBER(double, network.usageDecay), 0, 1, true},
        {"labels", "Network", "Labels", "",
         "How a class is named to the memory and by it. one-hot: one of one_hot_labels; letters: five letters of five "
         "kinds, 3,125 labels, so that more ways can be asked about than it learnt with (memory)",
         Setting::Member(choice<Labels>()), 0, 0, true},
        {"one_hot_labels", "Network", "One-hot labels", "labels",
         "As many ways can be asked about, in training and later (memory, labels=one-hot)",
         MEMBER(int, network.oneHotLabels), 2, 1000, true},
        {"dropout", "Network", "Dropout", "probability", "Of each feature before the encoder's last layer; 0: none",
         MEMBER(double, network.dropout), 0, 0.95},
        {"initial_values", "Network", "Initial values", "",
         "default: those of Koch et al. or, for compact, LibTorch's; bouma2017: koch2015's network as in Bouma's "
         "article, dense weights N(0, 0.01) and no bias of the first convolution",
         Setting::Member(choice<InitialValues>()), 0, 0, true},

        {"loss", "Loss", "Loss", "",
         "pair-cross-entropy: same or different; in-batch-softmax: each drawing finds its partner among all of the "
         "step; episodes: each step is a task of ways and shots; contrastive: same pairs close, others a margin apart; "
         "triplet: nearer to its partner than to another by a margin; classification: which of all characters that it "
         "learns from; presentations: the drawings of an episode in turn, each to be answered before its label is told",
         Setting::Member(choice<Loss>()), 0, 0},
        {"label_smoothing", "Loss", "Label smoothing", "probability",
         "Taken from the right way and spread over all (in-batch-softmax, episodes, classification)",
         MEMBER(double, labelSmoothing), 0, 0.9},
        {"logit_scale", "Loss", "Initial scale", "",
         "Cosines are multiplied by this before a softmax (of a memory: of its slots); learnt from there",
         MEMBER(double, network.logitScale), 0.01, 1000},
        {"margin", "Loss", "Margin", "", "contrastive: of the distance of two embeddings; triplet: of their similarity",
         MEMBER(double, margin), 0, 1000, true},
        {"negatives", "Loss", "Negatives", "",
         "Of triplets. random: a drawing of another class of the step; hardest: of all of them the most alike",
         Setting::Member(choice<Negatives>()), 0, 0, true},
        {"l2_convolution", "Loss", "L2, convolutions", "", "Times the sum of squared weights, added to the loss",
         MEMBER(double, l2Convolution), 0, 10},
        {"l2_dense", "Loss", "L2, dense layer", "", "Times the sum of squared weights, added to the loss",
         MEMBER(double, l2Dense), 0, 10},
        {"layer_l2", "Loss", "L2 by layer", "six numbers",
         "Times the sum of squared weights of each layer: convolution1..4, dense, head; empty: the two above "
         "(koch2015)",
         MEMBER(std::vector<double>, layerL2), 0, 10, true},

        {"pairs", "Batches", "Kind of pairs", "",
         "balanced: every alphabet equally often, as Koch et al.; distinct-classes: first drawings of distinct "
         "characters, alphabets and drawers disregarded, as Bouma's article (pair-cross-entropy, contrastive)",
         Setting::Member(choice<PairRule>()), 0, 0, true},
        {"pairs_per_step", "Batches", "Pairs", "per step",
         "Pairs of drawings a step; with in-batch-softmax, triplet and classification each is a class of its own",
         MEMBER(int, pairsPerStep), 2, 65536},
        {"ways", "Batches", "Ways", "a step",
         "Classes of an episode; fewer where the data hold fewer (episodes, presentations)", MEMBER(int, ways), 2, 1000,
         true},
        {"shots", "Batches", "Shots", "drawings a way", "Of the support set of an episode (episodes)",
         MEMBER(int, shots), 1, 20, true},
        {"queries", "Batches", "Queries", "drawings a way", "That an episode asks about (episodes)",
         MEMBER(int, queries), 1, 100, true},
        {"presentations", "Batches", "Presentations", "drawings a way",
         "Of each class in an episode, all in random order (presentations)", MEMBER(int, presentations), 1, 100, true},
        {"episodes_per_step", "Batches", "Episodes", "a step", "That are gone through side by side (presentations)",
         MEMBER(int, episodesPerStep), 1, 1024, true},
        {"training_pairs", "Batches", "Fixed pairs", "pairs",
         "Size of a set of pairs that is drawn once, as Koch et al. did; 0: drawn afresh every step "
         "(pair-cross-entropy, contrastive)",
         MEMBER(std::int64_t, trainingPairs), 0, 1e7},
        {"epoch_pairs", "Batches", "Pairs of an epoch", "pairs",
         "So many pairs, or queries or presentations of episodes, are an epoch where they are drawn afresh; a fixed "
         "set gone through "
         "once, with its distorted copies, is one by itself",
         MEMBER(std::int64_t, epochPairs), 1, 1e9, true},
        {"distorted_copies", "Batches", "Distorted copies", "of each pair",
         "0: every view is distorted. N: a pair of the fixed set comes N + 1 times an epoch, once undistorted and N "
         "times in new distortions (Koch et al.: 8, kept); of fresh pairs one in N + 1 is undistorted "
         "(pair-cross-entropy, contrastive)",
         MEMBER(int, distortedCopies), 0, 1000, true},
        {"glyph_share", "Batches", "Share of glyphs", "of the pairs",
         "Pairs or ways drawn afresh from the endless built-in glyphs (all but pair losses)",
         MEMBER(double, glyphShare), 0, 1},
        {"rotated_classes", "Batches", "Rotated classes", "",
         "Rotations by quarter turns of a character are classes of their own (images; all but pair losses)",
         MEMBER(bool, rotatedClasses), 0, 1},
        {"turned_glyphs", "Batches", "Turned glyphs", "",
         "Each glyph comes in one of its eight rotations and mirror images (all but pair losses)",
         MEMBER(bool, turnedGlyphs), 0, 1, true},
        {"mirrored_classes", "Batches", "Mirrored classes", "",
         "The mirror images of rotated classes are classes too, eight in all instead of four",
         MEMBER(bool, mirroredClasses), 0, 1, true},
        {"neighbours", "Batches", "Neighbours", "classes",
         "Characters of one alphabet, in one turn, that come into a step together, hard to tell apart; 1: any "
         "characters (all but pair losses)",
         MEMBER(int, neighbours), 1, 1000, true},
        {"stroke_share", "Batches", "Redrawn", "of the real drawings",
         "Drawings that are drawn again from their strokes, each stroke distorted on its own, where the data hold "
         "strokes (strokes=beside); the others as they are",
         MEMBER(double, strokeShare), 0, 1, true},
        {"stroke_strength", "Batches", "Strength of redrawing", "", "Of the strokes' distortion; 0: only inked again",
         MEMBER(double, strokeStrength), 0, 4, true},
        {"stroke_coordinates", "Batches", "Stroke coordinates", "",
         "exact: a glyph is redrawn where it is; shifted: half a pixel to the right and below, as runs of older "
         "versions "
         "did and go on to do",
         Setting::Member(choice<StrokeCoordinates>()), 0, 0, true, "shifted"},

        {"distortion", "Distortion", "Law", "",
         "normal: all components, normally distributed; uniform: each with probability 1/2 within limits, as in Koch "
         "et al.",
         Setting::Member(choice<DistortionLaw>()), 0, 0},
        {"rotation", "Distortion", "Rotation", "degrees", "Deviation (normal) or limit (uniform)",
         MEMBER(double, distortion.rotationDegrees), 0, 180},
        {"scale", "Distortion", "Scale", "",
         "Of x and y: deviation of its logarithm (normal), or limit around 1 (uniform)",
         MEMBER(double, distortion.scale), 0, 0.9},
        {"shear", "Distortion", "Shear", "", "Deviation (normal) or limit (uniform)", MEMBER(double, distortion.shear),
         0, 2},
        {"shift", "Distortion", "Shift", "of half the side", "Deviation (normal) or limit (uniform)",
         MEMBER(double, distortion.shift), 0, 1},
        {"elastic", "Distortion", "Elastic", "of half the side", "Deviation of a smooth 5 x 5 field of displacements",
         MEMBER(double, distortion.elastic), 0, 1},
        {"noise", "Distortion", "Noise", "of its deviation",
         "Normal noise that is added to each number of a vector (dense); images have none", MEMBER(double, noise), 0,
         10, true},

        {"optimiser", "Optimiser", "Optimiser", "",
         "adam: Kingma & Ba 2015; momentum: stochastic gradient descent with momentum, as Koch et al.",
         Setting::Member(choice<OptimiserRule>()), 0, 0, true},
        {"learning_rate", "Optimiser", "Learning rate", "", "Of all layers that have none of their own",
         MEMBER(double, learningRate), 1e-9, 10},
        {"layer_rates", "Optimiser", "Rates by layer", "six numbers",
         "Learning rates of convolution1..4, dense, head; empty: the learning rate for all (koch2015)",
         MEMBER(std::vector<double>, layerRates), 0, 10, true},
        {"epoch_decay", "Optimiser", "Decay of the rates", "an epoch",
         "The rates are multiplied by this after every epoch (Koch et al.: 0.99); 1: not", MEMBER(double, epochDecay),
         0.01, 1, true},
        {"momentum", "Optimiser", "Momentum", "",
         "Share of the last step that the next one keeps, at its end value: it begins at 0.5 (momentum)",
         MEMBER(double, momentum), 0, 0.9999, true},
        {"layer_momentum", "Optimiser", "Momentum by layer", "six numbers",
         "End values of convolution1..4, dense, head; empty: the momentum for all (koch2015, momentum)",
         MEMBER(std::vector<double>, layerMomentum), 0, 0.9999, true},
        {"momentum_epochs", "Optimiser", "Rise of momentum", "epochs",
         "Momentum goes from 0.5 to its end value by equal steps after each of so many epochs (momentum)",
         MEMBER(int, momentumEpochs), 1, 100000, true},
        {"schedule", "Optimiser", "Rate schedule", "",
         "cosine: falls to a hundredth over the horizon; halving: to half every so many steps",
         Setting::Member(choice<RateSchedule>()), 0, 0},
        {"halve_every", "Optimiser", "Halve every", "steps", "After which the rate is half of what it was (halving)",
         MEMBER(int, halveEvery), 1, 1000000000, true},
        {"warmup_steps", "Optimiser", "Warm-up", "steps", "The rate rises linearly from 0", MEMBER(int, warmupSteps), 0,
         1000000},
        {"weight_decay", "Optimiser", "Weight decay", "", "Decoupled from the gradient (AdamW)",
         MEMBER(double, weightDecay), 0, 10},
        {"averaging", "Optimiser", "Averaging", "decay a step",
         "Weights that are evaluated and kept are the exponential moving average of the trained ones; 0: these "
         "themselves",
         MEMBER(double, averaging), 0, 0.99999, true},

        {"evaluate_every", "Evaluation", "Evaluate every", "steps", "Between evaluations; a checkpoint follows each",
         MEMBER(int, evaluateEvery), 1, 1000000000},
        {"evaluation_tasks", "Evaluation", "Tasks", "tasks", "The same ones every time", MEMBER(int, evaluationTasks),
         1, 1000000},
        {"training_tasks", "Evaluation", "Tasks of seen characters", "tasks",
         "Asked beside them, of the characters that it learns from: how far it learns these by heart; 0, and where the "
         "data hold too few characters for as many ways: none",
         MEMBER(int, trainingTasks), 0, 1000000, true},
        {"evaluation_ways", "Evaluation", "Ways", "ways", "Fewer where the data hold fewer characters",
         MEMBER(int, evaluationWays), 2, 1000},
        {"evaluation_shots", "Evaluation", "Shots", "drawings a way", "Examples of each character in the support set",
         MEMBER(int, evaluationShots), 1, 100},
        {"evaluate_within_alphabet", "Evaluation", "Within alphabet", "",
         "All ways from one alphabet, as in Lake's runs; else from all", MEMBER(bool, evaluateWithinAlphabet), 0, 1},
        {"evaluate_two_drawers", "Evaluation", "Two drawers", "",
         "Query by one drawer, support set by others, as in Lake's runs; else any drawings but the query",
         MEMBER(bool, evaluateTwoDrawers), 0, 1, true},
    };
    return all;
}

#undef MEMBER

std::string normalisedKey(std::string_view key) {
    std::string text(key);
    std::replace(text.begin(), text.end(), '-', '_');
    return text;
}

/// What other programs call our settings.
constexpr std::array<std::pair<std::string_view, std::string_view>, 34> synonyms{{
    {"batch", "pairs_per_step"},
    {"batch_size", "pairs_per_step"},
    {"bs", "pairs_per_step"},
    {"num_epochs", "epochs"},
    {"n_epochs", "epochs"},
    {"max_epochs", "epochs"},
    {"iterations", "steps"},
    {"num_steps", "steps"},
    {"max_steps", "steps"},
    {"early_stopping", "patience"},
    {"random_seed", "seed"},
    {"random_state", "seed"},
    {"workers", "threads"},
    {"num_workers", "threads"},
    {"gpu", "device"},
    {"model", "architecture"},
    {"backbone", "architecture"},
    {"metric", "similarity"},
    {"distance", "similarity"},
    {"image_size", "input_size"},
    {"img_size", "input_size"},
    {"resolution", "input_size"},
    {"filters", "maps"},
    {"hidden", "maps"},
    {"embedding_dim", "embedding"},
    {"embedding_size", "embedding"},
    {"n_way", "ways"},
    {"k_shot", "shots"},
    {"criterion", "loss"},
    {"temperature", "logit_scale"},
    {"scheduler", "schedule"},
    {"warmup", "warmup_steps"},
    {"ema", "averaging"},
    {"translate", "shift"},
}};

/// "Did you mean learning_rate? ", or nothing.
std::string meantBy(const std::string& wanted) {
    std::vector<std::string> names;
    for (const Setting& setting : table()) names.emplace_back(setting.key);
    const auto* synonym = std::ranges::find(synonyms, wanted, &decltype(synonyms)::value_type::first);
    return didYouMean(synonym == synonyms.end() ? wanted : std::string(synonym->second), names);
}

/// Whole numbers that do not fit their type are out of every range; all others are for validate().
template <typename Number>
Number parseNumber(const Setting& setting, std::string_view text) {
    constexpr bool real = std::is_floating_point_v<Number>;
    if constexpr (real) {
        if (const std::optional<double> value = finiteNumber(text)) return *value;
    } else {
        Number value{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size()) return value;
    }
    throw Error(ErrorCode::InvalidSetting, std::string(setting.key),
                std::string(real ? "must be a number " : "must be a whole number ") +
                    rangeWords(setting.low, setting.high) + ", is \"" + std::string(text) + '"',
                "Write for example " + std::string(setting.key) + (real ? "=0.5." : "=20."));
}

bool parseBool(std::string_view key, std::string_view text) {
    if (text == "true" || text == "yes" || text == "on" || text == "1") return true;
    if (text == "false" || text == "no" || text == "off" || text == "0") return false;
    throw Error(ErrorCode::InvalidSetting, std::string(key), "\"" + std::string(text) + "\" is neither true nor false");
}

template <typename Number>
std::vector<Number> parseList(const Setting& setting, std::string_view text) {
    std::vector<Number> values;
    while (true) {
        const std::size_t comma = text.find(',');
        values.push_back(parseNumber<Number>(setting, text.substr(0, comma)));
        if (comma == std::string_view::npos) return values;
        text.remove_prefix(comma + 1);
    }
}

}  // namespace

std::span<const Setting> settings() {
    return table();
}

const Setting& settingNamed(std::string_view key) {
    const std::string wanted = normalisedKey(key);
    const auto& all = table();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Setting& s) { return s.key == wanted; });
    if (found != all.end()) return *found;
    throw Error(ErrorCode::InvalidSetting, std::string(key), "there is no such setting",
                meantBy(wanted) + "`oneshot presets` lists all settings.");
}

std::string settingText(const TrainingConfig& config, const Setting& setting) {
    return std::visit(
        [&](const auto& member) -> std::string {
            using Member = std::decay_t<decltype(member)>;
            if constexpr (std::is_same_v<Member, Setting::Choice>) {
                return member.get(config);
            } else {
                const auto& value = member(const_cast<TrainingConfig&>(config));  // read only
                using Value = std::decay_t<decltype(value)>;
                if constexpr (std::is_same_v<Value, bool>) {
                    return value ? "true" : "false";
                } else if constexpr (std::is_same_v<Value, std::vector<int>> ||
                                     std::is_same_v<Value, std::vector<double>>) {
                    std::string text;
                    for (const auto item : value) text.append(text.empty() ? "" : ",").append(numberText(item));
                    return text;
                } else if constexpr (std::is_same_v<Value, double>) {
                    return numberText(value);
                } else {
                    return std::to_string(value);
                }
            }
        },
        setting.member);
}

void setSetting(TrainingConfig& config, const Setting& setting, std::string_view text) {
    std::visit(
        [&](const auto& member) {
            using Member = std::decay_t<decltype(member)>;
            if constexpr (std::is_same_v<Member, Setting::Choice>) {
                try {
                    member.set(config, text);
                } catch (const Error& error) {
                    throw Error(error.code(), std::string(setting.key), error.problem(), error.remedy());
                }
            } else {
                auto& value = member(config);
                using Value = std::decay_t<decltype(value)>;
                if constexpr (std::is_same_v<Value, bool>) {
                    value = parseBool(setting.key, text);
                } else if constexpr (std::is_same_v<Value, std::vector<int>>) {
                    value = parseList<int>(setting, text);
                } else if constexpr (std::is_same_v<Value, std::vector<double>>) {
                    value = text.empty() ? Value() : parseList<double>(setting, text);
                } else {
                    value = parseNumber<Value>(setting, text);
                }
            }
        },
        setting.member);
}

}  // namespace oneshot
