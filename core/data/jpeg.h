#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/data/dataset.h"

namespace oneshot {

/// Decodes a JPEG, progressive or not, to brightness, white = 255: one channel where every pixel is grey, else three.
/// CMYK and YCCK are read as Adobe writes them, inverted. Turned upright where EXIF
/// says how the camera was held.
/// name: what an error calls the file. Throws Error(BadData).
Image decodeJpeg(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
