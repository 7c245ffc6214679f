#include "core/models/detail/compact.h"

#include <string>

#include "core/models/detail/convolution_block.h"

namespace oneshot::detail {
namespace {

using Kind = NamedTensor::Kind;

/// images: [B, C, S, S] -> [B, D]. Convolutions 3x3 with batch norm and ReLU, max-pool 2 after the first three;
/// dropout; dense.
class Compact final : public Encoder {
  public:
    Compact(const NetworkSettings& s, NamedTensors& tensors) {
        int in = s.input.channels;
        for (int i = 0; i < 4; ++i) {
            blocks_.emplace_back(tensors, i + 1, in, s.maps[i]);
            in = s.maps[i];
        }
        for (int i = 0; i < 2 * s.residualBlocks; ++i) blocks_.emplace_back(tensors, 5 + i, in, in);
        inputSize_ = s.input.size;
        poolFirst_ = s.poolFirst;
        const std::int64_t side = s.input.size / 2 / 2 / 2;
        dense_ = tensors.add("dense.weight", {s.embedding, in * side * side}, Kind::Dense);
        denseBias_ = tensors.add("dense.bias", {s.embedding}, Kind::Other);
        dropout_ = s.dropout;
    }

    void initialise(at::Generator& g, InitialValues) override {
        for (ConvolutionBlock& block : blocks_) block.initialise(g);
        fillUniform(dense_, dense_.size(1), g);
        fillUniform(denseBias_, dense_.size(1), g);
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
        x = dropOut(x.flatten(1).to(torch::kFloat32), dropout_, pass);
        return torch::linear(x, dense_, denseBias_);
    }

    std::vector<LayerRow> layers(const NamedTensors& tensors) const override {
        std::vector<LayerRow> rows;
        std::int64_t side = inputSize_;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (i < 3) side /= 2;
            const std::string number = std::to_string(i + 1), pool = i < 3 ? ", 2 x 2 max-pool" : "";
            rows.push_back(tensors.row({"convolution" + number, "norm" + number},
                                       "3 x 3 convolution" +
                                           (poolFirst_ ? pool + ", batch norm, ReLU" : ", batch norm, ReLU" + pool) +
                                           (i > 4 && i % 2 == 1 ? ", what the block began with added" : ""),
                                       {blocks_[i].weight.size(0), side, side}));
        }
        rows.push_back(tensors.row({"dense"}, "dense", {dense_.size(0)}));
        return rows;
    }

  private:
    std::vector<ConvolutionBlock> blocks_;  ///< four, then two for each residual block
    torch::Tensor dense_, denseBias_;
    bool poolFirst_;
    std::int64_t inputSize_;
    double dropout_;
};

}  // namespace

std::unique_ptr<Encoder> makeCompact(const NetworkSettings& settings, NamedTensors& tensors) {
    return std::make_unique<Compact>(settings, tensors);
}

}  // namespace oneshot::detail
