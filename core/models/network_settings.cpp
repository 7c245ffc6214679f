#include "core/models/network_settings.h"

namespace oneshot {

Similarity similarityOf(const NetworkSettings& settings) {
    if (settings.similarity != Similarity::Default) return settings.similarity;
    return settings.architecture == Architecture::Koch2015 ? Similarity::WeightedL1 : Similarity::Cosine;
}

int conv4Embedding(const NetworkSettings& settings) {
    const int side = settings.input.size / 16;
    return settings.maps.back() * side * side;
}

}  // namespace oneshot
