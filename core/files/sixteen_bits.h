#pragma once

#include <cstdint>
#include <vector>

#include "core/files/decoded_image.h"

namespace oneshot {

/// A value of 16 bits as 0..255 where `white` is 255, and what is beyond too.
std::uint8_t eightBitsOf(int sample, int white);

/// What is white where this is the largest value: the largest one of as few of 8, 10, 12, 14 or 16 bits as hold it.
/// Images that are merely dark cannot be told from those of fewer bits; they become brighter, in the same order.
int likelyWhite(int maxSample);

/// Pixels of 16 bits.
struct SixteenBitPixels {
    int width = 0, height = 0;
    std::vector<std::uint16_t> redGreenBlueAlpha;
    bool alphaIsSaid = false;  ///< by samples of the file; else it is 0 or full
    bool multiplied = false;   ///< colours are multiplied by alpha
    bool minIsWhite = false;
};

/// Alpha is as wide as the colours, unless it goes beyond their white: then full is opaque.
DecodedImage decodedOf(const SixteenBitPixels&, const PixelReading&);

}  // namespace oneshot
