#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Decodes a JPEG, progressive or not, and turns it upright by its EXIF orientation. Reads CMYK and YCCK inverted, as
/// Adobe writes them. Ignores a few stray bytes before the end mark, or that this is missing. Throws Error(BadData)
/// about `name` if its pixels are cut short or damaged.
DecodedImage decodeJpeg(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& = {});

}  // namespace oneshot
