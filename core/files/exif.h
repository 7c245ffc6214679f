#pragma once

#include <cstdint>
#include <span>

#include "core/drawing/drawing.h"

namespace oneshot {

/// The orientation of the camera, 1 to 8 (EXIF tag 0x0112); 1, upright, if a JPEG does not state it soundly.
int exifOrientation(std::span<const std::uint8_t> jpeg);

/// Turns and mirrors the image upright.
Image upright(Image, int orientation);

}  // namespace oneshot
