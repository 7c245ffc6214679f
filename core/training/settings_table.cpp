#include "core/training/settings_table.h"

#include <utility>

#include "core/models/network_fields.h"

namespace oneshot {
namespace {

// Refers to a member of TrainingConfig.
#define IN(MEMBER) [](TrainingConfig& config) { return settingValue(config.MEMBER); }

/// A setting of the network, of which networkFields() tells the rest.
Setting network(std::string_view key, std::string_view label, std::string_view unit, std::string_view description,
                bool later = false) {
    const NetworkField& field = networkFieldNamed(key);
    const auto value = [&field](TrainingConfig& config) { return field.value(config.network); };
    return {key, label, unit, description, value, field.low, field.high, later};
}

std::vector<Setting> scheduleSettings() {
    return {
        {"steps", "Steps", "steps",
         "Length of the training and horizon of its schedule; 0: as many as fit into the minutes", IN(length.steps), 0,
         1e9},
        {"epochs", "Most epochs", "epochs",
         "The training ends after so many epochs (see epoch_pairs), where its steps or minutes are not over before; 0: "
         "no limit",
         IN(length.epochs), 0, 1000000, true},
        {"patience", "Patience", "epochs",
         "The training ends at the first evaluation that comes so many epochs after the last better one; 0, and "
         "without a validation set: never",
         IN(length.patience), 0, 1000000, true},
        {"minutes", "Minutes", "minutes", "Wall-clock time to train, evaluations included, where steps is 0",
         IN(length.minutes), 0.01, 1e5},
        {"seed", "Seed", "", "Decides initial weights, samples, distortions and dropout", IN(seed), 0,
         9.007199254740991e15},
        {"threads", "Threads", "threads",
         "Of tensor operations; 0, and more than there are: all cores. Part of what makes a run repeatable",
         IN(threads), 0, 1024},
        {"device", "Device", "", "Where tensors live", IN(device)},
        {"precision", "Precision", "",
         "Of the training's convolutions; auto: bfloat16 where the CPU multiplies it natively, about 1.6 times as "
         "fast, else float32",
         IN(precision)},
    };
}

std::vector<Setting> encoderSettings() {
    return {
        network("architecture", "Architecture", "",
                "koch2015: weighted L1 of two sigmoid embeddings; compact: convolutions and a dense layer; conv4: four "
                "blocks of convolution, batch norm, ReLU and max-pool; dense: layers for vectors; pixels: the drawing "
                "as it is (memory)"),
        network("similarity", "Similarity", "",
                "Of two embeddings: weighted-l1, squared-euclidean (minus the distance), cosine, bilinear (a learnt "
                "matrix between them); default: koch2015's weighted L1, else cosine",
                true),
        network("comparison", "Comparison", "",
                "With a way: mean-score of its drawings; prototype: with their mean embedding; attention: softmax over "
                "all drawings of the support set, added up; full-context: the same after LSTMs that read the support "
                "set; tuned: by a softmax layer learnt on it; memory: an LSTM with a memory is shown the support set "
                "and its labels",
                true),
        network("context_steps", "Context steps", "reads", "How often a query reads the support set (full-context)",
                true),
        network("tuning_steps", "Tuning steps", "steps", "Of gradient descent on a support set (tuned)", true),
        network("tuning_rate", "Tuning rate", "",
                "Of these steps, over the mean squared length of the embeddings (tuned)", true),
        network("input_size", "Input size", "px", "Side of the image that the network receives"),
        network("normalise_ink", "Normalise ink", "", "Centre the ink and scale its longer side to the ink share"),
        network("ink_share", "Ink share", "of the side", "Longer side of the normalised ink"),
        network("channels", "Channels", "",
                "1: drawings are seen in grey; 3: in red, green and blue, grey ones repeated", true),
        network("byte_input", "Byte input", "",
                "Pixels come to the network as 255 on paper and 0 on ink, as in the code of Bouma's article; else as 0 "
                "and 1 (koch2015)",
                true),
        network("maps", "Feature maps", "per convolution", "Outputs of the four convolutions, as 48,96,128,192"),
        network(
            "pool_first", "Pool first", "",
            "Max-pool before batch norm and ReLU, which then have a quarter of the work; else behind them (compact)",
            true),
        network("residual_blocks", "Residual blocks", "blocks",
                "Behind the fourth convolution: two convolutions as wide as it, and what comes in is added to what "
                "goes out (compact)",
                true),
        network("dense_layers", "Dense layers", "numbers", "Widths of the layers before the embedding (dense)", true),
        network("embedding", "Embedding", "dimensions",
                "Length of the vector that stands for a drawing; of conv4 what its maps leave, of pixels their number"),
    };
}

std::vector<Setting> memorySettings() {
    return {
        network("controller", "Controller", "numbers", "In the state of the LSTM that reads and writes (memory)", true),
        network("memory_slots", "Memory slots", "slots", "Places of the memory (memory)", true),
        network("memory_width", "Memory width", "numbers", "In each slot (memory)", true),
        network("read_heads", "Heads", "heads", "That read from the memory, and write to it, at once (memory)", true),
        network("usage_decay", "Usage decay", "a drawing",
                "What the usage of a slot keeps; a slot is written to where it is used least (memory)", true),
        network("labels", "Labels", "",
                "How a class is named to the memory and by it. one-hot: one of one_hot_labels; letters: five letters "
                "of five kinds, 3,125 labels, so that more ways can be asked about than it learnt with (memory)",
                true),
        network("one_hot_labels", "One-hot labels", "labels",
                "As many ways can be asked about, in training and later (memory, labels=one-hot)", true),
        network("dropout", "Dropout", "probability", "Of each feature before the encoder's last layer; 0: none"),
        {"initial_values", "Initial values", "",
         "default: those of Koch et al. or, for compact, LibTorch's; bouma2017: koch2015's network as in Bouma's "
         "article, dense weights N(0, 0.01) and no bias of the first convolution",
         IN(initialValues), 0, 0, true},
    };
}

std::vector<Setting> lossSettings() {
    return {
        {"loss", "Loss", "",
         "pair-cross-entropy: same or different; in-batch-softmax: each drawing finds its partner among all of the "
         "step; episodes: each step is a task of ways and shots; contrastive: same pairs close, others a margin apart; "
         "triplet: nearer to its partner than to another by a margin; classification: which of all characters that it "
         "learns from; presentations: the drawings of an episode in turn, each to be answered before its label is told",
         IN(loss.kind)},
        {"label_smoothing", "Label smoothing", "probability",
         "Taken from the right way and spread over all (in-batch-softmax, episodes, classification)",
         IN(loss.labelSmoothing), 0, 0.9},
        network("logit_scale", "Initial scale", "",
                "Cosines are multiplied by this before a softmax (of a memory: of its slots); learnt from there"),
        {"margin", "Margin", "", "contrastive: of the distance of two embeddings; triplet: of their similarity",
         IN(loss.margin), 0, 1000, true},
        {"negatives", "Negatives", "",
         "Of triplets. random: a drawing of another class of the step; hardest: of all of them the most alike",
         IN(loss.negatives), 0, 0, true},
        {"l2_convolution", "L2, convolutions", "", "Times the sum of squared weights, added to the loss",
         IN(loss.l2Convolution), 0, 10},
        {"l2_dense", "L2, dense layer", "", "Times the sum of squared weights, added to the loss", IN(loss.l2Dense), 0,
         10},
        {"layer_l2", "L2 by layer", "six numbers",
         "Times the sum of squared weights of each layer: convolution1..4, dense, head; empty: the two above "
         "(koch2015)",
         IN(loss.layerL2), 0, 10, true},
    };
}

std::vector<Setting> batchSettings() {
    return {
        {"pairs", "Kind of pairs", "",
         "balanced: every alphabet equally often, as Koch et al.; distinct-classes: first drawings of distinct "
         "characters, alphabets and drawers disregarded, as Bouma's article (pair-cross-entropy, contrastive)",
         IN(batches.pairRule), 0, 0, true},
        {"pairs_per_step", "Pairs", "per step",
         "Pairs of drawings a step; with in-batch-softmax, triplet and classification each is a class of its own",
         IN(batches.pairsPerStep), 2, 65536},
        {"ways", "Ways", "a step", "Classes of an episode; fewer where the data hold fewer (episodes, presentations)",
         IN(batches.ways), 2, 1000, true},
        {"shots", "Shots", "drawings a way", "Of the support set of an episode (episodes)", IN(batches.shots), 1, 20,
         true},
        {"queries", "Queries", "drawings a way", "That an episode asks about (episodes)", IN(batches.queries), 1, 100,
         true},
        {"presentations", "Presentations", "drawings a way",
         "Of each class in an episode, all in random order (presentations)", IN(batches.presentations), 1, 100, true},
        {"episodes_per_step", "Episodes", "a step", "That are gone through side by side (presentations)",
         IN(batches.episodesPerStep), 1, 1024, true},
        {"training_pairs", "Fixed pairs", "pairs",
         "Size of a set of pairs that is drawn once, as Koch et al. did; 0: drawn afresh every step "
         "(pair-cross-entropy, contrastive)",
         IN(batches.trainingPairs), 0, 1e7},
        {"epoch_pairs", "Pairs of an epoch", "pairs",
         "So many pairs, or queries or presentations of episodes, are an epoch where they are drawn afresh; a fixed "
         "set gone through once, with its distorted copies, is one by itself",
         IN(batches.epochPairs), 1, 1e9, true},
        {"distorted_copies", "Distorted copies", "of each pair",
         "0: every view is distorted. N: a pair of the fixed set comes N + 1 times an epoch, once undistorted and N "
         "times in new distortions (Koch et al.: 8, kept); of fresh pairs one in N + 1 is undistorted "
         "(pair-cross-entropy, contrastive)",
         IN(batches.distortedCopies), 0, 1000, true},
        {"glyph_share", "Share of glyphs", "of the pairs",
         "Pairs or ways drawn afresh from the endless built-in glyphs (all but pair losses)", IN(batches.glyphShare), 0,
         1},
        {"rotated_classes", "Rotated classes", "",
         "Rotations by quarter turns of a character are classes of their own (images; all but pair losses)",
         IN(batches.rotatedClasses), 0, 1},
        {"turned_glyphs", "Turned glyphs", "",
         "Each glyph comes in one of its eight rotations and mirror images (all but pair losses)",
         IN(batches.turnedGlyphs), 0, 1, true},
        {"mirrored_classes", "Mirrored classes", "",
         "The mirror images of rotated classes are classes too, eight in all instead of four",
         IN(batches.mirroredClasses), 0, 1, true},
        {"neighbours", "Neighbours", "classes",
         "Characters of one alphabet, in one turn, that come into a step together, hard to tell apart; 1: any "
         "characters (all but pair losses)",
         IN(batches.neighbours), 1, 1000, true},
        {"stroke_share", "Redrawn", "of the real drawings",
         "Drawings that are drawn again from their strokes, each stroke distorted on its own, where the data hold "
         "strokes (strokes=beside); the others as they are",
         IN(batches.strokeShare), 0, 1, true},
        {"stroke_strength", "Strength of redrawing", "", "Of the strokes' distortion; 0: only inked again",
         IN(batches.strokeStrength), 0, 4, true},
        {"stroke_coordinates", "Stroke coordinates", "",
         "exact: a glyph is redrawn where it is; shifted: half a pixel to the right and below, as runs of older "
         "versions did and go on to do",
         IN(batches.strokeCoordinates), 0, 0, true, "shifted"},
    };
}

std::vector<Setting> distortionSettings() {
    return {
        {"distortion", "Law", "",
         "normal: all components, normally distributed; uniform: each with probability 1/2 within limits, as in Koch "
         "et al.",
         IN(distortion.law)},
        {"rotation", "Rotation", "degrees", "Deviation (normal) or limit (uniform)", IN(distortion.rotationDegrees), 0,
         180},
        {"scale", "Scale", "", "Of x and y: deviation of its logarithm (normal), or limit around 1 (uniform)",
         IN(distortion.scale), 0, 0.9},
        {"shear", "Shear", "", "Deviation (normal) or limit (uniform)", IN(distortion.shear), 0, 2},
        {"shift", "Shift", "of half the side", "Deviation (normal) or limit (uniform)", IN(distortion.shift), 0, 1},
        {"elastic", "Elastic", "of half the side", "Deviation of a smooth 5 x 5 field of displacements",
         IN(distortion.elastic), 0, 1},
        {"noise", "Noise", "of its deviation",
         "Normal noise that is added to each number of a vector (dense); images have none", IN(distortion.noise), 0, 10,
         true},
    };
}

std::vector<Setting> optimiserSettings() {
    return {
        {"optimiser", "Optimiser", "",
         "adam: Kingma & Ba 2015; momentum: stochastic gradient descent with momentum, as Koch et al.",
         IN(optimiser.rule), 0, 0, true},
        {"learning_rate", "Learning rate", "", "Of all layers that have none of their own", IN(optimiser.learningRate),
         1e-9, 10},
        {"layer_rates", "Rates by layer", "six numbers",
         "Learning rates of convolution1..4, dense, head; empty: the learning rate for all (koch2015)",
         IN(optimiser.layerRates), 0, 10, true},
        {"epoch_decay", "Decay of the rates", "an epoch",
         "The rates are multiplied by this after every epoch (Koch et al.: 0.99); 1: not", IN(optimiser.epochDecay),
         0.01, 1, true},
        {"momentum", "Momentum", "",
         "Share of the last step that the next one keeps, at its end value: it begins at 0.5 (momentum)",
         IN(optimiser.momentum), 0, 0.9999, true},
        {"layer_momentum", "Momentum by layer", "six numbers",
         "End values of convolution1..4, dense, head; empty: the momentum for all (koch2015, momentum)",
         IN(optimiser.layerMomentum), 0, 0.9999, true},
        {"momentum_epochs", "Rise of momentum", "epochs",
         "Momentum goes from 0.5 to its end value by equal steps after each of so many epochs (momentum)",
         IN(optimiser.momentumEpochs), 1, 100000, true},
        {"schedule", "Rate schedule", "",
         "cosine: falls to a hundredth over the horizon; halving: to half every so many steps", IN(optimiser.schedule)},
        {"halve_every", "Halve every", "steps", "After which the rate is half of what it was (halving)",
         IN(optimiser.halveEvery), 1, 1000000000, true},
        {"warmup_steps", "Warm-up", "steps", "The rate rises linearly from 0", IN(optimiser.warmupSteps), 0, 1000000},
        {"weight_decay", "Weight decay", "", "Decoupled from the gradient (AdamW)", IN(optimiser.weightDecay), 0, 10},
        {"averaging", "Averaging", "decay a step",
         "Weights that are evaluated and kept are the exponential moving average of the trained ones; 0: these "
         "themselves",
         IN(optimiser.averaging), 0, 0.99999, true},
    };
}

std::vector<Setting> evaluationSettings() {
    return {
        {"evaluate_every", "Evaluate every", "steps", "Between evaluations; a checkpoint follows each",
         IN(validation.intervalSteps), 1, 1000000000},
        {"evaluation_tasks", "Tasks", "tasks", "The same ones every time", IN(validation.tasks), 1, 1000000},
        {"training_tasks", "Tasks of seen characters", "tasks",
         "Asked beside them, of the characters that it learns from: how far it learns these by heart; 0, and where the "
         "data hold too few characters for as many ways: none",
         IN(validation.seenTasks), 0, 1000000, true},
        {"evaluation_ways", "Ways", "ways", "Fewer where the data hold fewer characters", IN(validation.ways), 2, 1000},
        {"evaluation_shots", "Shots", "drawings a way", "Examples of each character in the support set",
         IN(validation.shots), 1, 100},
        {"evaluate_within_alphabet", "Within alphabet", "",
         "All ways from one alphabet, as in Lake's runs; else from all", IN(validation.withinAlphabet), 0, 1},
        {"evaluate_two_drawers", "Two drawers", "",
         "Query by one drawer, support set by others, as in Lake's runs; else any drawings but the query",
         IN(validation.twoDrawers), 0, 1, true},
    };
}

#undef IN

}  // namespace

std::vector<Setting> settingsTable() {
    std::vector<Setting> table;
    const auto add = [&](std::string_view group, std::vector<Setting> settings) {
        for (Setting& setting : settings) {
            setting.group = group;
            table.push_back(std::move(setting));
        }
    };
    add("Schedule", scheduleSettings());
    add("Network", encoderSettings());
    add("Network", memorySettings());
    add("Loss", lossSettings());
    add("Batches", batchSettings());
    add("Distortion", distortionSettings());
    add("Optimiser", optimiserSettings());
    add("Evaluation", evaluationSettings());
    return table;
}

}  // namespace oneshot
