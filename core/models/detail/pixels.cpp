#include "core/models/detail/pixels.h"

namespace oneshot::detail {
namespace {

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

std::unique_ptr<Encoder> makePixels() {
    return std::make_unique<Pixels>();
}

}  // namespace oneshot::detail
