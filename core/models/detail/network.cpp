#include "core/models/detail/network.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/models/detail/tensor_io.h"
#include "core/models/detail/tuned_layer.h"

namespace oneshot::detail {
namespace {

std::unique_ptr<Encoder> makeEncoder(const NetworkSettings& settings, NamedTensors& tensors) {
    switch (settings.architecture) {
        case Architecture::Koch2015:
            return makeKoch2015(settings, tensors);
        case Architecture::Conv4:
            return makeConv4(settings, tensors);
        case Architecture::Dense:
            return makeDenseEncoder(settings, tensors);
        case Architecture::Pixels:
            return makePixels();
        case Architecture::Compact:
            break;
    }
    return makeCompact(settings, tensors);
}

}  // namespace

std::unique_ptr<Network> Network::create(const NetworkSettings& settings) {
    return std::unique_ptr<Network>(new Network(settings));
}

Network::Network(const NetworkSettings& settings) : settings_(settings), encoder_(makeEncoder(settings, tensors_)) {
    if (settings.comparison == WayComparison::FullContext)
        fullContext_.emplace(settings.embedding, settings.contextSteps, tensors_);
    if (settings.comparison == WayComparison::Memory) memory_.emplace(settings, tensors_);
    similarity_ = SimilarityFunction::create(settings, tensors_);
    if (settings.classes == 0) return;
    classWeight_ = tensors_.add("classes.weight", {settings.classes, settings.embedding}, NamedTensor::Kind::Dense);
    classBias_ = tensors_.add("classes.bias", {settings.classes}, NamedTensor::Kind::Dense);
}

void Network::initialise(std::uint64_t seed, InitialValues values) {
    const torch::NoGradGuard guard;
    at::Generator g = at::make_generator<at::CPUGeneratorImpl>(streamSeed(seed, "initial weights"));
    encoder_->initialise(g, values);
    if (fullContext_) fullContext_->initialise(g);
    if (memory_) memory_->initialise(g);
    similarity_->initialise(g);
    for (const torch::Tensor& tensor : {classWeight_, classBias_})
        if (tensor.defined()) fillUniform(tensor, settings_.embedding, g);
}

void Network::standardise(const ColumnScales& scales) {
    const torch::NoGradGuard guard;
    named("input.mean").copy_(torch::tensor(scales.mean));
    named("input.deviation").copy_(torch::tensor(scales.deviation));
}

torch::Tensor Network::embed(const torch::Tensor& images, const Pass& pass) const {
    const torch::Tensor embeddings = encoder_->embed(images, pass);
    return similarity_->ofUnitLength() && !fullContext_ && !memory_ ? unitRows(embeddings) : embeddings;
}

torch::Tensor Network::classLogits(const torch::Tensor& embeddings) const {
    return torch::linear(embeddings * similarity_->scale(), classWeight_, classBias_);
}

torch::Tensor Network::shareScale() const {
    return memory_ || settings_.comparison == WayComparison::Tuned ? torch::ones({}) : similarity_->scale();
}

ScoreKind Network::scoreKind() const {
    if (memory_) return ScoreKind::LogProbability;
    return settings_.comparison == WayComparison::Tuned ? ScoreKind::Learnt : similarity_->kind();
}

torch::Tensor Network::context(const torch::Tensor& support, int shots) const {
    if (settings_.comparison == WayComparison::FullContext) return fullContext_->support(support);
    if (settings_.comparison == WayComparison::Tuned) return tunedLayer(support, shots, settings_);
    if (settings_.comparison != WayComparison::Prototype) return support;
    const torch::Tensor prototypes = support.view({-1, shots, support.size(1)}).mean(1);
    return similarity_->ofUnitLength() ? unitRows(prototypes) : prototypes;
}

torch::Tensor Network::scores(const torch::Tensor& queries, const torch::Tensor& context, int shots) const {
    if (settings_.comparison == WayComparison::Tuned) return tunedScores(queries, context);
    if (memory_) return memory_->scores(queries, context, shots, similarity_->scale());
    torch::Tensor first = queries, second = context;
    if (fullContext_) {
        first = fullContext_->queries(queries, context);
        if (similarity_->ofUnitLength()) first = unitRows(first), second = unitRows(second);
    }
    const torch::Tensor similarities = similarity_->rows(first.unsqueeze(1), second.unsqueeze(0));
    if (settings_.comparison == WayComparison::Prototype) return similarities;
    const torch::Tensor byWay = similarities.view({queries.size(0), -1, shots});
    if (settings_.comparison == WayComparison::MeanScore) return byWay.mean(2);
    const torch::Tensor scale = similarity_->scale();
    return (torch::logsumexp(byWay * scale, 2) - std::log(shots)) / scale;
}

std::vector<LayerRow> Network::layers() const {
    std::vector<LayerRow> rows = encoder_->layers(tensors_);
    if (fullContext_)
        for (LayerRow& row : fullContext_->layers(tensors_)) rows.push_back(std::move(row));
    if (memory_)
        for (LayerRow& row : memory_->layers(tensors_)) rows.push_back(std::move(row));
    rows.push_back(similarity_->layer(tensors_));
    if (classWeight_.defined())
        rows.push_back(
            tensors_.row({"classes"}, "dense, softmax over the characters learnt from", {settings_.classes}));
    return rows;
}

torch::Tensor Network::named(const std::string& name) const {
    for (const NamedTensor& tensor : tensors_.all)
        if (tensor.name == name) return tensor.value;
    throw Error(ErrorCode::Failed, "network", "it has no tensor " + name);
}

std::int64_t Network::parameterCount() const {
    std::int64_t count = 0;
    for (const NamedTensor& tensor : tensors_.all)
        if (tensor.kind != NamedTensor::Kind::Statistic) count += tensor.value.numel();
    return count;
}

void Network::load(const SafeTensors& file, const std::string& where, const std::string& prefix) {
    const torch::NoGradGuard guard;
    for (NamedTensor& tensor : tensors_.all) {
        const torch::Tensor stored = tensorNamed(file, prefix + tensor.name, torch::kFloat32, where);
        if (stored.sizes() != tensor.value.sizes())
            throw Error(ErrorCode::BadData, where,
                        "its tensor " + tensor.name + " has another shape than its settings say",
                        "Was the file altered?");
        tensor.value.copy_(stored);
    }
}

void Network::copyFrom(const Network& other) {
    const torch::NoGradGuard guard;
    for (std::size_t i = 0; i < tensors_.all.size(); ++i) tensors_.all[i].value.copy_(other.tensors_.all[i].value);
}

void Network::to(torch::Device device) {
    for (NamedTensor& tensor : tensors_.all) tensor.value.set_data(tensor.value.to(device));
}

}  // namespace oneshot::detail
