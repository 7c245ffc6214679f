#include "core/files/sixteen_bits.h"

#include <algorithm>
#include <utility>

namespace oneshot {

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

}  // namespace oneshot
