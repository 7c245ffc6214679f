#include "core/models/network_settings.h"

#include "core/models/network_names.h"

namespace oneshot {

std::string_view toString(Architecture architecture) {
    return enumName(architecture);
}

Architecture architectureFromString(std::string_view name) {
    return enumNamed<Architecture>("architecture", name);
}

std::string_view toString(Similarity similarity) {
    return enumName(similarity);
}

Similarity similarityFromString(std::string_view name) {
    return enumNamed<Similarity>("similarity", name);
}

std::string_view toString(WayComparison comparison) {
    return enumName(comparison);
}

WayComparison comparisonFromString(std::string_view name) {
    return enumNamed<WayComparison>("comparison", name);
}

std::string_view toString(Labels labels) {
    return enumName(labels);
}

Labels labelsFromString(std::string_view name) {
    return enumNamed<Labels>("labels", name);
}

Similarity similarityOf(const NetworkSettings& settings) {
    if (settings.similarity != Similarity::Default) return settings.similarity;
    return settings.architecture == Architecture::Koch2015 ? Similarity::WeightedL1 : Similarity::Cosine;
}

int conv4Embedding(const NetworkSettings& settings) {
    const int side = settings.input.size / 16;
    return settings.maps.back() * side * side;
}

int pixelsEmbedding(const NetworkSettings& settings) {
    return settings.input.channels * settings.input.size * settings.input.size;
}

int labelCount(const NetworkSettings& settings) {
    if (settings.labels == Labels::OneHot) return settings.oneHotLabels;
    int count = 1;
    for (int position = 0; position < labelLetters; ++position) count *= labelLetters;
    return count;
}

}  // namespace oneshot
