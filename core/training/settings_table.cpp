#include "core/training/settings_table.h"

#include <utility>

#include "core/models/network_fields.h"

namespace oneshot {
namespace {

// Refers to a member of TrainingConfig.
#define IN(MEMBER) [](TrainingConfig& config) { return settingValue(config.MEMBER); }

/// A setting of the network, whose value and range are in networkFields().
Setting network(std::string_view key, std::string_view label, std::string_view unit, std::string_view description,
                bool later = false) {
    const NetworkField& field = networkFieldNamed(key);
    const auto value = [&field](TrainingConfig& config) { return field.value(config.network); };
    return {key, label, unit, value, field.low, field.high, description, later};
}

std::vector<Setting> scheduleSettings() {
    return {
        {"steps", "Steps", "steps", IN(length.steps), 0, 1e9,
         "Length of the training and horizon of its schedule; 0: as many as fit into the minutes"},
        {"epochs", "Maximum epochs", "epochs", IN(length.epochs), 0, 1000000,
         "The training ends after so many epochs (see epoch_pairs), if its steps or minutes do not end it before; 0: "
         "no limit",
         true},
        {"patience", "Patience", "epochs", IN(length.patience), 0, 1000000,
         "The training ends if no evaluation was better for so many epochs; 0, and without a validation set: never",
         true},
        {"minutes", "Minutes", "minutes", IN(length.minutes), 0.01, 1e5,
         "Wall-clock time to train, evaluations included; used if steps is 0"},
        {"seed", "Seed", "", IN(seed), 0, 9.007199254740991e15,
         "Decides initial weights, samples, distortions and dropout"},
        {"threads", "Threads", "threads", IN(threads), 0, 1024,
         "For tensor operations; 0, and more than there are cores: all cores. A run repeats only with the same number"},
        {"device", "Device", "", IN(device), 0, 0, "Where tensors are computed"},
        {"precision", "Precision", "", IN(precision), 0, 0,
         "Of the training's convolutions; auto: bfloat16 where the CPU multiplies it natively, about 1.6 times as "
         "fast, else float32"},
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
                "Of a query with a way: mean-score of its drawings; prototype: with their mean embedding; attention: "
                "softmax over all drawings of the support set, added up; full-context: the same after LSTMs that read "
                "the support set; tuned: a softmax layer learnt on it; memory: an LSTM with a memory is shown the "
                "support set and its labels",
                true),
        network("context_steps", "Context steps", "reads", "How often a query reads the support set (full-context)",
                true),
        network("tuning_steps", "Tuning steps", "steps", "Of gradient descent on a support set (tuned)", true),
        network("tuning_rate", "Tuning rate", "",
                "Learning rate of these steps, divided by the mean squared length of the embeddings (tuned)", true),
        network("input_size", "Input size", "px", "Side of the image that the network receives"),
        network("normalise_ink", "Normalise ink", "", "Centre the ink and scale its longer side to the ink share"),
        network("ink_share", "Ink share", "of the side", "Longer side of the normalised ink"),
        network("channels", "Channels", "", "1: drawings are grey; 3: red, green and blue, with grey ones repeated",
                true),
        network(
            "byte_input", "Byte input", "",
            "The network sees paper as 255 and ink as 0, as in the code of Bouma's article; else as 0 and 1 (koch2015)",
            true),
        network("maps", "Feature maps", "per convolution", "Outputs of the four convolutions, as 48,96,128,192"),
        network("pool_first", "Pool first", "",
                "Max-pool before batch norm and ReLU, which then have a quarter of the work; else after them (compact)",
                true),
        network("residual_blocks", "Residual blocks", "blocks",
                "After the fourth convolution: two convolutions as wide as it, whose input is added to their output "
                "(compact)",
                true),
        network("dense_layers", "Dense layers", "numbers", "Widths of the layers before the embedding (dense)", true),
        network("embedding", "Embedding", "dimensions",
                "Length of the vector that stands for a drawing; conv4: what its maps leave; pixels: their number"),
    };
}

std::vector<Setting> memorySettings() {
    return {
        network("controller", "Controller", "numbers", "State of the LSTM that reads and writes (memory)", true),
        network("memory_slots", "Memory slots", "slots", "Of the memory (memory)", true),
        network("memory_width", "Memory width", "numbers", "In each slot (memory)", true),
        network("read_heads", "Heads", "heads", "Read from the memory and write to it at once (memory)", true),
        network("usage_decay", "Usage decay", "per drawing",
                "Fraction that the usage of a slot keeps; the least used slot is written to (memory)", true),
        network("labels", "Labels", "",
                "How the memory names a class. one-hot: one of one_hot_labels; letters: five letters of five kinds, "
                "3,125 labels, so that it can be asked about more ways than it learnt with (memory)",
                true),
        network("one_hot_labels", "One-hot labels", "labels",
                "Maximum ways that it can be asked about, in training and later (memory, labels=one-hot)", true),
        network("dropout", "Dropout", "probability", "Of each feature before the encoder's last layer; 0: none"),
        {"initial_values", "Initial values", "", IN(initialValues), 0, 0,
         "default: those of Koch et al. or, for compact, LibTorch's; bouma2017: koch2015's network as in Bouma's "
         "article, dense weights N(0, 0.01) and no bias of the first convolution",
         true},
    };
}

std::vector<Setting> lossSettings() {
    return {
        {"loss", "Loss", "", IN(loss.kind), 0, 0,
         "pair-cross-entropy: same or different; in-batch-softmax: each drawing finds its partner among all of the "
         "step; episodes: each step is a task of ways and shots; contrastive: same pairs close, others a margin apart; "
         "triplet: nearer to its partner than to another by a margin; classification: which of all characters that it "
         "learns from; presentations: the drawings of an episode in turn, each answered before its label is shown"},
        {"label_smoothing", "Label smoothing", "probability", IN(loss.labelSmoothing), 0, 0.9,
         "Taken from the right way and spread over all (in-batch-softmax, episodes, classification)"},
        network("logit_scale", "Initial scale", "",
                "Cosines are multiplied by this before a softmax (of a memory: of its slots); learnt from there"),
        {"margin", "Margin", "", IN(loss.margin), 0, 1000,
         "contrastive: of the distance of two embeddings; triplet: of their similarity", true},
        {"negatives", "Negatives", "", IN(loss.negatives), 0, 0,
         "Of triplets. random: a drawing of another class of the step; hardest: the most similar of them", true},
        {"l2_convolution", "L2, convolutions", "", IN(loss.l2Convolution), 0, 10,
         "Times the sum of squared weights, added to the loss"},
        {"l2_dense", "L2, dense layer", "", IN(loss.l2Dense), 0, 10,
         "Times the sum of squared weights, added to the loss"},
        {"layer_l2", "L2 by layer", "six numbers", IN(loss.layerL2), 0, 10,
         "Times the sum of squared weights of each layer: convolution1..4, dense, head; empty: the two above "
         "(koch2015)",
         true},
    };
}

std::vector<Setting> batchSettings() {
    return {
        {"pairs", "Kind of pairs", "", IN(batches.pairRule), 0, 0,
         "balanced: every alphabet equally often, as Koch et al.; distinct-classes: first drawings of distinct "
         "characters, alphabets and drawers disregarded, as Bouma's article (pair-cross-entropy, contrastive)",
         true},
        {"pairs_per_step", "Pairs", "per step", IN(batches.pairsPerStep), 2, 65536,
         "Pairs of drawings a step; with in-batch-softmax, triplet and classification each is a class of its own"},
        {"ways", "Ways", "per step", IN(batches.ways), 2, 1000,
         "Classes of an episode; fewer if the data hold fewer (episodes, presentations)", true},
        {"shots", "Shots", "drawings per way", IN(batches.shots), 1, 20, "Of the support set of an episode (episodes)",
         true},
        {"queries", "Queries", "drawings per way", IN(batches.queries), 1, 100,
         "Of each class in an episode (episodes)", true},
        {"presentations", "Presentations", "drawings per way", IN(batches.presentations), 1, 100,
         "Of each class in an episode, all in random order (presentations)", true},
        {"episodes_per_step", "Episodes", "per step", IN(batches.episodesPerStep), 1, 1024,
         "Side by side (presentations)", true},
        {"training_pairs", "Fixed pairs", "pairs", IN(batches.trainingPairs), 0, 1e7,
         "Size of a set of pairs that is drawn once, as Koch et al. did; 0: drawn afresh every step "
         "(pair-cross-entropy, contrastive)"},
        {"epoch_pairs", "Pairs of an epoch", "pairs", IN(batches.epochPairs), 1, 1e9,
         "So many pairs, or queries or presentations of episodes, are an epoch if they are drawn afresh; a fixed set "
         "with its distorted copies is one by itself",
         true},
        {"distorted_copies", "Distorted copies", "of each pair", IN(batches.distortedCopies), 0, 1000,
         "0: every view is distorted. N: a pair of the fixed set comes N + 1 times an epoch, once undistorted and N "
         "times in new distortions (Koch et al.: 8, kept); of fresh pairs one in N + 1 is undistorted "
         "(pair-cross-entropy, contrastive)",
         true},
        {"glyph_share", "Share of glyphs", "of the pairs", IN(batches.glyphShare), 0, 1,
         "Pairs or ways drawn afresh from the endless built-in glyphs (all but pair losses)"},
        {"rotated_classes", "Rotated classes", "", IN(batches.rotatedClasses), 0, 1,
         "Rotations by quarter turns of a character are classes of their own (images; all but pair losses)"},
        {"turned_glyphs", "Turned glyphs", "", IN(batches.turnedGlyphs), 0, 1,
         "Each glyph comes in one of its eight rotations and mirror images (all but pair losses)", true},
        {"mirrored_classes", "Mirrored classes", "", IN(batches.mirroredClasses), 0, 1,
         "The mirror images of rotated classes are classes too, eight in all instead of four", true},
        {"neighbours", "Neighbours", "classes", IN(batches.neighbours), 1, 1000,
         "Characters of one alphabet, in one turn, that come into a step together, hard to tell apart; 1: any "
         "characters (all but pair losses)",
         true},
        {"stroke_share", "Redrawn", "of the real drawings", IN(batches.strokeShare), 0, 1,
         "Drawings that are drawn again from their strokes, each stroke distorted on its own, if the data hold strokes "
         "(strokes=beside)",
         true},
        {"stroke_strength", "Strength of redrawing", "", IN(batches.strokeStrength), 0, 4,
         "Of the distortion of strokes; 0: only inked again", true},
        {"stroke_coordinates", "Stroke coordinates", "", IN(batches.strokeCoordinates), 0, 0,
         "exact: a glyph is redrawn where it is; shifted: half a pixel to the right and below, as in runs of older "
         "versions",
         true, "shifted"},
    };
}

std::vector<Setting> distortionSettings() {
    return {
        {"distortion", "Law", "", IN(distortion.law), 0, 0,
         "normal: all components, normally distributed; uniform: each with probability 1/2 within limits, as in Koch "
         "et al."},
        {"rotation", "Rotation", "degrees", IN(distortion.rotationDegrees), 0, 180,
         "Deviation (normal) or limit (uniform)"},
        {"scale", "Scale", "", IN(distortion.scale), 0, 0.9,
         "Of x and y: deviation of its logarithm (normal), or limit around 1 (uniform)"},
        {"shear", "Shear", "", IN(distortion.shear), 0, 2, "Deviation (normal) or limit (uniform)"},
        {"shift", "Shift", "of half the side", IN(distortion.shift), 0, 1, "Deviation (normal) or limit (uniform)"},
        {"elastic", "Elastic", "of half the side", IN(distortion.elastic), 0, 1,
         "Deviation of a smooth 5 x 5 field of displacements"},
        {"noise", "Noise", "of its deviation", IN(distortion.noise), 0, 10,
         "Normal noise added to each number of a vector (dense); images have none", true},
    };
}

std::vector<Setting> optimiserSettings() {
    return {
        {"optimiser", "Optimiser", "", IN(optimiser.rule), 0, 0,
         "adam: Kingma & Ba 2015; momentum: stochastic gradient descent with momentum, as Koch et al.", true},
        {"learning_rate", "Learning rate", "", IN(optimiser.learningRate), 1e-9, 10,
         "Of all layers without a rate of their own"},
        {"layer_rates", "Rates by layer", "six numbers", IN(optimiser.layerRates), 0, 10,
         "Learning rates of convolution1..4, dense, head; empty: the learning rate for all (koch2015)", true},
        {"epoch_decay", "Decay of the rates", "per epoch", IN(optimiser.epochDecay), 0.01, 1,
         "Factor of the rates after every epoch (Koch et al.: 0.99); 1: none", true},
        {"momentum", "Momentum", "", IN(optimiser.momentum), 0, 0.9999,
         "Fraction of the last step that the next one keeps: its end value, it begins at 0.5 (momentum)", true},
        {"layer_momentum", "Momentum by layer", "six numbers", IN(optimiser.layerMomentum), 0, 0.9999,
         "End values of convolution1..4, dense, head; empty: the momentum for all (koch2015, momentum)", true},
        {"momentum_epochs", "Rise of momentum", "epochs", IN(optimiser.momentumEpochs), 1, 100000,
         "Momentum rises from 0.5 to its end value by equal steps, one per epoch (momentum)", true},
        {"schedule", "Rate schedule", "", IN(optimiser.schedule), 0, 0,
         "cosine: falls to a hundredth over the horizon; halving: by half every so many steps"},
        {"halve_every", "Halve every", "steps", IN(optimiser.halveEvery), 1, 1000000000,
         "Steps after which the rate is halved (halving)", true},
        {"warmup_steps", "Warm-up", "steps", IN(optimiser.warmupSteps), 0, 1000000, "The rate rises linearly from 0"},
        {"weight_decay", "Weight decay", "", IN(optimiser.weightDecay), 0, 10, "Decoupled from the gradient (AdamW)"},
        {"averaging", "Averaging", "decay per step", IN(optimiser.averaging), 0, 0.99999,
         "The weights that are evaluated and kept are the exponential moving average of the trained ones; 0: these",
         true},
    };
}

std::vector<Setting> evaluationSettings() {
    return {
        {"evaluate_every", "Evaluate every", "steps", IN(validation.intervalSteps), 1, 1000000000,
         "Between evaluations; a checkpoint follows each"},
        {"evaluation_tasks", "Tasks", "tasks", IN(validation.tasks), 1, 1000000, "The same ones every time"},
        {"training_tasks", "Tasks of seen characters", "tasks", IN(validation.seenTasks), 0, 1000000,
         "Further tasks, of the characters that it learns from: how far it learns these by heart; 0, and if the data "
         "hold too few characters for as many ways: none",
         true},
        {"evaluation_ways", "Ways", "ways", IN(validation.ways), 2, 1000, "Fewer if the data hold fewer characters"},
        {"evaluation_shots", "Shots", "drawings per way", IN(validation.shots), 1, 100,
         "Examples of each character in the support set"},
        {"evaluate_within_alphabet", "Within alphabet", "", IN(validation.withinAlphabet), 0, 1,
         "All ways from one alphabet, as in Lake's runs; else from all"},
        {"evaluate_two_drawers", "Two drawers", "", IN(validation.twoDrawers), 0, 1,
         "Query by one drawer, support set by others, as in Lake's runs; else any drawings but the query", true},
        {"early_evaluations", "Early evaluations", "", IN(validation.early), 0, 1,
         "At steps 0, 10, 25 and 50, and where a training is stopped, on a few tasks: they draw the beginning of the "
         "curve, decide nothing, and take at most a fiftieth of the time",
         true, "false"},
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
