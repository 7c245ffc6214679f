#pragma once

#include <cstdint>
#include <span>

#include "core/drawing/drawing.h"

namespace oneshot {

/// How a camera was held, 1 to 8 as EXIF counts (tag 0x0112); 1, upright, where a JPEG does not say it soundly.
int exifOrientation(std::span<const std::uint8_t> jpeg);

/// The image turned and mirrored upright.
Image upright(Image, int orientation);

}  // namespace oneshot
