#include "core/files/decoded_image.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

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

Image upright(Image image, int orientation) {
    if (orientation <= 1 || orientation > 8) return image;
    const bool swapped = orientation >= 5;
    const bool flipX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool flipY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Image result = image;
    if (swapped) std::swap(result.width, result.height);
    std::uint8_t* to = result.pixels.data();
    for (int channel = 0; channel < image.channels; ++channel)
        for (int y = 0; y < result.height; ++y)
            for (int x = 0; x < result.width; ++x) {
                const int u = swapped ? y : x, v = swapped ? x : y;
                const int row = flipY ? image.height - 1 - v : v, column = flipX ? image.width - 1 - u : u;
                *to++ = image.pixels[(static_cast<std::size_t>(channel) * image.height + row) * image.width + column];
            }
    return result;
}

std::uint8_t toEightBits(int sample, int white) {
    if (white == fullSample) return static_cast<std::uint8_t>(sample >> 8);
    return static_cast<std::uint8_t>(std::min<std::int64_t>(255, (255LL * sample + white / 2) / white));
}

int likelyWhite(int maxSample) {
    for (const int bits : {8, 10, 12, 14})
        if (maxSample < 1 << bits) return (1 << bits) - 1;
    return fullSample;
}

DecodedImage decodedOf(const SixteenBitPixels& pixels, const PixelReading& reading) {
    const std::vector<std::uint16_t>& samples = pixels.redGreenBlueAlpha;
    int maxColour = 0, minAlpha = fullSample, maxAlpha = 0;
    for (std::size_t i = 0; i < samples.size(); i += 4) {
        maxColour = std::max<int>({maxColour, samples[i], samples[i + 1], samples[i + 2]});
        minAlpha = std::min<int>(minAlpha, samples[i + 3]);
        maxAlpha = std::max<int>(maxAlpha, samples[i + 3]);
    }
    const int white = reading.white, opaque = maxAlpha > white ? fullSample : white;
    std::vector<std::uint8_t> rgba(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (i % 4 == 3) {
            rgba[i] = toEightBits(samples[i], opaque);
            continue;
        }
        const int alpha = samples[i | 3];
        std::int64_t sample = samples[i];
        if (pixels.multiplied && alpha > 0)
            sample = std::min<std::int64_t>(fullSample, (opaque * sample + alpha / 2) / alpha);
        const std::uint8_t brightness = toEightBits(static_cast<int>(sample), white);
        rgba[i] = pixels.minIsWhite ? static_cast<std::uint8_t>(255 - brightness) : brightness;
    }
    DecodedImage result = compositeOn(reading.paper, pixels.width, pixels.height, std::move(rgba));
    const bool alphaShowsBits = pixels.hasAlpha && minAlpha < fullSample;  // unless it is full everywhere
    result.maxSample = alphaShowsBits ? std::max(maxColour, maxAlpha) : maxColour;
    return result;
}

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

DecodedImage decodeOrRepair(std::span<const std::uint8_t> bytes,
                            std::vector<std::uint8_t> (*repair)(std::span<const std::uint8_t>),
                            const std::function<DecodedImage(std::span<const std::uint8_t>)>& decode) try {
    return decode(bytes);
} catch (const Error& error) {
    const std::vector<std::uint8_t> repaired = repair(bytes);
    if (repaired.empty()) throw;
    try {
        DecodedImage image = decode(repaired);
        image.repaired = true;
        return image;
    } catch (const Error&) {
        throw error;
    }
}

}  // namespace oneshot
