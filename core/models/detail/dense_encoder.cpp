#include "core/models/detail/dense_encoder.h"

#include <string>

namespace oneshot::detail {
namespace {

using Kind = NamedTensor::Kind;

/// vectors: [B, 1, 1, F] -> [B, D]. Each number by the mean and deviation that it has in what is learnt from; dense
/// layers with ReLU; dropout; a dense layer.
class DenseEncoder final : public Encoder {
  public:
    DenseEncoder(const NetworkSettings& s, NamedTensors& tensors) : dropout_(s.dropout) {
        mean_ = tensors.add("input.mean", {s.features}, Kind::Statistic);
        deviation_ = tensors.add("input.deviation", {s.features}, Kind::Statistic);
        int in = s.features;
        std::vector<int> widths = s.denseLayers;
        widths.push_back(s.embedding);
        for (const int out : widths) {
            const std::string name = "dense" + std::to_string(weights_.size() + 1);
            weights_.push_back(tensors.add(name + ".weight", {out, in}, Kind::Dense));
            biases_.push_back(tensors.add(name + ".bias", {out}, Kind::Other));
            in = out;
        }
    }

    void initialise(at::Generator& g, InitialValues) override {
        mean_.zero_();
        deviation_.fill_(1);
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            fillUniform(weights_[i], weights_[i].size(1), g);
            fillUniform(biases_[i], weights_[i].size(1), g);
        }
    }

    torch::Tensor embed(const torch::Tensor& vectors, const Pass& pass) const override {
        torch::Tensor x = (vectors.flatten(1) - mean_) / deviation_;
        for (std::size_t i = 0; i + 1 < weights_.size(); ++i)
            x = torch::relu(torch::linear(x, weights_[i], biases_[i]));
        return torch::linear(dropOut(x, dropout_, pass), weights_.back(), biases_.back());
    }

    std::vector<LayerRow> layers(const NamedTensors& tensors) const override {
        std::vector<LayerRow> rows;
        for (std::size_t i = 0; i < weights_.size(); ++i)
            rows.push_back(tensors.row({"dense" + std::to_string(i + 1)},
                                       i + 1 < weights_.size() ? "dense, ReLU" : "dense", {weights_[i].size(0)}));
        return rows;
    }

  private:
    torch::Tensor mean_, deviation_;  ///< [F]
    std::vector<torch::Tensor> weights_, biases_;
    double dropout_;
};

}  // namespace

std::unique_ptr<Encoder> makeDenseEncoder(const NetworkSettings& settings, NamedTensors& tensors) {
    return std::make_unique<DenseEncoder>(settings, tensors);
}

}  // namespace oneshot::detail
