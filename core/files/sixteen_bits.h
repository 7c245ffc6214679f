#pragma once

#include <cstdint>
#include <vector>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Scales a value of 16 bits to 0..255, `white` and anything above to 255.
std::uint8_t toEightBits(int sample, int white);

/// The likely white of images with this largest value: the maximum of the fewest of 8, 10, 12, 14 or 16 bits that hold
/// it. Merely dark images cannot be told from those of fewer bits; they become brighter.
int likelyWhite(int maxSample);

/// Pixels of 16 bits.
struct SixteenBitPixels {
    int width = 0, height = 0;
    std::vector<std::uint16_t> redGreenBlueAlpha;
    bool hasAlpha = false;    ///< the file has samples of it; else it is 0 or full
    bool multiplied = false;  ///< colours are premultiplied by alpha
    bool minIsWhite = false;
};

/// Reduces them to 8 bits. Alpha has the range of the colours, unless it exceeds their white: then it has all 16 bits.
DecodedImage decodedOf(const SixteenBitPixels&, const PixelReading&);

}  // namespace oneshot
