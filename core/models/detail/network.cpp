#include "core/models/detail/network.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>

#include "core/data/error.h"
#include "core/data/random.h"
#include "core/models/detail/tensor_io.h"

namespace oneshot::detail {
namespace {

using Kind = NamedTensor::Kind;
constexpr std::array<const char*, 4> convolutions{"convolution1", "convolution2", "convolution3", "convolution4"};

at::Generator generator(std::uint64_t seed) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

/// Inverted dropout whose mask depends on the seed alone.
torch::Tensor dropOut(const torch::Tensor& x, double probability, std::uint64_t seed) {
    if (probability <= 0) return x;
    at::Generator g = generator(seed);
    return x * torch::empty(x.sizes()).bernoulli_(1 - probability, g).div_(1 - probability).to(x.device());
}

/// Koch, Zemel, Salakhutdinov 2015, section 3.1. images: [B, C, S, S] float32 in 0..1, ink = 1. Returns [B, D] in 0..1.
/// Valid convolutions with ReLU and, after the first three, max-pool 2; one sigmoid layer; weighted L1 distance.
class Koch2015 final : public Network {
  public:
    explicit Koch2015(const NetworkSettings& s) {
        int in = s.input.channels, side = s.input.size;
        for (int i = 0; i < 4; ++i) {
            weights_[i] = add(convolutions[i] + std::string(".weight"), {s.maps[i], in, kernels[i], kernels[i]},
                              Kind::Convolution);
            biases_[i] = add(convolutions[i] + std::string(".bias"), {s.maps[i]}, Kind::Other);
            in = s.maps[i];
            side = (side - kernels[i] + 1) / (i < 3 ? 2 : 1);
            sides_[i] = side;
        }
        dense_ = add("dense.weight", {s.embedding, static_cast<std::int64_t>(in) * side * side}, Kind::Dense);
        denseBias_ = add("dense.bias", {s.embedding}, Kind::Other);
        head_ = add("head.weight", {1, s.embedding}, Kind::Other);
        headBias_ = add("head.bias", {1}, Kind::Other);
        byteInput_ = s.byteInput;
        dropout_ = s.dropout;
    }

    void initialise(std::uint64_t seed, InitialValues values) override {
        const torch::NoGradGuard guard;
        const bool bouma = values == InitialValues::Bouma2017;
        at::Generator g = generator(streamSeed(seed, "initial weights"));
        for (int i = 0; i < 4; ++i) {
            weights_[i].normal_(0, 1e-2, g);
            biases_[i].normal_(0.5, 1e-2, g);
        }
        if (bouma) biases_[0].zero_();
        dense_.normal_(0, bouma ? 1e-2 : 2e-1, g);
        denseBias_.normal_(0.5, 1e-2, g);
        const double glorot = std::sqrt(6.0 / (head_.size(1) + 1.0));  // the paper does not say; Keras's default
        head_.uniform_(-glorot, glorot, g);
        headBias_.normal_(0.5, 1e-2, g);
    }

    torch::Tensor embed(const torch::Tensor& images, const Pass& pass) override {
        const auto type = pass.bfloat16 ? torch::kBFloat16 : torch::kFloat32;
        torch::Tensor x = (byteInput_ ? 255 * (1 - images) : images).to(type);
        for (int i = 0; i < 4; ++i) {
            x = torch::relu(torch::conv2d(x, weights_[i].to(type), biases_[i].to(type)));
            if (i < 3) x = torch::max_pool2d(x, 2);
        }
        x = x.flatten(1).to(torch::kFloat32);
        if (pass.training) x = dropOut(x, dropout_, pass.dropoutSeed);
        return torch::sigmoid(torch::linear(x, dense_, denseBias_));
    }

    torch::Tensor similarity(const torch::Tensor& first, const torch::Tensor& second) const override {
        return torch::linear((first - second).abs(), head_, headBias_).squeeze(1);
    }

    torch::Tensor terms(const torch::Tensor& first, const torch::Tensor& second) const override {
        return (first - second).abs() * head_;
    }
    torch::Tensor bias() const override { return headBias_[0]; }

    /// Where exactly one way is the right one, the odds p / (1 - p) of independent answers weigh the ways: the softmax
    /// of their logits.
    torch::Tensor shareScale() const override { return torch::ones({}); }

    std::vector<LayerRow> layers() const override {
        std::vector<LayerRow> rows;
        for (int i = 0; i < 4; ++i) {
            const std::string kernel = std::to_string(kernels[i]);
            rows.push_back(row({convolutions[i]},
                               kernel + " x " + kernel + " convolution, ReLU" + (i < 3 ? ", 2 x 2 max-pool" : ""),
                               {weights_[i].size(0), sides_[i], sides_[i]}));
        }
        rows.push_back(row({"dense"}, "dense, sigmoid", {dense_.size(0)}));
        rows.push_back(row({"head"}, "weighted L1 distance of two embeddings", {1}));
        return rows;
    }

  private:
    static constexpr std::array<int, 4> kernels{10, 7, 4, 4};
    std::array<int, 4> sides_{};  ///< of the maps behind each convolution and its pooling
    std::array<torch::Tensor, 4> weights_, biases_;
    torch::Tensor dense_, denseBias_, head_, headBias_;
    bool byteInput_;
    double dropout_;
};

/// images: [B, C, S, S] -> [B, D] of length 1. Convolutions 3x3 with batch norm and ReLU, max-pool 2 after the first
/// three; dropout; dense. Similarity: cosine. The logit scale belongs to the loss and travels with the weights.
class Compact final : public Network {
  public:
    explicit Compact(const NetworkSettings& s) {
        int in = s.input.channels;
        for (int i = 0; i < 4; ++i) {
            layers_.push_back(addLayer(i, in, s.maps[i]));
            in = s.maps[i];
        }
        for (int i = 0; i < 2 * s.residualBlocks; ++i) layers_.push_back(addLayer(4 + i, in, in));
        inputSize_ = s.input.size;
        poolFirst_ = s.poolFirst;
        const std::int64_t side = s.input.size / 2 / 2 / 2;
        dense_ = add("dense.weight", {s.embedding, in * side * side}, Kind::Dense);
        denseBias_ = add("dense.bias", {s.embedding}, Kind::Other);
        logitScale_ = add("logit_scale", {}, Kind::Other);
        initialScale_ = s.logitScale;
        dropout_ = s.dropout;
    }

    /// LibTorch's own defaults: uniform within 1 / sqrt(fan in), batch norm as identity.
    void initialise(std::uint64_t seed, InitialValues) override {
        const torch::NoGradGuard guard;
        at::Generator g = generator(streamSeed(seed, "initial weights"));
        const auto fill = [&](torch::Tensor& t, double fanIn) {
            t.uniform_(-1 / std::sqrt(fanIn), 1 / std::sqrt(fanIn), g);
        };
        for (Layer& layer : layers_) {
            fill(layer.weight, static_cast<double>(layer.weight[0].numel()));
            layer.scale.fill_(1);
            layer.bias.zero_();
            layer.mean.zero_();
            layer.variance.fill_(1);
        }
        fill(dense_, static_cast<double>(dense_.size(1)));
        fill(denseBias_, static_cast<double>(dense_.size(1)));
        logitScale_.zero_();
    }

    torch::Tensor embed(const torch::Tensor& images, const Pass& pass) override {
        const auto type = pass.bfloat16 ? torch::kBFloat16 : torch::kFloat32;
        torch::Tensor x = images.to(type);
        const auto convolved = [&](const torch::Tensor& in, std::size_t i) {
            return torch::conv2d(in, layers_[i].weight.to(type), {}, 1, 1);
        };
        const auto normed = [&](const torch::Tensor& in, std::size_t i) {
            const Layer& layer = layers_[i];
            return torch::batch_norm(in, layer.scale, layer.bias, layer.mean, layer.variance, pass.training, 0.1, 1e-5,
                                     false);
        };
        for (std::size_t i = 0; i < 4; ++i) {
            x = convolved(x, i);
            if (i < 3 && poolFirst_) x = torch::max_pool2d(x, 2);
            x = torch::relu(normed(x, i));
            if (i < 3 && !poolFirst_) x = torch::max_pool2d(x, 2);
        }
        for (std::size_t i = 4; i < layers_.size(); i += 2) {
            const torch::Tensor inner = torch::relu(normed(convolved(x, i), i));
            x = torch::relu(x + normed(convolved(inner, i + 1), i + 1));
        }
        x = x.flatten(1).to(torch::kFloat32);
        if (pass.training) x = dropOut(x, dropout_, pass.dropoutSeed);
        x = torch::linear(x, dense_, denseBias_);
        return x / x.norm(2, {1}, true).clamp_min(1e-12);
    }

    torch::Tensor similarity(const torch::Tensor& first, const torch::Tensor& second) const override {
        return (first * second).sum(1);
    }

    torch::Tensor terms(const torch::Tensor& first, const torch::Tensor& second) const override {
        return first * second;
    }

    /// The learnt tensor is the logarithm of the scale over its initial value, so that 0 is where it starts.
    torch::Tensor shareScale() const override { return initialScale_ * logitScale_.exp(); }

    std::vector<LayerRow> layers() const override {
        std::vector<LayerRow> rows;
        std::int64_t side = inputSize_;
        for (std::size_t i = 0; i < layers_.size(); ++i) {
            if (i < 3) side /= 2;
            const std::string number = std::to_string(i + 1), pool = i < 3 ? ", 2 x 2 max-pool" : "";
            rows.push_back(row({"convolution" + number, "norm" + number},
                               "3 x 3 convolution" +
                                   (poolFirst_ ? pool + ", batch norm, ReLU" : ", batch norm, ReLU" + pool) +
                                   (i > 4 && i % 2 == 1 ? ", what the block began with added" : ""),
                               {layers_[i].weight.size(0), side, side}));
        }
        rows.push_back(row({"dense"}, "dense, to length 1", {dense_.size(0)}));
        rows.push_back(row({"logit_scale"}, "cosine of two embeddings, scaled", {1}));
        return rows;
    }

  private:
    struct Layer {
        torch::Tensor weight, scale, bias, mean, variance;
    };

    Layer addLayer(int index, int in, int out) {
        const std::string number = std::to_string(index + 1), norm = "norm" + number;
        return {add("convolution" + number + ".weight", {out, in, 3, 3}, Kind::Convolution),
                add(norm + ".weight", {out}, Kind::Other), add(norm + ".bias", {out}, Kind::Other),
                add(norm + ".running_mean", {out}, Kind::Statistic),
                add(norm + ".running_var", {out}, Kind::Statistic)};
    }

    std::vector<Layer> layers_;  ///< four, then two for each residual block
    torch::Tensor dense_, denseBias_, logitScale_;
    bool poolFirst_;
    std::int64_t inputSize_;
    double initialScale_, dropout_;
};

std::string shapeText(torch::IntArrayRef shape) {
    std::string text;
    for (const std::int64_t side : shape) text += (text.empty() ? "" : " x ") + std::to_string(side);
    return text.empty() ? "1" : text;
}

}  // namespace

std::unique_ptr<Network> Network::create(const NetworkSettings& settings) {
    if (settings.architecture == Architecture::Koch2015) return std::make_unique<Koch2015>(settings);
    return std::make_unique<Compact>(settings);
}

torch::Tensor Network::add(const std::string& name, torch::IntArrayRef shape, NamedTensor::Kind kind) {
    torch::Tensor value = torch::empty(shape);
    // Convolutions run about a third faster on CPU when weights and images are both channels-last.
    if (kind == Kind::Convolution) value = value.contiguous(torch::MemoryFormat::ChannelsLast);
    tensors_.push_back({name, value, kind});
    return value;
}

LayerRow Network::row(const std::vector<std::string>& names, std::string operation, torch::IntArrayRef output) const {
    LayerRow row{names.front(), std::move(operation), shapeText(output), {}, 0};
    for (const NamedTensor& tensor : tensors_) {
        const bool own = std::ranges::any_of(
            names, [&](const std::string& name) { return tensor.name == name || tensor.name.starts_with(name + '.'); });
        if (!own || tensor.kind == Kind::Statistic) continue;
        row.weights += (row.weights.empty() ? "" : " + ") + shapeText(tensor.value.sizes());
        row.parameters += tensor.value.numel();
    }
    return row;
}

torch::Tensor Network::named(const std::string& name) const {
    for (const NamedTensor& tensor : tensors_)
        if (tensor.name == name) return tensor.value;
    throw Error(ErrorCode::Failed, "network", "it has no tensor " + name);
}

std::int64_t Network::parameterCount() const {
    std::int64_t count = 0;
    for (const NamedTensor& tensor : tensors_)
        if (tensor.kind != Kind::Statistic) count += tensor.value.numel();
    return count;
}

void Network::load(const SafeTensors& file, const std::string& where, const std::string& prefix) {
    const torch::NoGradGuard guard;
    for (NamedTensor& tensor : tensors_) {
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
    for (std::size_t i = 0; i < tensors_.size(); ++i) tensors_[i].value.copy_(other.tensors_[i].value);
}

void Network::to(torch::Device device) {
    for (NamedTensor& tensor : tensors_) tensor.value.set_data(tensor.value.to(device));
}

}  // namespace oneshot::detail
