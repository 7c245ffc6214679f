#include "core/models/detail/network_json.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/strict_json.h"

namespace oneshot::detail {
namespace {

bool within(double value, double low, double high) {
    return value >= low && value <= high;
}

bool isSoundEncoder(const NetworkSettings& s) {
    const auto soundWidth = [](int width) { return within(width, 1, 65536); };
    const auto soundMaps = [](int maps) { return within(maps, 1, 4096); };
    if (s.maps.size() != 4 || !std::ranges::all_of(s.maps, soundMaps)) return false;
    if (s.denseLayers.size() > 16 || !std::ranges::all_of(s.denseLayers, soundWidth)) return false;
    if (!within(s.input.size, 8, 512) || !within(s.input.inkShare, 0.1, 1)) return false;
    if (s.input.channels != 1 && s.input.channels != 3) return false;
    if (s.architecture == Architecture::Koch2015 && s.input.size < 71) return false;
    if (s.architecture == Architecture::Conv4 && s.embedding != conv4Embedding(s)) return false;
    if (s.architecture == Architecture::Dense && !within(s.features, 1, 1'000'000)) return false;
    if (s.architecture == Architecture::Pixels && s.embedding != pixelsEmbedding(s)) return false;
    return within(s.embedding, 1, 65536) && within(s.residualBlocks, 0, 16) && within(s.dropout, 0, 0.95) &&
           within(s.classes, 0, 1e7);
}

bool isSoundComparison(const NetworkSettings& s) {
    const bool memory = s.comparison == WayComparison::Memory, fullContext = s.comparison == WayComparison::FullContext;
    if (s.architecture == Architecture::Koch2015 && s.comparison != WayComparison::MeanScore) return false;
    if (s.architecture == Architecture::Pixels && !memory) return false;
    if (memory && similarityOf(s) != Similarity::Cosine) return false;
    if ((s.similarity == Similarity::Bilinear || fullContext) && !within(s.embedding, 1, 4096)) return false;
    return within(s.logitScale, 0.01, 1000) && within(s.contextSteps, 1, 100) && within(s.tuningSteps, 1, 100000) &&
           within(s.tuningRate, 1e-6, 1000) && within(s.controller, 1, 4096) && within(s.memorySlots, 1, 4096) &&
           within(s.memoryWidth, 1, 1024) && within(s.readHeads, 1, std::min(64, s.memorySlots)) &&
           within(s.usageDecay, 0, 1) && within(s.oneHotLabels, 2, 1000);
}

}  // namespace

Json networkJson(const NetworkSettings& s) {
    return {{"architecture", toString(s.architecture)},
            {"input_size", s.input.size},
            {"normalise_ink", s.input.normaliseInk},
            {"ink_share", s.input.inkShare},
            {"channels", s.input.channels},
            {"byte_input", s.byteInput},
            {"maps", s.maps},
            {"pool_first", s.poolFirst},
            {"residual_blocks", s.residualBlocks},
            {"embedding", s.embedding},
            {"dropout", s.dropout},
            {"logit_scale", s.logitScale},
            {"similarity", toString(s.similarity)},
            {"comparison", toString(s.comparison)},
            {"context_steps", s.contextSteps},
            {"tuning_steps", s.tuningSteps},
            {"tuning_rate", s.tuningRate},
            {"classes", s.classes},
            {"dense_layers", s.denseLayers},
            {"features", s.features},
            {"controller", s.controller},
            {"memory_slots", s.memorySlots},
            {"memory_width", s.memoryWidth},
            {"read_heads", s.readHeads},
            {"usage_decay", s.usageDecay},
            {"labels", toString(s.labels)},
            {"one_hot_labels", s.oneHotLabels}};
}

NetworkSettings networkFromJson(const Json& json) {
    NetworkSettings s;
    s.architecture = architectureFromString(json.at("architecture").get<std::string>());
    s.input = {strictly<int>(json.at("input_size")), json.at("normalise_ink"), json.at("ink_share"),
               strictly<int>(json.at("channels"))};
    s.byteInput = json.value("byte_input", false);  // older checkpoints do not have it
    s.maps = strictly<std::vector<int>>(json.at("maps"));
    s.poolFirst = json.value("pool_first", false);  // nor these two
    s.residualBlocks = json.contains("residual_blocks") ? strictly<int>(json["residual_blocks"]) : 0;
    s.embedding = strictly<int>(json.at("embedding"));
    s.dropout = json.at("dropout");
    s.logitScale = json.value("logit_scale", s.logitScale);  // older checkpoints do not have it
    if (json.contains("similarity")) {                       // nor what follows
        s.similarity = similarityFromString(json["similarity"].get<std::string>());
        s.comparison = comparisonFromString(json.at("comparison").get<std::string>());
        s.contextSteps = strictly<int>(json.at("context_steps"));
        s.denseLayers = strictly<std::vector<int>>(json.at("dense_layers"));
        s.features = strictly<int>(json.at("features"));
    }
    if (json.contains("classes")) {  // nor these
        s.tuningSteps = strictly<int>(json.at("tuning_steps"));
        s.tuningRate = json.at("tuning_rate");
        s.classes = strictly<int>(json["classes"]);
    }
    if (json.contains("labels")) {  // nor those of memories
        s.controller = strictly<int>(json.at("controller"));
        s.memorySlots = strictly<int>(json.at("memory_slots"));
        s.memoryWidth = strictly<int>(json.at("memory_width"));
        s.readHeads = strictly<int>(json.at("read_heads"));
        s.usageDecay = json.at("usage_decay");
        s.labels = labelsFromString(json["labels"].get<std::string>());
        s.oneHotLabels = strictly<int>(json.at("one_hot_labels"));
    }
    if (!isSoundEncoder(s) || !isSoundComparison(s))
        throw Error(ErrorCode::BadData, "network", "its sizes are out of range");
    return s;
}

}  // namespace oneshot::detail
