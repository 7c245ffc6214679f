#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/drawing/drawing.h"

namespace oneshot {

/// White in an image of 16 bits, unless it holds values of fewer bits.
inline constexpr int fullSample = 65535;

/// The colour behind transparent pixels. Guessed: white, unless that hides the drawing; then the opacity is the
/// drawing.
enum class Paper { Guessed, White, Black };

/// How the pixels of an image become brightness.
struct PixelReading {
    int white = fullSample;  ///< in samples of 16 bits
    Paper paper = Paper::Guessed;
};

/// What a decoder makes from the bytes of a file.
struct DecodedImage {
    Image image;                   ///< brightness, white = 255: one channel if every pixel is grey, else three
    bool repaired = false;         ///< the file is damaged, but not in its pixels
    bool alphaIsInk = false;       ///< the image is the opacity, as black ink on white paper
    bool holdsMore = false;        ///< the file holds further pictures: pages or an animation
    std::optional<int> maxSample;  ///< the largest value in an image of 16 bits; nothing for fewer bits
};

/// Throws Error(BadData) about `name` if an image has no pixels or exceeds the limits.
void requireImageSize(std::int64_t width, std::int64_t height, const std::string& name);

/// The error of a file that is not a sound image of this format ("PNG").
Error unsoundImage(const std::string& name, const std::string& format, const std::string& why);

/// Brightness from red, green and blue, pixel by pixel: one channel if every pixel is grey, else three.
Image brightnessOf(int width, int height, std::span<const std::uint8_t> redGreenBlue);

/// Composites red, green, blue and alpha, pixel by pixel, onto the paper.
DecodedImage compositeOn(Paper, int width, int height, std::vector<std::uint8_t> redGreenBlueAlpha);

/// Turns brightness into ink, or ink into brightness.
void invert(Image&);

}  // namespace oneshot
