#include "core/models/detail/conv4.h"

#include <string>

#include "core/models/detail/convolution_block.h"

namespace oneshot::detail {
namespace {

/// Vinyals et al. 2016, section 4.1.1; Snell et al. 2017, section 3.1. images: [B, C, S, S] -> [B, maps * (S / 16)^2].
/// Four blocks of 3x3 convolution, batch norm, ReLU and max-pool 2. Dropout, which neither has, before the fourth.
class Conv4 final : public Encoder {
  public:
    Conv4(const NetworkSettings& s, NamedTensors& tensors) : inputSize_(s.input.size), dropout_(s.dropout) {
        int in = s.input.channels;
        for (int i = 0; i < 4; ++i) {
            blocks_.emplace_back(tensors, i + 1, in, s.maps[i], true);
            in = s.maps[i];
        }
    }

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
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            side /= 2;
            const std::string number = std::to_string(i + 1);
            rows.push_back(tensors.row({"convolution" + number, "norm" + number},
                                       "3 x 3 convolution, batch norm, ReLU, 2 x 2 max-pool",
                                       {blocks_[i].weight.size(0), side, side}));
        }
        return rows;
    }

  private:
    std::vector<ConvolutionBlock> blocks_;
    std::int64_t inputSize_;
    double dropout_;
};

}  // namespace

std::unique_ptr<Encoder> makeConv4(const NetworkSettings& settings, NamedTensors& tensors) {
    return std::make_unique<Conv4>(settings, tensors);
}

}  // namespace oneshot::detail
