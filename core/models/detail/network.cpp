#include "core/models/detail/network.h"

#include <ATen/CPUGeneratorImpl.h>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/models/detail/tensor_io.h"

namespace oneshot::detail {

std::unique_ptr<Network> Network::create(const NetworkSettings& settings) {
    return std::unique_ptr<Network>(new Network(settings));
}

Network::Network(const NetworkSettings& settings)
    : encoder_(Encoder::create(settings, tensors_)),
      comparison_(Comparison::create(settings, tensors_)),
      similarity_(SimilarityFunction::create(settings, tensors_)) {
    if (settings.classes > 0)
        classes_.emplace(tensors_, "classes", settings.embedding, settings.classes, NamedTensor::Kind::Dense);
}

void Network::initialise(std::uint64_t seed, InitialValues values) {
    const torch::NoGradGuard guard;
    at::Generator g = at::make_generator<at::CPUGeneratorImpl>(streamSeed(seed, "initial weights"));
    encoder_->initialise(g, values);
    comparison_->initialise(g);
    similarity_->initialise(g);
    if (classes_) classes_->initialise(g);
}

void Network::standardise(const ColumnScales& scales) {
    const torch::NoGradGuard guard;
    named("input.mean").copy_(torch::tensor(scales.mean));
    named("input.deviation").copy_(torch::tensor(scales.deviation));
}

torch::Tensor Network::embed(const torch::Tensor& images, const Pass& pass) const {
    const torch::Tensor embeddings = encoder_->embed(images, pass);
    return comparison_->needsUnitLength(*similarity_) ? unitRows(embeddings) : embeddings;
}

torch::Tensor Network::classLogits(const torch::Tensor& embeddings) const {
    return (*classes_)(embeddings * similarity_->scale());
}

torch::Tensor Network::answers(const torch::Tensor& embeddings, const torch::Tensor& labels) const {
    return comparison_->memory()->answers(embeddings, labels, *similarity_);
}

const LabelCode& Network::labelCode() const {
    return comparison_->memory()->labelCode();
}

std::vector<LayerRow> Network::layers() const {
    std::vector<LayerRow> rows = encoder_->layers(tensors_);
    for (LayerRow& row : comparison_->layers(tensors_)) rows.push_back(std::move(row));
    rows.push_back(similarity_->layer(tensors_));
    if (classes_)
        rows.push_back(
            tensors_.row({"classes"}, "dense, softmax over the characters learnt from", {classes_->outputs()}));
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

void Network::to(Device device) {
    device_ = device;
    for (NamedTensor& tensor : tensors_.all) tensor.value.set_data(onDevice(tensor.value));
}

torch::Tensor Network::onDevice(const torch::Tensor& tensor) const {
    return tensor.to(device_ == Device::Cuda ? torch::kCUDA : torch::kCPU);
}

}  // namespace oneshot::detail
