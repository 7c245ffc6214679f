#include "core/files/image_border.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace oneshot {

ImageBorder::ImageBorder(const Image& image) {
    std::array<std::int64_t, 256> counts{};
    for (int channel = 0; channel < image.channels; ++channel)
        for (int y = 0; y < image.height; ++y) {
            const bool edge = y == 0 || y == image.height - 1;
            const std::uint8_t* row =
                image.pixels.data() + (static_cast<std::size_t>(channel) * image.height + y) * image.width;
            for (int x = 0; x < image.width; x += edge || image.width == 1 ? 1 : image.width - 1) ++counts[row[x]];
        }
    double all = 0;
    for (int value = 0; value < 256; ++value) {
        all += static_cast<double>(counts[value]);
        mean_ += static_cast<double>(counts[value]) * value;
    }
    mean_ /= all;
    for (int value = 0; value < 256; ++value)
        deviation_ += static_cast<double>(counts[value]) * std::abs(value - mean_) / all;
}

}  // namespace oneshot
