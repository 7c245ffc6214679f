#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/models/preparation.h"

namespace oneshot {

enum class Architecture {
    Koch2015,  ///< siamese network of Koch, Zemel, Salakhutdinov 2015: weighted L1 of sigmoid embeddings
    Compact,   ///< 3x3 convolutions with batch norm, cosine of unit embeddings
};

/// Of a network before its first step.
enum class InitialValues {
    Default,    ///< koch2015: as in section 3.2 of the paper; compact: LibTorch's own, uniform within 1 / sqrt(fan in)
    Bouma2017,  ///< koch2015's network as Bouma's article has it: a narrower dense layer, no bias of the first layer
};

std::string_view toString(Architecture);
Architecture architectureFromString(std::string_view);  ///< throws Error(InvalidSetting)

/// What builds a network, and all that is needed to load its weights again.
struct NetworkSettings {
    Architecture architecture = Architecture::Compact;
    Preparation input{32, true, 0.8};
    bool byteInput = false;                   ///< koch2015 reads 255 on paper, 0 on ink, as Bouma's code; else 0 and 1
    std::vector<int> maps{48, 96, 128, 192};  ///< feature maps of each convolution; four of them
    bool poolFirst = false;                   ///< compact: max-pool before batch norm and ReLU; else behind them
    int residualBlocks = 0;                   ///< compact: of two convolutions each, behind the fourth
    int embedding = 256;                      ///< dimension of the embedding
    double dropout = 0.2;                     ///< before the dense layer, 0 = none
    double logitScale = 12;  ///< compact: initial inverse temperature of the softmax, learnt from there
    bool operator==(const NetworkSettings&) const = default;
};

}  // namespace oneshot
