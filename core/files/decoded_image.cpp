#include "core/files/decoded_image.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/files/limits.h"

namespace oneshot {
namespace {

/// True if only the opacity shows a drawing: it varies, covers at most half of the picture, and less than a quarter of
/// it would be seen on white paper, and that faintly, like the fringes and shadows of white strokes.
bool hidesOnWhite(std::span<const std::uint8_t> rgba) {
    constexpr int minVariation = 64, strongDarkness = 128;
    int minAlpha = 255, maxAlpha = 0;
    std::int64_t opacity = 0, dark = 0, strong = 0;
    for (std::size_t i = 0; i < rgba.size(); i += 4) {
        const int alpha = rgba[i + 3];
        minAlpha = std::min(minAlpha, alpha);
        maxAlpha = std::max(maxAlpha, alpha);
        const int brightness = (299 * rgba[i] + 587 * rgba[i + 1] + 114 * rgba[i + 2]) / 1000;  // ITU-R BT.601
        const int darkness = alpha * (255 - brightness) / 255;
        opacity += alpha;
        dark += darkness;
        if (darkness >= strongDarkness) strong += alpha;
    }
    return maxAlpha - minAlpha >= minVariation && 8 * opacity <= 255 * std::ssize(rgba) && 4 * dark <= opacity &&
           100 * strong <= opacity;
}

}  // namespace

void requireImageSize(std::int64_t width, std::int64_t height, const std::string& name) {
    if (width >= 1 && height >= 1 && width <= maxImageSide && height <= maxImageSide &&
        width * height <= maxImagePixels)
        return;
    throw Error(ErrorCode::BadData, name, fmt::format("has {} x {} pixels", width, height),
                fmt::format("Scale it down to at most {} pixels a side and {} in all.", maxImageSide, maxImagePixels));
}

Error unsoundImage(const std::string& name, const std::string& format, const std::string& why) {
    return Error(ErrorCode::BadData, name, fmt::format("is not a sound {} image: {}", format, why),
                 fmt::format("Save it again as {}, or take it out.", format == "PNG" ? "PNG" : format + " or PNG"));
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

DecodedImage compositeOn(Paper paper, int width, int height, std::vector<std::uint8_t> rgba) {
    const std::size_t pixels = static_cast<std::size_t>(width) * height;
    DecodedImage result;
    if (paper == Paper::Guessed && hidesOnWhite(rgba)) {
        result.alphaIsInk = true;
        result.image = {1, height, width, std::vector<std::uint8_t>(pixels)};
        for (std::size_t i = 0; i < pixels; ++i)
            result.image.pixels[i] = static_cast<std::uint8_t>(255 - rgba[4 * i + 3]);
        return result;
    }
    const int behind = paper == Paper::Black ? 0 : 255;
    for (std::size_t i = 0; i < pixels; ++i) {
        const int alpha = rgba[4 * i + 3];
        for (int channel = 0; channel < 3; ++channel)  // in place: never overtakes the alpha to be read
            rgba[3 * i + channel] =
                static_cast<std::uint8_t>((rgba[4 * i + channel] * alpha + behind * (255 - alpha) + 127) / 255);
    }
    result.image = brightnessOf(width, height, rgba);
    return result;
}

void invert(Image& image) {
    for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
}

}  // namespace oneshot
