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

std::string_view toString(Architecture);
Architecture architectureFromString(std::string_view);  ///< throws Error(InvalidSetting)

/// What builds a network, and all that is needed to load its weights again.
struct NetworkSettings {
    Architecture architecture = Architecture::Compact;
    Preparation input{32, true, 0.8};
    int channels = 1;                         ///< of the input image
    std::vector<int> maps{48, 96, 128, 192};  ///< feature maps of each convolution; four of them
    int embedding = 256;                      ///< dimension of the embedding
    double dropout = 0.2;                     ///< before the dense layer, 0 = none
    bool operator==(const NetworkSettings&) const = default;
};

}  // namespace oneshot
