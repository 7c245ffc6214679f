#include "core/models/detail/koch2015.h"

#include <array>
#include <string>

namespace oneshot::detail {
namespace {

using Kind = NamedTensor::Kind;
constexpr std::array<const char*, 4> convolutions{"convolution1", "convolution2", "convolution3", "convolution4"};

/// Koch, Zemel, Salakhutdinov 2015, section 3.1. images: [B, C, S, S] float32 in 0..1, ink = 1. Returns [B, D] in 0..1.
/// Valid convolutions with ReLU and, after the first three, max-pool 2; one sigmoid layer.
class Koch2015 final : public Encoder {
  public:
    Koch2015(const NetworkSettings& s, NamedTensors& tensors) {
        int in = s.input.channels, side = s.input.size;
        for (int i = 0; i < 4; ++i) {
            weights_[i] = tensors.add(convolutions[i] + std::string(".weight"), {s.maps[i], in, kernels[i], kernels[i]},
                                      Kind::Convolution);
            biases_[i] = tensors.add(convolutions[i] + std::string(".bias"), {s.maps[i]}, Kind::Other);
            in = s.maps[i];
            side = (side - kernels[i] + 1) / (i < 3 ? 2 : 1);
            sides_[i] = side;
        }
        dense_ = tensors.add("dense.weight", {s.embedding, static_cast<std::int64_t>(in) * side * side}, Kind::Dense);
        denseBias_ = tensors.add("dense.bias", {s.embedding}, Kind::Other);
        byteInput_ = s.byteInput;
        dropout_ = s.dropout;
    }

    void initialise(at::Generator& g, InitialValues values) override {
        const bool bouma = values == InitialValues::Bouma2017;
        for (int i = 0; i < 4; ++i) {
            weights_[i].normal_(0, 1e-2, g);
            biases_[i].normal_(0.5, 1e-2, g);
        }
        if (bouma) biases_[0].zero_();
        dense_.normal_(0, bouma ? 1e-2 : 2e-1, g);
        denseBias_.normal_(0.5, 1e-2, g);
    }

    torch::Tensor embed(const torch::Tensor& images, const Pass& pass) const override {
        const auto type = pass.bfloat16 ? torch::kBFloat16 : torch::kFloat32;
        torch::Tensor x = (byteInput_ ? 255 * (1 - images) : images).to(type);
        for (int i = 0; i < 4; ++i) {
            x = torch::relu(torch::conv2d(x, weights_[i].to(type), biases_[i].to(type)));
            if (i < 3) x = torch::max_pool2d(x, 2);
        }
        x = dropOut(x.flatten(1).to(torch::kFloat32), dropout_, pass);
        return torch::sigmoid(torch::linear(x, dense_, denseBias_));
    }

    std::vector<LayerRow> layers(const NamedTensors& tensors) const override {
        std::vector<LayerRow> rows;
        for (int i = 0; i < 4; ++i) {
            const std::string kernel = std::to_string(kernels[i]);
            rows.push_back(tensors.row(
                {convolutions[i]}, kernel + " x " + kernel + " convolution, ReLU" + (i < 3 ? ", 2 x 2 max-pool" : ""),
                {weights_[i].size(0), sides_[i], sides_[i]}));
        }
        rows.push_back(tensors.row({"dense"}, "dense, sigmoid", {dense_.size(0)}));
        return rows;
    }

  private:
    static constexpr std::array<int, 4> kernels{10, 7, 4, 4};
    std::array<int, 4> sides_{};  ///< of the maps behind each convolution and its pooling
    std::array<torch::Tensor, 4> weights_, biases_;
    torch::Tensor dense_, denseBias_;
    bool byteInput_;
    double dropout_;
};

}  // namespace

std::unique_ptr<Encoder> makeKoch2015(const NetworkSettings& settings, NamedTensors& tensors) {
    return std::make_unique<Koch2015>(settings, tensors);
}

}  // namespace oneshot::detail
