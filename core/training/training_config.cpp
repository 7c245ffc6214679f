#include "core/training/training_config.h"

#include "core/base/error.h"
#include "core/base/numbers.h"
#include "core/base/strict_json.h"
#include "core/compute/compute.h"
#include "core/training/settings.h"

namespace oneshot {
namespace {

/// Every number of the setting: itself, or the items of a list.
std::vector<double> numbersOf(const TrainingConfig& config, const Setting& setting) {
    return std::visit(
        [&](const auto& member) -> std::vector<double> {
            using Member = std::decay_t<decltype(member)>;
            if constexpr (!std::is_same_v<Member, Setting::Choice>) {
                const auto& value = member(const_cast<TrainingConfig&>(config));  // read only
                using Value = std::decay_t<decltype(value)>;
                if constexpr (std::is_same_v<Value, std::vector<int>> || std::is_same_v<Value, std::vector<double>>)
                    return {value.begin(), value.end()};
                else if constexpr (std::is_arithmetic_v<Value> && !std::is_same_v<Value, bool>)
                    return {static_cast<double>(value)};
            }
            return {};
        },
        setting.member);
}

using Fault = std::function<void(const char* key, std::string problem)>;

std::string lossName(Loss loss) {
    TrainingConfig config;
    config.loss = loss;
    return settingText(config, settingNamed("loss"));
}

/// Where the loss fits neither the similarity nor the batches.
void addLossFaults(const TrainingConfig& config, const Fault& fault) {
    const Similarity similarity = similarityOf(config.network);
    const bool pairs = learnsPairs(config.loss), koch = config.network.architecture == Architecture::Koch2015;
    const std::string loss = lossName(config.loss);
    if (koch && config.loss != Loss::PairCrossEntropy)
        fault("loss", "must be pair-cross-entropy with the koch2015 architecture, whose similarity is p(same)");
    if (!koch && config.loss == Loss::PairCrossEntropy && similarity != Similarity::WeightedL1 &&
        similarity != Similarity::Bilinear)
        fault("loss", "pair-cross-entropy needs a similarity that is a logit of p(same): weighted-l1 or bilinear");
    if (config.loss == Loss::Contrastive && similarity != Similarity::SquaredEuclidean)
        fault("loss", "contrastive needs similarity=squared-euclidean, whose distance it learns");
    if (config.loss != Loss::Episodes && config.network.comparison == WayComparison::FullContext)
        fault("comparison", "full-context needs the loss episodes, which alone shows it support sets");
    if ((config.loss == Loss::Classification || config.loss == Loss::Presentations) && config.glyphShare > 0)
        fault("glyph_share", "must be 0 with " + loss + ", whose classes all come from the background set");
    if (config.loss == Loss::Episodes && config.network.comparison == WayComparison::Tuned)
        fault("comparison",
              "must not be tuned with episodes: that layer is learnt on each support set alone and lets no "
              "gradient through; ask so afterwards, MODEL:comparison=tuned");
    if (pairs && config.glyphShare > 0)
        fault("glyph_share", "must be 0 with " + loss + ", whose pairs all come from the background set");
    if (pairs && config.neighbours > 1)
        fault("neighbours", "must be 1 with " + loss + ", which draws pairs, not classes");
    if (!pairs && config.pairs == PairRule::DistinctClasses)
        fault("pairs", "must be balanced with " + loss + ", which draws classes, not pairs");
    if (!pairs && config.trainingPairs > 0)
        fault("training_pairs", "must be 0 with " + loss + ", which draws its classes afresh every step");
    if (!pairs && config.distortedCopies > 0)
        fault("distorted_copies", "must be 0 with " + loss + ", whose views are all distorted");
}

/// Where a memory cannot be asked what the training asks of it.
void addMemoryFaults(const TrainingConfig& config, const Fault& fault) {
    const NetworkSettings& network = config.network;
    const bool memory = network.comparison == WayComparison::Memory;
    if (memory != (config.loss == Loss::Presentations))
        fault("loss", memory ? "must be presentations with comparison=memory, which learns labels in turn"
                             : "presentations needs comparison=memory, which alone answers with labels");
    if (!memory && network.architecture == Architecture::Pixels)
        fault("comparison", "must be memory with the pixels architecture, which has nothing to learn");
    if (!memory) return;
    if (similarityOf(network) != Similarity::Cosine)
        fault("similarity", "must be default or cosine with comparison=memory, whose slots are found by it");
    if (network.readHeads > network.memorySlots)
        fault("read_heads", "must be " + std::to_string(network.memorySlots) + " at most, one for each slot, is " +
                                std::to_string(network.readHeads));
    for (const auto& [key, ways] :
         {std::pair{"ways", config.ways}, std::pair{"evaluation_ways", config.evaluationWays}})
        if (ways > labelCount(network))
            fault(key, "must be " + std::to_string(labelCount(network)) + " at most, as there are labels, is " +
                           std::to_string(ways) + ": ask less, raise one_hot_labels, or choose labels=letters");
}

/// Where the encoder's sizes do not fit, or its input.
void addEncoderFaults(const TrainingConfig& config, const Fault& fault) {
    const NetworkSettings& network = config.network;
    const Similarity similarity = similarityOf(network);
    if (network.architecture == Architecture::Koch2015 && similarity != Similarity::WeightedL1)
        fault("similarity", "must be default or weighted-l1 with the koch2015 architecture");
    if (network.architecture == Architecture::Koch2015 && network.comparison != WayComparison::MeanScore)
        fault("comparison", "must be mean-score with the koch2015 architecture");
    if (network.architecture == Architecture::Conv4 && network.input.size < 16)
        fault("input_size", "must be at least 16 for conv4's four max-pools, is " + std::to_string(network.input.size));
    else if (network.architecture == Architecture::Conv4 && network.maps.size() == 4 &&
             network.embedding != conv4Embedding(network))
        fault("embedding", "must be " + std::to_string(conv4Embedding(network)) +
                               ", which is what conv4's maps leave of the input, is " +
                               std::to_string(network.embedding));
    if (network.architecture == Architecture::Pixels && network.embedding != pixelsEmbedding(network))
        fault("embedding", "must be " + std::to_string(pixelsEmbedding(network)) +
                               ", as many as a drawing has pixels, is " + std::to_string(network.embedding));
    if ((similarity == Similarity::Bilinear || network.comparison == WayComparison::FullContext) &&
        network.embedding > 4096)
        fault("embedding",
              "must be 4096 at most for matrices of its size squared, is " + std::to_string(network.embedding));
    if (network.denseLayers.size() > 16)
        fault("dense_layers", "must list 16 layers at most, lists " + std::to_string(network.denseLayers.size()));
    if (network.architecture == Architecture::Dense && config.glyphShare > 0)
        fault("glyph_share", "must be 0 with the dense architecture: glyphs are images, and it sees vectors");
    if (network.architecture != Architecture::Dense && config.noise > 0)
        fault("noise", "needs the dense architecture: images are distorted, vectors have noise");
}

/// Of a list by layer; `commons` are the single values that it takes the place of, which would be set in vain.
void addLayerFaults(const TrainingConfig& config, std::string_view key, std::initializer_list<const char*> commons,
                    std::vector<FieldError>& errors) {
    const std::size_t count = numbersOf(config, settingNamed(key)).size();
    if (count == 0) return;
    if (config.network.architecture != Architecture::Koch2015)
        errors.push_back({std::string(key), "must be empty but with the koch2015 architecture, whose layers it lists"});
    else if (count != 6)
        errors.push_back({std::string(key),
                          "must list convolution1..4, dense and head, or nothing; lists " + std::to_string(count)});
    for (const char* common : commons) {
        const std::string untouched = settingText(TrainingConfig(), settingNamed(common));
        if (settingText(config, settingNamed(common)) != untouched)
            errors.push_back({common, "must be " + untouched + " beside " + std::string(key) +
                                          ", which holds for all layers: change that, or empty it"});
    }
}

}  // namespace

std::vector<FieldError> validate(const TrainingConfig& config) {
    std::vector<FieldError> errors;
    for (const Setting& setting : settings())
        for (const double value : numbersOf(config, setting))
            if (!(value >= setting.low && value <= setting.high)) {
                errors.push_back({std::string(setting.key),
                                  "must be " + rangeWords(setting.low, setting.high) + ", is " + numberText(value)});
                break;
            }
    const Fault fault = [&](const char* key, std::string problem) { errors.push_back({key, std::move(problem)}); };
    if (config.network.maps.size() != 4)
        fault("maps", "must list the four convolutions, lists " + std::to_string(config.network.maps.size()));
    if (config.network.architecture == Architecture::Koch2015 && config.network.input.size < 71)
        fault("input_size", "must be at least 71 for koch2015's four valid convolutions, is " +
                                std::to_string(config.network.input.size));
    if (config.network.residualBlocks > 0 && config.network.architecture != Architecture::Compact)
        fault("residual_blocks", "must be 0 with any other architecture than compact");
    if (config.network.poolFirst && config.network.architecture != Architecture::Compact)
        fault("pool_first", "needs the compact architecture, which has both orders");
    if (config.network.input.channels == 2) fault("channels", "must be 1 (grey) or 3 (red, green, blue), is 2");
    if (config.initialValues == InitialValues::Bouma2017 && config.network.architecture != Architecture::Koch2015)
        fault("initial_values", "bouma2017 needs the koch2015 architecture, whose layers it speaks of");
    if (config.network.byteInput && config.network.architecture != Architecture::Koch2015)
        fault("byte_input", "needs the koch2015 architecture; the others read 0 on paper and 1 on ink");
    if (config.pairs == PairRule::DistinctClasses && config.trainingPairs > 0)
        fault("training_pairs", "must be 0 with pairs=distinct-classes, which are drawn afresh every step");
    addLossFaults(config, fault);
    addMemoryFaults(config, fault);
    addEncoderFaults(config, fault);
    addLayerFaults(config, "layer_rates", {"learning_rate"}, errors);
    addLayerFaults(config, "layer_momentum", {"momentum"}, errors);
    addLayerFaults(config, "layer_l2", {"l2_convolution", "l2_dense"}, errors);
    if (!config.layerMomentum.empty() && config.optimiser != OptimiserRule::Momentum)
        fault("layer_momentum", "must be empty with optimiser=adam, which has its own");
    if (config.optimiser == OptimiserRule::Momentum && config.weightDecay > 0)
        fault("weight_decay", "must be 0 with optimiser=momentum, which decays weights by L2");
    if (config.device != "cpu" && config.device != "cuda")
        fault("device", "must be cpu or cuda, is \"" + config.device + "\"");
    if (config.device == "cuda" && !cudaAvailable())
        fault("device", "there is no CUDA device that this LibTorch can use; choose cpu");
    return errors;
}

void requireValid(const TrainingConfig& config) {
    const std::vector<FieldError> errors = validate(config);
    if (errors.empty()) return;
    std::string problems = errors.front().problem;
    for (std::size_t i = 1; i < errors.size(); ++i) problems += "; " + errors[i].key + " " + errors[i].problem;
    throw Error(ErrorCode::InvalidSetting, errors.front().key, problems);
}

Json toJson(const TrainingConfig& config) {
    Json json{{"preset", config.preset}};
    for (const Setting& setting : settings()) {
        if (!setting.earlier.empty() && settingText(config, setting) == setting.earlier) continue;
        std::visit(
            [&](const auto& member) {
                if constexpr (std::is_same_v<std::decay_t<decltype(member)>, Setting::Choice>)
                    json[setting.key] = member.get(config);
                else
                    json[setting.key] = member(const_cast<TrainingConfig&>(config));  // read only
            },
            setting.member);
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
            std::visit(
                [&](const auto& member) {
                    if constexpr (std::is_same_v<std::decay_t<decltype(member)>, Setting::Choice>)
                        member.set(config, value.template get_ref<const std::string&>());
                    else
                        member(config) = strictly<std::decay_t<decltype(member(config))>>(value);
                },
                setting.member);
        } catch (const Json::exception&) {
            throw bad(key + " has a value of the wrong kind: " + value.dump(-1, ' ', true).substr(0, 100));
        } catch (const Error& error) {
            throw bad(key + " " + error.problem());
        }
    }
    for (const auto& [key, value] : json.items())
        if (key != "preset" && std::none_of(settings().begin(), settings().end(),
                                            [&name = key](const Setting& setting) { return setting.key == name; }))
            throw bad("the configuration has an unknown setting " + key);
    if (const auto errors = validate(config); !errors.empty() && errors.front().key != "device")
        throw bad(errors.front().key + " " + errors.front().problem);
    return config;
}

}  // namespace oneshot
