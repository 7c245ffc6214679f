#include "core/models/network_settings.h"

#include <functional>
#include <string>
#include <utility>

namespace oneshot {
namespace {

using Fault = std::function<void(const char* key, std::string problem)>;

void addArchitectureFaults(const NetworkSettings& s, const Fault& fault) {
    const bool koch = s.architecture == Architecture::Koch2015, compact = s.architecture == Architecture::Compact;
    if (s.maps.size() != 4) fault("maps", "must list the four convolutions, lists " + std::to_string(s.maps.size()));
    if (koch && s.input.size < 71)
        fault("input_size",
              "must be at least 71 for koch2015's four valid convolutions, is " + std::to_string(s.input.size));
    if (s.residualBlocks > 0 && !compact)
        fault("residual_blocks", "must be 0 with any other architecture than compact");
    if (s.poolFirst && !compact) fault("pool_first", "needs the compact architecture, which has both orders");
    if (s.input.channels == 2) fault("channels", "must be 1 (grey) or 3 (red, green, blue), is 2");
    if (s.byteInput && !koch)
        fault("byte_input", "needs the koch2015 architecture; the others read 0 on paper and 1 on ink");
    if (s.denseLayers.size() > 16)
        fault("dense_layers", "must list 16 layers at most, lists " + std::to_string(s.denseLayers.size()));
}

void addComparisonFaults(const NetworkSettings& s, const Fault& fault) {
    const Similarity similarity = similarityOf(s);
    const bool memory = s.comparison == WayComparison::Memory, koch = s.architecture == Architecture::Koch2015;
    if (!memory && s.architecture == Architecture::Pixels)
        fault("comparison", "must be memory with the pixels architecture, which has nothing to learn");
    if (memory && similarity != Similarity::Cosine)
        fault("similarity", "must be default or cosine with comparison=memory, whose slots are found by it");
    if (memory && s.readHeads > s.memorySlots)
        fault("read_heads", "must be " + std::to_string(s.memorySlots) + " at most, one for each slot, is " +
                                std::to_string(s.readHeads));
    if (koch && similarity != Similarity::WeightedL1)
        fault("similarity", "must be default or weighted-l1 with the koch2015 architecture");
    if (koch && s.comparison != WayComparison::MeanScore)
        fault("comparison", "must be mean-score with the koch2015 architecture");
}

void addEmbeddingFaults(const NetworkSettings& s, const Fault& fault) {
    const std::string is = ", is " + std::to_string(s.embedding);
    if (s.architecture == Architecture::Conv4 && s.input.size < 16)
        fault("input_size", "must be at least 16 for conv4's four max-pools, is " + std::to_string(s.input.size));
    else if (s.architecture == Architecture::Conv4 && s.maps.size() == 4 && s.embedding != conv4Embedding(s))
        fault("embedding",
              "must be " + std::to_string(conv4Embedding(s)) + ", which is what conv4's maps leave of the input" + is);
    if (s.architecture == Architecture::Pixels && s.embedding != pixelsEmbedding(s))
        fault("embedding", "must be " + std::to_string(pixelsEmbedding(s)) + ", as many as a drawing has pixels" + is);
    if ((similarityOf(s) == Similarity::Bilinear || s.comparison == WayComparison::FullContext) && s.embedding > 4096)
        fault("embedding", "must be 4096 at most for matrices of its size squared" + is);
}

}  // namespace

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

std::vector<FieldError> misfits(const NetworkSettings& settings) {
    std::vector<FieldError> faults;
    const Fault add = [&](const char* key, std::string problem) { faults.push_back({key, std::move(problem)}); };
    addArchitectureFaults(settings, add);
    addComparisonFaults(settings, add);
    addEmbeddingFaults(settings, add);
    return faults;
}

int labelCount(const NetworkSettings& settings) {
    if (settings.labels == Labels::OneHot) return settings.oneHotLabels;
    int count = 1;
    for (int position = 0; position < labelLetters; ++position) count *= labelLetters;
    return count;
}

}  // namespace oneshot
