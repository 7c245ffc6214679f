#include "core/data/decoded_image.h"

#include "core/data/error.h"

namespace oneshot {

void requireImageSize(std::int64_t width, std::int64_t height, const std::string& name) {
    if (width >= 1 && height >= 1 && width <= mostImageSide && height <= mostImageSide &&
        width * height <= mostImagePixels)
        return;
    throw Error(ErrorCode::BadData, name, "has " + std::to_string(width) + " x " + std::to_string(height) + " pixels",
                "Scale it to " + std::to_string(mostImageSide) + " pixels a side and " +
                    std::to_string(mostImagePixels) + " in all at most.");
}

Image brightnessOf(int width, int height, std::span<const std::uint8_t> rgb) {
    const std::size_t pixels = static_cast<std::size_t>(width) * height;
    bool grey = true;
    for (std::size_t i = 0; i < pixels && grey; ++i)
        grey = rgb[3 * i] == rgb[3 * i + 1] && rgb[3 * i] == rgb[3 * i + 2];
    const int channels = grey ? 1 : 3;
    Image image{channels, height, width, std::vector<std::uint8_t>(channels * pixels)};
    for (int channel = 0; channel < channels; ++channel)
        for (std::size_t i = 0; i < pixels; ++i) image.pixels[channel * pixels + i] = rgb[3 * i + channel];
    return image;
}

}  // namespace oneshot
