#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Decodes a BMP of 1, 4, 8, 16, 24 or 32 bits per pixel, upside down or not, but not run-length encoded. The fourth
/// byte of a pixel is opacity if the header says so and it is not 0 everywhere. Throws Error(BadData) about `name`.
DecodedImage decodeBmp(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& = {});

}  // namespace oneshot
