#include "core/models/detail/neural_model.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/out_of_memory.h"
#include "core/base/sha256.h"
#include "core/base/strict_json.h"
#include "core/data/character_keys.h"
#include "core/models/detail/tensor_io.h"
#include "core/models/vectors.h"

namespace oneshot::detail {
namespace {

constexpr const char* drawingsTensor = "origin.drawings";

Json networkJson(const NetworkSettings&);

class NeuralModel final : public OneShotModel {
  public:
    NeuralModel(std::unique_ptr<Network> network, const NetworkSettings& settings, Origin origin)
        : network_(std::move(network)), settings_(settings), origin_(std::move(origin)) {
        device_ = network_->tensors().front().value.device();
        // As many pixels at a time as 256 inputs of 32 x 32: the maps of koch2015 would take gigabytes otherwise.
        batchSize_ = std::max(1, 256 * 32 * 32 / (settings_.input.size * settings_.input.size));
    }

    ImageBatch prepare(const DrawingBatch& drawings) const override {
        if (settings_.architecture == Architecture::Dense) return prepareVectors(drawings, settings_.features);
        return prepareDrawings(drawings, settings_.input);
    }

    ImageBatch prepareDistorted(const DrawingBatch& drawings, const Distortion& distortion) const override {
        if (settings_.architecture == Architecture::Dense) return prepare(drawings);
        return prepareDrawings(drawings, settings_.input, distortion);
    }

    Embeddings embed(const ImageBatch& images) const override {
        const torch::InferenceMode guard;
        Embeddings result{{}, images.n, settings_.embedding};
        result.values.resize(static_cast<std::size_t>(images.n) * settings_.embedding);
        const torch::Tensor all = asTensor(images), out = asTensor(result);
        for (int from = 0; from < images.n; from += batchSize_) {
            const int to = std::min(images.n, from + batchSize_);
            const torch::Tensor x = all.slice(0, from, to).to(device_).contiguous(torch::MemoryFormat::ChannelsLast);
            out.slice(0, from, to).copy_(network_->embed(x, {}));
        }
        return result;
    }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        const torch::InferenceMode guard;
        const torch::Tensor q = asTensor(queries).to(device_);
        const torch::Tensor context = network_->context(asTensor(support.embeddings).to(device_), support.shots);
        Scores scores{{}, queries.count, support.ways};
        scores.values.resize(static_cast<std::size_t>(queries.count) * support.ways);
        torch::Tensor out = torch::from_blob(scores.values.data(), {queries.count, support.ways});
        for (int i = 0; i < queries.count; ++i)  // one by one: a score does not depend on the other queries
            out.slice(0, i, i + 1).copy_(network_->scores(q.slice(0, i, i + 1), context, support.shots));
        return scores;
    }

    bool looksAtOtherWays() const override { return network_->looksAtOtherWays(); }

    int labels() const override { return settings_.comparison == WayComparison::Memory ? labelCount(settings_) : 0; }

    std::vector<int> answerInTurn(const Embeddings& drawings, std::span<const int> labels,
                                  int episodes) const override {
        const torch::InferenceMode guard;
        const torch::Tensor embeddings = asTensor(drawings).to(device_).view({episodes, -1, drawings.dimension});
        const torch::Tensor told = torch::tensor(std::vector<std::int64_t>(labels.begin(), labels.end()));
        const torch::Tensor answers = network_->answers(embeddings, told.view({episodes, -1}).to(device_));
        const torch::Tensor numbers = network_->labelCode().likeliest(answers.flatten(0, 1)).to(torch::kInt32).cpu();
        return {numbers.data_ptr<int>(), numbers.data_ptr<int>() + numbers.numel()};
    }

    const Origin& origin() const override { return origin_; }

    std::string fingerprint() const override {
        Sha256 hash;
        for (const NamedTensor& tensor : network_->tensors()) {
            const TensorBytes stored = toBytes(tensor.value);
            hash.add(std::string_view(tensor.name));
            hash.add(static_cast<std::uint64_t>(stored.shape.size()));
            for (const std::int64_t size : stored.shape) hash.add(static_cast<std::uint64_t>(size));
            hash.add(stored.bytes);
        }
        if (settings_.comparison != WayComparison::MeanScore)  // what the tensors do not tell
            hash.add(std::string_view(networkJson(settings_).dump()));
        return Sha256::hex(hash.digest());
    }

    ScoreKind scoreKind() const override { return network_->scoreKind(); }

    double shareScale() const override { return network_->shareScale().item<double>(); }

    ScoreTerms terms(std::span<const float> query, std::span<const float> shot) const override {
        if (network_->looksAtOtherWays()) return {};
        const torch::InferenceMode guard;
        const SimilarityFunction& similarity = network_->similarity();
        const torch::Tensor terms = similarity.terms(rowTensor(query), rowTensor(shot)).cpu().contiguous();
        const float* values = terms.data_ptr<float>();
        return {{values, values + terms.numel()}, similarity.bias().item<float>()};
    }

    NeuralParts parts() const { return {*network_, settings_}; }

    Anatomy anatomy() const override {
        const torch::Tensor first = network_->tensors().front().value.cpu().contiguous();
        if (first.dim() != 4) return {network_->layers(), {}};
        ImageBatch filters{{},
                           static_cast<int>(first.size(0)),
                           static_cast<int>(first.size(1)),
                           static_cast<int>(first.size(2)),
                           static_cast<int>(first.size(3))};
        const float* values = first.data_ptr<float>();
        filters.data.assign(values, values + first.numel());
        return {network_->layers(), std::move(filters)};
    }

  private:
    /// [D] -> [1, D] on the network's device.
    torch::Tensor rowTensor(std::span<const float> row) const {
        return torch::from_blob(const_cast<float*>(row.data()), {1, static_cast<std::int64_t>(row.size())}).to(device_);
    }

    std::unique_ptr<Network> network_;  // never changed after construction; const methods only read it
    NetworkSettings settings_;
    Origin origin_;
    torch::Device device_ = torch::kCPU;
    int batchSize_;
};

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

void requireSoundSizes(const NetworkSettings& s) {
    const auto within = [](double value, double low, double high) { return value >= low && value <= high; };
    bool sound = s.maps.size() == 4 && within(s.input.size, 8, 512) && within(s.embedding, 1, 65536) &&
                 within(s.residualBlocks, 0, 16) && (s.input.channels == 1 || s.input.channels == 3) &&
                 within(s.input.inkShare, 0.1, 1) && within(s.dropout, 0, 0.95) && within(s.logitScale, 0.01, 1000) &&
                 (s.architecture != Architecture::Koch2015 || s.input.size >= 71) && within(s.contextSteps, 1, 100) &&
                 within(s.tuningSteps, 1, 100000) && within(s.tuningRate, 1e-6, 1000) && within(s.classes, 0, 1e7) &&
                 s.denseLayers.size() <= 16;
    sound = sound && (s.architecture != Architecture::Koch2015 || s.comparison == WayComparison::MeanScore) &&
            (s.architecture != Architecture::Pixels || s.comparison == WayComparison::Memory) &&
            (s.comparison != WayComparison::Memory || similarityOf(s) == Similarity::Cosine);
    for (const int maps : s.maps) sound = sound && within(maps, 1, 4096);
    for (const int width : s.denseLayers) sound = sound && within(width, 1, 65536);
    if (s.similarity == Similarity::Bilinear || s.comparison == WayComparison::FullContext)
        sound = sound && within(s.embedding, 1, 4096);
    if (s.architecture == Architecture::Conv4) sound = sound && s.embedding == conv4Embedding(s);
    if (s.architecture == Architecture::Dense) sound = sound && within(s.features, 1, 1'000'000);
    if (s.architecture == Architecture::Pixels) sound = sound && s.embedding == pixelsEmbedding(s);
    sound = sound && within(s.controller, 1, 4096) && within(s.memorySlots, 1, 4096) &&
            within(s.memoryWidth, 1, 1024) && within(s.readHeads, 1, std::min(64, s.memorySlots)) &&
            within(s.usageDecay, 0, 1) && within(s.oneHotLabels, 2, 1000);
    if (!sound) throw Error(ErrorCode::BadData, "network", "its sizes are out of range");
}

NetworkSettings networkFromJson(const Json& json) {
    NetworkSettings s;
    s.architecture = architectureFromString(json.at("architecture").get<std::string>());
    s.input = {strictly<int>(json.at("input_size")), json.at("normalise_ink"), json.at("ink_share"),
               strictly<int>(json.at("channels"))};
    s.byteInput = json.value("byte_input", false);  // older checkpoints do not tell it
    s.maps = strictly<std::vector<int>>(json.at("maps"));
    s.poolFirst = json.value("pool_first", false);  // nor these two
    s.residualBlocks = json.contains("residual_blocks") ? strictly<int>(json["residual_blocks"]) : 0;
    s.embedding = strictly<int>(json.at("embedding"));
    s.dropout = json.at("dropout");
    s.logitScale = json.value("logit_scale", s.logitScale);  // older checkpoints do not tell it
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
    if (json.contains("labels")) {  // nor of memories
        s.controller = strictly<int>(json.at("controller"));
        s.memorySlots = strictly<int>(json.at("memory_slots"));
        s.memoryWidth = strictly<int>(json.at("memory_width"));
        s.readHeads = strictly<int>(json.at("read_heads"));
        s.usageDecay = json.at("usage_decay");
        s.labels = labelsFromString(json["labels"].get<std::string>());
        s.oneHotLabels = strictly<int>(json.at("one_hot_labels"));
    }
    requireSoundSizes(s);
    return s;
}

Json originJson(const Origin& origin) {
    Json learnt = Json::array();
    for (const LearntAlphabet& alphabet : origin.learnt)
        learnt.push_back(
            {{"alphabet", alphabet.name}, {"characters", alphabet.characters}, {"implicit", alphabet.implicit}});
    return {{"model", origin.model}, {"data", origin.dataName}, {"data_sha256", origin.dataSha256}, {"learnt", learnt}};
}

/// Whether the one alphabet of a checkpoint that does not tell was implicit: it is then named after the file of the
/// data, or holds the digits of an IDX pair.
bool seemsImplicit(const LearntAlphabet& alphabet, const std::string& dataName) {
    const auto isDigits = [](const std::string& name) {
        return name.find_first_not_of("0123456789") == std::string::npos;
    };
    return !std::ranges::all_of(alphabet.characters, isNumberedName) &&
           (dataName.starts_with(alphabet.name) || std::ranges::all_of(alphabet.characters, isDigits));
}

Origin originFromJson(const Json& json) {
    Origin origin;
    origin.model = json.at("model");
    origin.dataName = json.at("data");
    origin.dataSha256 = json.at("data_sha256");
    const Json& learnt = json.at("learnt");
    for (const Json& alphabet : learnt)
        origin.learnt.push_back({alphabet.at("alphabet"), alphabet.at("characters").get<std::vector<std::string>>(),
                                 alphabet.value("implicit", false)});
    if (learnt.size() == 1 && !learnt[0].contains("implicit"))
        origin.learnt[0].implicit = seemsImplicit(origin.learnt[0], origin.dataName);
    return origin;
}

}  // namespace

ModelPtr makeNeuralModel(std::unique_ptr<Network> network, const NetworkSettings& settings, Origin origin) {
    for (NamedTensor& tensor : network->tensors()) tensor.value.set_requires_grad(false);
    origin.parameters = network->parameterCount();
    return std::make_shared<NeuralModel>(std::move(network), settings, std::move(origin));
}

NeuralParts neuralParts(const OneShotModel& model) {
    if (const auto* neural = dynamic_cast<const NeuralModel*>(&model)) return neural->parts();
    throw Error(ErrorCode::InvalidSetting, model.origin().model, "it is no network and has no weights",
                "Name a run directory, a .safetensors file or shipped.");
}

ModelPtr comparedBy(const OneShotModel& model, WayComparison comparison) {
    const auto [network, before] = neuralParts(model);
    const auto ofItsOwn = [](WayComparison each) {
        return each == WayComparison::FullContext || each == WayComparison::Memory;
    };
    if (ofItsOwn(before.comparison) || ofItsOwn(comparison) || before.architecture == Architecture::Koch2015)
        throw Error(ErrorCode::InvalidSetting, model.origin().model,
                    "it cannot be asked with comparison=" + std::string(toString(comparison)),
                    "Full context and memory are learnt, and koch2015 answers by mean-score alone.");
    NetworkSettings settings = before;
    settings.comparison = comparison;
    auto copy = Network::create(settings);
    copy->copyFrom(network);
    Origin origin = model.origin();
    origin.run.clear();  // whose own answers are others
    origin.model += " (" + std::string(toString(comparison)) + ')';
    return makeNeuralModel(std::move(copy), settings, std::move(origin));
}

SafeTensors toSafeTensors(const Network& network, const NetworkSettings& settings, const Origin& origin) {
    SafeTensors file;
    for (const NamedTensor& tensor : network.tensors()) file.tensors[tensor.name] = toBytes(tensor.value);
    const auto count = static_cast<std::int64_t>(origin.learntDrawings.size());
    file.tensors[drawingsTensor] =
        toBytes(torch::from_blob(const_cast<std::uint64_t*>(origin.learntDrawings.data()), {count}, torch::kInt64));
    file.metadata = {{"network", networkJson(settings).dump()},
                     {"origin", originJson(origin).dump()},
                     {"step", std::to_string(origin.step)}};
    return file;
}

bool canBeOfOneTraining(const Metadata& one, const Metadata& other) try {
    const auto network = [](const Metadata& metadata) {
        return networkFromJson(parseStrictJson<Json>(metadata.at("network")));
    };
    const auto data = [](const Metadata& metadata) {
        return originFromJson(parseStrictJson<Json>(metadata.at("origin"))).dataSha256;
    };
    return network(one) == network(other) && data(one) == data(other);
} catch (const std::exception& error) {  // metadata that are not sound tell nothing
    if (isOutOfMemory(error)) throw;
    return true;
}

}  // namespace oneshot::detail

namespace oneshot {

ModelPtr modelFromCheckpoint(const SafeTensors& file, const std::string& name, const std::string& run) {
    const auto metadata = [&](const char* key) {
        const auto found = file.metadata.find(key);
        if (found == file.metadata.end())
            throw Error(ErrorCode::BadData, name,
                        std::string("it has no `") + key +
                            "` in its metadata, which says what its weights are: another program made it",
                        "Choose a checkpoint that this program wrote, or write its `network`, `origin` and `step` "
                        "into the file.");
        return found->second;
    };
    try {
        const NetworkSettings settings = detail::networkFromJson(parseStrictJson<Json>(metadata("network")));
        Origin origin = detail::originFromJson(parseStrictJson<Json>(metadata("origin")));
        origin.run = run;
        origin.step = std::stoll(metadata("step"));
        const torch::Tensor drawings = detail::tensorNamed(file, detail::drawingsTensor, torch::kInt64, name);
        const auto* hashes = static_cast<const std::uint64_t*>(drawings.data_ptr());
        origin.learntDrawings.assign(hashes, hashes + drawings.numel());
        std::sort(origin.learntDrawings.begin(), origin.learntDrawings.end());
        auto network = detail::Network::create(settings);
        network->load(file, name);
        return detail::makeNeuralModel(std::move(network), settings, std::move(origin));
    } catch (const Error& error) {
        if (error.where() == name) throw;
        throw Error(ErrorCode::BadData, name, error.where() + " " + error.problem());
    } catch (const std::exception& error) {  // JSON or a number that does not parse
        if (isOutOfMemory(error)) throw;
        throw Error(ErrorCode::BadData, name, "its metadata are damaged",
                    "Choose a checkpoint that this program wrote.");
    }
}

}  // namespace oneshot
