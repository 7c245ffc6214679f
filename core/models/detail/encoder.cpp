#include "core/models/detail/encoder.h"

#include <algorithm>
#include <array>
#include <string>

namespace oneshot::detail {
namespace {

using Kind = NamedTensor::Kind;

/// Koch, Zemel, Salakhutdinov 2015, section 3.1. images: [B, C, S, S] float32 in 0..1, ink = 1. Returns [B, D] in 0..1.
/// Valid convolutions with ReLU and, after the first three, max-pool 2; one sigmoid layer.
class Koch2015 final : public Encoder {
  public:
    Koch2015(const NetworkSettings& s, NamedTensors& tensors)
        : convolutions_(makeConvolutions(s, tensors)),
          dense_(tensors, "dense", s.maps[3] * convolutions_[3].side * convolutions_[3].side, s.embedding),
          byteInput_(s.byteInput),
          dropout_(s.dropout) {}

    void initialise(at::Generator& g, InitialValues values) override {
        const bool bouma = values == InitialValues::Bouma2017;
        for (const Convolution& convolution : convolutions_) {
            convolution.weight.normal_(0, 1e-2, g);
            convolution.bias.normal_(0.5, 1e-2, g);
        }
        if (bouma) convolutions_[0].bias.zero_();
        dense_.weight.normal_(0, bouma ? 1e-2 : 2e-1, g);
        dense_.bias.normal_(0.5, 1e-2, g);
    }

    torch::Tensor embed(const torch::Tensor& images, const Pass& pass) const override {
        const auto type = pass.bfloat16 ? torch::kBFloat16 : torch::kFloat32;
        torch::Tensor x = (byteInput_ ? 255 * (1 - images) : images).to(type);
        for (int i = 0; i < 4; ++i) {
            x = torch::relu(torch::conv2d(x, convolutions_[i].weight.to(type), convolutions_[i].bias.to(type)));
            if (i < 3) x = torch::max_pool2d(x, 2);
        }
        return torch::sigmoid(dense_(dropOut(x.flatten(1).to(torch::kFloat32), dropout_, pass)));
    }

    std::vector<LayerRow> layers(const NamedTensors& tensors) const override {
        std::vector<LayerRow> rows;
        for (int i = 0; i < 4; ++i) {
            const auto& [weight, bias, side] = convolutions_[i];
            const std::string kernel = std::to_string(kernels[i]);
            rows.push_back(tensors.row(
                {nameOf(i)}, kernel + " x " + kernel + " convolution, ReLU" + (i < 3 ? ", 2 x 2 max-pool" : ""),
                {weight.size(0), side, side}));
        }
        rows.push_back(tensors.row({"dense"}, "dense, sigmoid", {dense_.outputs()}));
        return rows;
    }

  private:
    struct Convolution {
        torch::Tensor weight, bias;
        std::int64_t side;  ///< of its maps, behind the pooling
    };
    static constexpr std::array<int, 4> kernels{10, 7, 4, 4};
    static std::string nameOf(int convolution) { return "convolution" + std::to_string(convolution + 1); }

    static std::vector<Convolution> makeConvolutions(const NetworkSettings& s, NamedTensors& tensors) {
        std::vector<Convolution> made;
        int in = s.input.channels, side = s.input.size;
        for (int i = 0; i < 4; ++i) {
            const torch::Tensor weight =
                tensors.add(nameOf(i) + ".weight", {s.maps[i], in, kernels[i], kernels[i]}, Kind::Convolution);
            side = (side - kernels[i] + 1) / (i < 3 ? 2 : 1);
            made.push_back({weight, tensors.add(nameOf(i) + ".bias", {s.maps[i]}, Kind::Other), side});
            in = s.maps[i];
        }
        return made;
    }

    std::vector<Convolution> convolutions_;
    LinearLayer dense_;
    bool byteInput_;
    double dropout_;
};

/// Four blocks, then two for each residual block.
std::vector<ConvolutionBlock> makeBlocks(const NetworkSettings& s, NamedTensors& tensors, bool withBias) {
    std::vector<ConvolutionBlock> blocks;
    int in = s.input.channels;
    for (int i = 0; i < 4 + 2 * s.residualBlocks; ++i) {
        blocks.emplace_back(tensors, i + 1, in, s.maps[std::min(i, 3)], withBias);
        in = s.maps[std::min(i, 3)];
    }
    return blocks;
}

/// The row of a block by its number from 1; `side` is that of the maps behind it.
LayerRow blockRow(const NamedTensors& tensors, const ConvolutionBlock& block, std::size_t number,
                  const std::string& operation, std::int64_t side) {
    return tensors.row({"convolution" + std::to_string(number), "norm" + std::to_string(number)},
                       "3 x 3 convolution" + operation, {block.weight.size(0), side, side});
}

/// images: [B, C, S, S] -> [B, D]. Convolutions 3x3 with batch norm and ReLU, max-pool 2 after the first three;
/// dropout; dense.
class Compact final : public Encoder {
  public:
    Compact(const NetworkSettings& s, NamedTensors& tensors)
        : blocks_(makeBlocks(s, tensors, false)),
          inputSize_(s.input.size),
          dense_(tensors, "dense", s.maps[3] * (inputSize_ / 8) * (inputSize_ / 8), s.embedding),
          poolFirst_(s.poolFirst),
          dropout_(s.dropout) {}

    void initialise(at::Generator& g, InitialValues) override {
        for (ConvolutionBlock& block : blocks_) block.initialise(g);
        dense_.initialise(g);
    }

    torch::Tensor embed(const torch::Tensor& images, const Pass& pass) const override {
        torch::Tensor x = images.to(pass.bfloat16 ? torch::kBFloat16 : torch::kFloat32);
        for (std::size_t i = 0; i < 4; ++i) {
            x = blocks_[i].convolved(x);
            if (i < 3 && poolFirst_) x = torch::max_pool2d(x, 2);
            x = torch::relu(blocks_[i].normed(x, pass.training));
            if (i < 3 && !poolFirst_) x = torch::max_pool2d(x, 2);
        }
        const auto normed = [&](const torch::Tensor& in, std::size_t i) {
            return blocks_[i].normed(blocks_[i].convolved(in), pass.training);
        };
        for (std::size_t i = 4; i < blocks_.size(); i += 2)
            x = torch::relu(x + normed(torch::relu(normed(x, i)), i + 1));
        return dense_(dropOut(x.flatten(1).to(torch::kFloat32), dropout_, pass));
    }

    std::vector<LayerRow> layers(const NamedTensors& tensors) const override {
        std::vector<LayerRow> rows;
        std::int64_t side = inputSize_;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (i < 3) side /= 2;
            const std::string pool = i < 3 ? ", 2 x 2 max-pool" : "";
            rows.push_back(blockRow(tensors, blocks_[i], i + 1,
                                    (poolFirst_ ? pool + ", batch norm, ReLU" : ", batch norm, ReLU" + pool) +
                                        (i > 4 && i % 2 == 1 ? ", what the block began with added" : ""),
                                    side));
        }
        rows.push_back(tensors.row({"dense"}, "dense", {dense_.outputs()}));
        return rows;
    }

  private:
    std::vector<ConvolutionBlock> blocks_;
    std::int64_t inputSize_;
    LinearLayer dense_;
    bool poolFirst_;
    double dropout_;
};

/// Vinyals et al. 2016, section 4.1.1; Snell et al. 2017, section 3.1. images: [B, C, S, S] -> [B, maps * (S / 16)^2].
/// Four blocks of 3x3 convolution, batch norm, ReLU and max-pool 2. Dropout, which neither has, before the fourth.
class Conv4 final : public Encoder {
  public:
    Conv4(const NetworkSettings& s, NamedTensors& tensors)
        : blocks_(makeBlocks(s, tensors, true)), inputSize_(s.input.size), dropout_(s.dropout) {}

    void initialise(at::Generator& g, InitialValues) override {
        for (ConvolutionBlock& block : blocks_) block.initialise(g);
    }

    torch::Tensor embed(const torch::Tensor& images, const Pass& pass) const override {
        torch::Tensor x = images.to(pass.bfloat16 ? torch::kBFloat16 : torch::kFloat32);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (i == 3) x = dropOut(x, dropout_, pass);
            x = torch::relu(blocks_[i].normed(blocks_[i].convolved(x), pass.training));
            x = torch::max_pool2d(x, 2);
        }
        return x.flatten(1).to(torch::kFloat32);
    }

    std::vector<LayerRow> layers(const NamedTensors& tensors) const override {
        std::vector<LayerRow> rows;
        std::int64_t side = inputSize_;
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            rows.push_back(blockRow(tensors, blocks_[i], i + 1, ", batch norm, ReLU, 2 x 2 max-pool", side /= 2));
        return rows;
    }

  private:
    std::vector<ConvolutionBlock> blocks_;
    std::int64_t inputSize_;
    double dropout_;
};

/// vectors: [B, 1, 1, F] -> [B, D]. Each number by the mean and deviation that it has in what is learnt from; dense
/// layers with ReLU; dropout; a dense layer.
class DenseEncoder final : public Encoder {
  public:
    DenseEncoder(const NetworkSettings& s, NamedTensors& tensors)
        : mean_(tensors.add("input.mean", {s.features}, Kind::Statistic)),
          deviation_(tensors.add("input.deviation", {s.features}, Kind::Statistic)),
          dropout_(s.dropout) {
        std::vector<int> widths = s.denseLayers;
        widths.push_back(s.embedding);
        int in = s.features;
        for (const int out : widths) {
            dense_.emplace_back(tensors, nameOf(dense_.size()), in, out);
            in = out;
        }
    }

    void initialise(at::Generator& g, InitialValues) override {
        mean_.zero_();
        deviation_.fill_(1);
        for (LinearLayer& layer : dense_) layer.initialise(g);
    }

    torch::Tensor embed(const torch::Tensor& vectors, const Pass& pass) const override {
        torch::Tensor x = (vectors.flatten(1) - mean_) / deviation_;
        for (std::size_t i = 0; i + 1 < dense_.size(); ++i) x = torch::relu(dense_[i](x));
        return dense_.back()(dropOut(x, dropout_, pass));
    }

    std::vector<LayerRow> layers(const NamedTensors& tensors) const override {
        std::vector<LayerRow> rows;
        for (std::size_t i = 0; i < dense_.size(); ++i)
            rows.push_back(
                tensors.row({nameOf(i)}, i + 1 < dense_.size() ? "dense, ReLU" : "dense", {dense_[i].outputs()}));
        return rows;
    }

  private:
    static std::string nameOf(std::size_t layer) { return "dense" + std::to_string(layer + 1); }

    torch::Tensor mean_, deviation_;  ///< [F]
    std::vector<LinearLayer> dense_;
    double dropout_;
};

/// The drawing itself: [B, C, S, S] -> [B, C * S * S].
class Pixels final : public Encoder {
  public:
    void initialise(at::Generator&, InitialValues) override {}
    torch::Tensor embed(const torch::Tensor& images, const Pass&) const override {
        return images.contiguous().flatten(1);
    }
    std::vector<LayerRow> layers(const NamedTensors&) const override { return {}; }
};

}  // namespace

std::unique_ptr<Encoder> Encoder::create(const NetworkSettings& settings, NamedTensors& tensors) {
    switch (settings.architecture) {
        case Architecture::Koch2015:
            return std::make_unique<Koch2015>(settings, tensors);
        case Architecture::Conv4:
            return std::make_unique<Conv4>(settings, tensors);
        case Architecture::Dense:
            return std::make_unique<DenseEncoder>(settings, tensors);
        case Architecture::Pixels:
            return std::make_unique<Pixels>();
        case Architecture::Compact:
            break;
    }
    return std::make_unique<Compact>(settings, tensors);
}

}  // namespace oneshot::detail
