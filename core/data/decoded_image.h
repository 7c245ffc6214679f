#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/error.h"

namespace oneshot {

/// The most that the header of an image may claim.
inline constexpr int mostImageSide = 8192;
inline constexpr std::int64_t mostImagePixels = 1 << 24;

/// Of all images of a dataset; three channels count three times.
inline constexpr std::int64_t mostPixelsInAll = 1LL << 32;

/// What is white in an image of 16 bits, unless it holds values of fewer bits.
inline constexpr int fullSample = 65535;

/// What a decoder makes of the bytes of a file.
struct DecodedImage {
    Image image;                   ///< brightness, white = 255: one channel where every pixel is grey, else three
    bool repaired = false;         ///< the file is damaged, but where no pixel lies
    bool alphaIsInk = false;       ///< the image is the opacity alone, as black ink on white paper
    std::optional<int> maxSample;  ///< the largest value of an image of 16 bits; nothing for fewer bits
};

/// Throws Error(BadData) where an image has no pixels or more than that.
void requireImageSize(std::int64_t width, std::int64_t height, const std::string& name);

/// BadData: the file `name` is no sound image of this format ("PNG"), and why.
Error unsoundImage(const std::string& name, const std::string& format, const std::string& why);

/// Brightness from pixels of red, green, blue, row by row: one channel where every pixel is grey, else three.
Image brightnessOf(int width, int height, std::span<const std::uint8_t> redGreenBlue);

/// The same of pixels of red, green, blue, alpha, laid on white. Where all that is to be seen is nearly white, so that
/// white paper would hide it, the opacity is the drawing.
DecodedImage laidOnWhite(int width, int height, std::vector<std::uint8_t> redGreenBlueAlpha);

/// A value of 16 bits as 0..255 where `white` is 255, and what is beyond too.
std::uint8_t eightBitsOf(int sample, int white);

}  // namespace oneshot
