#include "core/training/training_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "core/base/error.h"
#include "core/training/settings.h"

namespace oneshot {
namespace {

using Fault = std::function<void(const char* key, std::string problem)>;

/// Finds where the loss fits neither the network nor the batches.
void addLossFaults(const TrainingConfig& config, const Fault& fault) {
    const NetworkSettings& network = config.network;
    const Loss kind = config.loss.kind;
    const Similarity similarity = similarityOf(network);
    const bool koch = network.architecture == Architecture::Koch2015;
    if (koch && kind != Loss::PairCrossEntropy)
        fault("loss", "must be pair-cross-entropy with the koch2015 architecture, whose similarity is p(same)");
    if (!koch && kind == Loss::PairCrossEntropy && similarity != Similarity::WeightedL1 &&
        similarity != Similarity::Bilinear)
        fault("loss", "pair-cross-entropy needs a similarity that is a logit of p(same): weighted-l1 or bilinear");
    if (kind == Loss::Contrastive && similarity != Similarity::SquaredEuclidean)
        fault("loss", "contrastive needs similarity=squared-euclidean, whose distance it learns");
    const bool memory = network.comparison == WayComparison::Memory;
    if (memory != (kind == Loss::Presentations))
        fault("loss", memory ? "must be presentations with comparison=memory, which learns labels in turn"
                             : "presentations needs comparison=memory, which alone answers with labels");
    if (kind != Loss::Episodes && network.comparison == WayComparison::FullContext)
        fault("comparison", "full-context needs the loss episodes, which alone shows it support sets");
    if (kind == Loss::Episodes && network.comparison == WayComparison::Tuned)
        fault("comparison",
              "must not be tuned with episodes: that layer is learnt on each support set alone and lets no "
              "gradient through; ask so afterwards, MODEL:comparison=tuned");
}

/// Finds settings of the batches that the loss or the network does not allow.
void addBatchFaults(const TrainingConfig& config, const Fault& fault) {
    const BatchSettings& batches = config.batches;
    const Loss kind = config.loss.kind;
    const bool pairs = learnsPairs(kind), dense = config.network.architecture == Architecture::Dense;
    const std::string loss(enumName(kind));
    if (batches.pairRule == PairRule::DistinctClasses && batches.trainingPairs > 0)
        fault("training_pairs", "must be 0 with pairs=distinct-classes, which are drawn afresh every step");
    if ((pairs || kind == Loss::Classification || kind == Loss::Presentations) && batches.glyphShare > 0)
        fault("glyph_share", fmt::format("must be 0 with {}, whose {} all come from the background set", loss,
                                         pairs ? "pairs" : "classes"));
    if (pairs && batches.neighbours > 1)
        fault("neighbours", "must be 1 with " + loss + ", which draws pairs, not classes");
    if (!pairs && batches.pairRule == PairRule::DistinctClasses)
        fault("pairs", "must be balanced with " + loss + ", which draws classes, not pairs");
    if (!pairs && batches.trainingPairs > 0)
        fault("training_pairs", "must be 0 with " + loss + ", which draws its classes afresh every step");
    if (!pairs && batches.distortedCopies > 0)
        fault("distorted_copies", "must be 0 with " + loss + ", whose views are all distorted");
    if (dense && batches.glyphShare > 0)
        fault("glyph_share", "must be 0 with the dense architecture: glyphs are images, and it sees vectors");
    if (!dense && config.distortion.noise > 0)
        fault("noise", "needs the dense architecture: images are distorted, vectors have noise");
}

/// Finds tasks of more ways than a memory has labels.
void addLabelFaults(const TrainingConfig& config, const Fault& fault) {
    if (config.network.comparison != WayComparison::Memory) return;
    const int labels = labelCount(config.network);
    for (const auto& [key, ways] :
         {std::pair{"ways", config.batches.ways}, std::pair{"evaluation_ways", config.validation.ways}})
        if (ways > labels)
            fault(key, fmt::format("must be at most {}, the number of labels, is {}: choose fewer, raise "
                                   "one_hot_labels, or choose labels=letters",
                                   labels, ways));
}

/// Finds what is wrong with a list by layer; `commons` are the single values that it replaces.
void addLayerFaults(const TrainingConfig& config, const char* key, std::initializer_list<const char*> commons,
                    const Fault& fault) {
    const std::size_t count = numbersOf(settingNamed(key).in(config)).size();
    if (count == 0) return;
    if (config.network.architecture != Architecture::Koch2015)
        fault(key, "must be empty unless the architecture is koch2015, whose layers it lists");
    else if (count != 6)
        fault(key, "must list convolution1..4, dense and head, or nothing; lists " + std::to_string(count));
    for (const char* common : commons) {
        const std::string untouched = settingText(TrainingConfig(), settingNamed(common));
        if (settingText(config, settingNamed(common)) != untouched)
            fault(common,
                  "must be " + untouched + " beside " + key + ", which holds for all layers: change that, or empty it");
    }
}

}  // namespace

std::vector<FieldError> validate(const TrainingConfig& config) {
    std::vector<FieldError> faults;
    for (const Setting& setting : settings())
        if (const auto found = rangeFault(setting.key, setting.in(config), setting.low, setting.high))
            faults.push_back(*found);
    std::ranges::move(misfits(config.network), std::back_inserter(faults));
    const Fault add = [&](const char* key, std::string problem) { faults.push_back({key, std::move(problem)}); };
    if (config.initialValues == InitialValues::Bouma2017 && config.network.architecture != Architecture::Koch2015)
        add("initial_values", "bouma2017 needs the koch2015 architecture, whose layers it speaks of");
    addLossFaults(config, add);
    addBatchFaults(config, add);
    addLabelFaults(config, add);
    addLayerFaults(config, "layer_rates", {"learning_rate"}, add);
    addLayerFaults(config, "layer_momentum", {"momentum"}, add);
    addLayerFaults(config, "layer_l2", {"l2_convolution", "l2_dense"}, add);
    const OptimiserSettings& optimiser = config.optimiser;
    if (!optimiser.layerMomentum.empty() && optimiser.rule != OptimiserRule::Momentum)
        add("layer_momentum", "must be empty with optimiser=adam, which has its own");
    if (optimiser.rule == OptimiserRule::Momentum && optimiser.weightDecay > 0)
        add("weight_decay", "must be 0 with optimiser=momentum, which decays weights by L2");
    return faults;
}

void requireValid(const TrainingConfig& config) {
    requireNone(validate(config));
}

Json toJson(const TrainingConfig& config) {
    Json json{{"preset", config.preset}};
    for (const Setting& setting : settings()) {
        if (!setting.earlier.empty() && settingText(config, setting) == setting.earlier) continue;
        json[setting.key] = valueToJson(setting.in(config));
    }
    return json;
}

TrainingConfig trainingConfigFromJson(const Json& json, const std::string& where) {
    const auto bad = [&](const std::string& problem) {
        return Error(ErrorCode::BadData, where, problem, "Was it written by another version, or edited?");
    };
    if (!json.is_object()) throw bad("the configuration is no object");
    if (!json.contains("preset") || !json["preset"].is_string()) throw bad("the configuration names no preset");
    TrainingConfig config;
    config.preset = json["preset"];
    for (const Setting& setting : settings()) {
        const std::string key(setting.key);
        if (setting.later && !json.contains(key)) {
            if (!setting.earlier.empty()) setSetting(config, setting, setting.earlier);
            continue;
        }
        if (!json.contains(key)) throw bad("the configuration lacks " + key);
        const Json& value = json[key];
        try {
            valueFromJson(setting.in(config), key, value);
        } catch (const Json::exception&) {
            throw bad(key + " has a value of the wrong kind: " + value.dump(-1, ' ', true).substr(0, 100));
        } catch (const Error& error) {
            throw bad(key + " " + error.problem());
        }
    }
    for (const auto& [key, value] : json.items())
        if (key != "preset" && std::ranges::find(settings(), key, &Setting::key) == settings().end())
            throw bad("the configuration has an unknown setting " + key);
    if (const auto faults = validate(config); !faults.empty())
        throw bad(faults.front().key + " " + faults.front().problem);
    return config;
}

}  // namespace oneshot
