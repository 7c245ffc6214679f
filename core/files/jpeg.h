#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Decodes a JPEG, progressive or not. CMYK and YCCK are read as Adobe writes them, inverted. Turned upright where EXIF
/// says how the camera was held. A few stray bytes before the end mark are passed over, and that it is missing; a file
/// that is cut within its pixels or damaged in them is refused. name: what an error calls the file. Throws
/// Error(BadData).
DecodedImage decodeJpeg(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
