#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/data/dataset.h"

namespace oneshot {

/// The most that a PNG or JPEG may claim to have.
inline constexpr int mostImageSide = 8192;
inline constexpr std::int64_t mostImagePixels = 1 << 24;

/// Of all images of a dataset; three channels count three times.
inline constexpr std::int64_t mostPixelsInAll = 1LL << 32;

/// Throws Error(BadData) where an image has no pixels or more than that.
void requireImageSize(std::int64_t width, std::int64_t height, const std::string& name);

/// Brightness from pixels of red, green, blue, row by row: one channel where every pixel is grey, else three.
Image brightnessOf(int width, int height, std::span<const std::uint8_t> redGreenBlue);

}  // namespace oneshot
