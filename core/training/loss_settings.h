#pragma once

#include <vector>

#include "core/base/enum_names.h"

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

/// Which drawing of another class a triplet has.
enum class Negatives {
    AtRandom,  ///< of the next class of the step, whose order is random
    Hardest,   ///< of all classes of the step the most alike (batch-hard: Hermans et al. 2017)
};
template <>
struct EnumNames<Negatives> {
    static constexpr std::array<std::string_view, 2> all{"random", "hardest"};
};

/// What a training makes small.
struct LossSettings {
    Loss kind = Loss::InBatchSoftmax;
    double labelSmoothing = 0.05;
    double margin = 1;                         ///< with Contrastive and Triplet
    Negatives negatives = Negatives::Hardest;  ///< with Triplet
    double l2Convolution = 0;                  ///< times the sum of squared weights, added to the loss
    double l2Dense = 0;
    std::vector<double> layerL2;  ///< of koch2015's layers, see OptimiserSettings::layerRates; empty: the two above
    bool operator==(const LossSettings&) const = default;
};

}  // namespace oneshot
