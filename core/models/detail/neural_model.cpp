#include "core/models/detail/neural_model.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/models/detail/tensor_io.h"
#include "core/models/network_fields.h"
#include "core/models/vectors.h"

namespace oneshot::detail {
namespace {

class NeuralModel final : public OneShotModel {
  public:
    NeuralModel(std::unique_ptr<Network> network, const NetworkSettings& settings, Origin origin)
        : network_(std::move(network)), settings_(settings), origin_(std::move(origin)) {
        // Limited, since the maps of koch2015 would take gigabytes otherwise.
        batchSize_ = imagesAtOnce(static_cast<std::size_t>(settings_.input.size) * settings_.input.size);
    }

    ImageBatch prepare(const DrawingBatch& drawings) const override { return prepareDistorted(drawings, {}); }

    ImageBatch prepareDistorted(const DrawingBatch& drawings, const Distortion& distortion) const override {
        if (settings_.architecture == Architecture::Dense) return prepareVectors(drawings, settings_.features);
        return prepareDrawings(drawings, settings_.input, distortion);
    }

    Embeddings embed(const ImageBatch& images) const override {
        const torch::InferenceMode guard;
        Embeddings result{{}, images.n, settings_.embedding};
        result.values.resize(static_cast<std::size_t>(images.n) * settings_.embedding);
        const torch::Tensor all = asTensor(images), out = asTensor(result);
        for (int from = 0; from < images.n; from += batchSize_) {
            const int to = std::min(images.n, from + batchSize_);
            const torch::Tensor x =
                network_->onDevice(all.slice(0, from, to)).contiguous(torch::MemoryFormat::ChannelsLast);
            out.slice(0, from, to).copy_(network_->embed(x, {}));
        }
        return result;
    }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        const torch::InferenceMode guard;
        const int tasks = support.tasks();
        const auto byTask = [&](const Embeddings& all) {
            return network_->onDevice(asTensor(all)).view({tasks, all.count / tasks, all.dimension});
        };
        Scores scores{{}, queries.count, support.ways};
        scores.values.resize(static_cast<std::size_t>(queries.count) * support.ways);
        torch::from_blob(scores.values.data(), {tasks, queries.count / tasks, support.ways})
            .copy_(network_->compareTasks(byTask(queries), byTask(support.embeddings), support.shots));
        return scores;
    }

    bool dependsOnSupportSet() const override { return network_->dependsOnSupportSet(); }

    int labels() const override { return settings_.comparison == WayComparison::Memory ? labelCount(settings_) : 0; }

    std::vector<int> answerSequentially(const Embeddings& drawings, std::span<const int> labels,
                                        int episodes) const override {
        const torch::InferenceMode guard;
        const torch::Tensor embeddings =
            network_->onDevice(asTensor(drawings)).view({episodes, -1, drawings.dimension});
        const torch::Tensor shown = torch::tensor(std::vector<std::int64_t>(labels.begin(), labels.end()));
        const torch::Tensor answers = network_->answers(embeddings, network_->onDevice(shown.view({episodes, -1})));
        const torch::Tensor likeliest = network_->labelCode().likeliest(answers.flatten(0, 1)).to(torch::kInt32).cpu();
        return {likeliest.data_ptr<int>(), likeliest.data_ptr<int>() + likeliest.numel()};
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
        if (settings_.comparison != WayComparison::MeanScore)  // the tensors do not say it
            hash.add(std::string_view(networkJson(settings_).dump()));
        return Sha256::hex(hash.digest());
    }

    ScoreKind scoreKind() const override { return network_->scoreKind(); }

    double softmaxScale() const override { return network_->softmaxScale().item<double>(); }

    ScoreTerms terms(std::span<const float> query, std::span<const float> shot) const override {
        if (network_->dependsOnSupportSet()) return {};
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
        auto* values = const_cast<float*>(row.data());
        return network_->onDevice(torch::from_blob(values, {1, static_cast<std::int64_t>(row.size())}));
    }

    std::unique_ptr<Network> network_;  // never changed after construction; const methods only read it
    NetworkSettings settings_;
    Origin origin_;
    int batchSize_;
};

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

ModelPtr withComparison(const OneShotModel& model, WayComparison comparison) {
    const auto [network, before] = neuralParts(model);
    const auto hasWeights = [](WayComparison each) {
        return each == WayComparison::FullContext || each == WayComparison::Memory;
    };
    if (hasWeights(before.comparison) || hasWeights(comparison) || before.architecture == Architecture::Koch2015)
        throw Error(ErrorCode::InvalidSetting, model.origin().model,
                    "it cannot be asked with comparison=" + std::string(enumName(comparison)),
                    "Full context and memory are learnt, and koch2015 answers by mean-score alone.");
    NetworkSettings settings = before;
    settings.comparison = comparison;
    auto copy = Network::create(settings);
    copy->to(network.device());
    copy->copyFrom(network);
    Origin origin = model.origin();
    origin.run.clear();  // the run's own model answers otherwise
    origin.model += " (" + std::string(enumName(comparison)) + ')';
    return makeNeuralModel(std::move(copy), settings, std::move(origin));
}

}  // namespace oneshot::detail
