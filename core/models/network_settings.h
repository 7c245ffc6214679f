#pragma once

#include <string_view>
#include <vector>

#include "core/base/enum_names.h"
#include "core/base/error.h"
#include "core/models/preparation.h"

namespace oneshot {

enum class Architecture {
    Koch2015,  ///< siamese network of Koch, Zemel, Salakhutdinov 2015: weighted L1 of sigmoid embeddings
    Compact,   ///< 3x3 convolutions with batch norm, a dense layer behind them
    Conv4,   ///< four blocks of 3x3 convolution, batch norm, ReLU and max-pool (Vinyals et al. 2016, Snell et al. 2017)
    Dense,   ///< of vectors: dense layers with ReLU
    Pixels,  ///< the drawing as it is
};
template <>
struct EnumNames<Architecture> {
    static constexpr std::array<std::string_view, 5> all{"koch2015", "compact", "conv4", "dense", "pixels"};
};

/// How alike two embeddings are; the weights of all but two are learnt.
enum class Similarity {
    Default,           ///< koch2015: weighted L1; the others: cosine
    WeightedL1,        ///< sum_j w_j |a_j - b_j| + bias (Koch et al. 2015, section 3.1)
    SquaredEuclidean,  ///< minus the squared Euclidean distance (Snell et al. 2017, section 2.7)
    Cosine,            ///< with a learnt temperature in the softmax
    Bilinear,          ///< a' M b with a learnt matrix M
};
template <>
struct EnumNames<Similarity> {
    static constexpr std::array<std::string_view, 5> all{"default", "weighted-l1", "squared-euclidean", "cosine",
                                                         "bilinear"};
};

/// How a query is compared with the drawings of the support set.
enum class WayComparison {
    MeanScore,    ///< a way's score: the mean of its drawings' similarities
    Prototype,    ///< similarity with the mean embedding of a way's drawings (Snell et al. 2017, section 2.3)
    Attention,    ///< softmax over all drawings of the support set, added up within a way (Vinyals et al. 2016, eq. 1)
    FullContext,  ///< the same on embeddings that depend on the whole support set (Vinyals et al. 2016, section 2.1.2)
    Tuned,        ///< a softmax layer on the embeddings, learnt on the support set alone
    Memory,       ///< an LSTM with a memory is shown drawings and labels one by one (Santoro et al. 2016)
};
template <>
struct EnumNames<WayComparison> {
    static constexpr std::array<std::string_view, 6> all{"mean-score",   "prototype", "attention",
                                                         "full-context", "tuned",     "memory"};
};

/// How a memory is shown the class of a drawing.
enum class Labels {
    OneHot,   ///< one number for each of `oneHotLabels` labels
    Letters,  ///< a string of five letters, each one of five (Santoro et al. 2016, section 4)
};
template <>
struct EnumNames<Labels> {
    static constexpr std::array<std::string_view, 2> all{"one-hot", "letters"};
};
inline constexpr int labelLetters = 5;

/// The weights of a network before its first step.
enum class InitialValues {
    Default,    ///< koch2015: as in section 3.2 of the paper; compact: LibTorch's own, uniform within 1 / sqrt(fan in)
    Bouma2017,  ///< koch2015's network as Bouma's article has it: a narrower dense layer, no bias of the first layer
};
template <>
struct EnumNames<InitialValues> {
    static constexpr std::array<std::string_view, 2> all{"default", "bouma2017"};
};

/// What builds a network, and all that is needed to load its weights again.
struct NetworkSettings {
    Architecture architecture = Architecture::Compact;
    Preparation input{32, true, 0.8};
    bool byteInput = false;                   ///< koch2015 reads 255 on paper, 0 on ink, as Bouma's code; else 0 and 1
    std::vector<int> maps{48, 96, 128, 192};  ///< feature maps of each convolution; four of them
    bool poolFirst = false;                   ///< compact: max-pool before batch norm and ReLU; else behind them
    int residualBlocks = 0;                   ///< compact: of two convolutions each, behind the fourth
    int embedding = 256;                      ///< dimension of the embedding
    double dropout = 0.2;                     ///< before the last layer of the encoder, 0 = none
    double logitScale = 12;                   ///< cosine: initial inverse temperature of the softmax, learnt from there
    Similarity similarity = Similarity::Default;
    WayComparison comparison = WayComparison::MeanScore;
    int contextSteps = 5;                  ///< full context: K, how often a query reads the support set
    int tuningSteps = 100;                 ///< tuned: steps of gradient descent on a support set
    double tuningRate = 1;                 ///< tuned: their length, over the mean squared length of the embeddings
    int classes = 0;                       ///< of the layer behind the embedding that the loss classification learns
    std::vector<int> denseLayers{64, 64};  ///< dense: widths of the layers before the embedding
    int features = 0;                      ///< dense: numbers in a vector, known when the data are
    // Memory:
    int controller = 200;                     ///< numbers in the LSTM's state
    int memorySlots = 128, memoryWidth = 40;  ///< slots, and numbers in each
    int readHeads = 4;                        ///< that read and write
    double usageDecay = 0.95;                 ///< what a slot's usage keeps from step to step
    Labels labels = Labels::OneHot;
    int oneHotLabels = 5;
    bool operator==(const NetworkSettings&) const = default;
};

/// The similarity in force: never Default.
Similarity similarityOf(const NetworkSettings&);

/// conv4: dimension of the embedding, which is what four max-pools leave of the input.
int conv4Embedding(const NetworkSettings&);

/// pixels: dimension of the embedding, which is the drawing.
int pixelsEmbedding(const NetworkSettings&);

/// Finds the settings that do not fit each other, whatever the training; ranges are for networkFields().
std::vector<FieldError> misfits(const NetworkSettings&);

/// How many different labels a memory knows, and so the largest number of ways.
int labelCount(const NetworkSettings&);

}  // namespace oneshot
