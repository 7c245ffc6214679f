#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/drawing/drawing.h"

namespace oneshot {

/// The most that the header of an image may claim.
inline constexpr int mostImageSide = 8192;
inline constexpr std::int64_t mostImagePixels = 1 << 24;

/// Of all images of a dataset, which stay in memory; three channels count three times.
inline constexpr std::int64_t mostPixelsInAll = 1LL << 31;

/// What is white in an image of 16 bits, unless it holds values of fewer bits.
inline constexpr int fullSample = 65535;

/// What transparency is laid on. Guessed: white, unless white would hide the drawing; then the opacity is the drawing.
enum class Paper { Guessed, White, Black };

/// How the pixels of an image become brightness.
struct PixelReading {
    int white = fullSample;  ///< of samples of 16 bits
    Paper paper = Paper::Guessed;
};

/// What a decoder makes of the bytes of a file.
struct DecodedImage {
    Image image;                   ///< brightness, white = 255: one channel where every pixel is grey, else three
    bool repaired = false;         ///< the file is damaged, but where no pixel lies
    bool alphaIsInk = false;       ///< the image is the opacity alone, as black ink on white paper
    bool holdsMore = false;        ///< the file holds further pictures, as pages or of an animation
    std::optional<int> maxSample;  ///< the largest value of an image of 16 bits; nothing for fewer bits
};

/// Throws Error(BadData) where an image has no pixels or more than that.
void requireImageSize(std::int64_t width, std::int64_t height, const std::string& name);

/// BadData: the file `name` is no sound image of this format ("PNG"), and why.
Error unsoundImage(const std::string& name, const std::string& format, const std::string& why);

/// Brightness from pixels of red, green, blue, row by row: one channel where every pixel is grey, else three.
Image brightnessOf(int width, int height, std::span<const std::uint8_t> redGreenBlue);

/// The same of pixels of red, green, blue, alpha.
DecodedImage laidOn(Paper, int width, int height, std::vector<std::uint8_t> redGreenBlueAlpha);

/// Brightness becomes ink, and ink brightness.
void invert(Image&);

}  // namespace oneshot
