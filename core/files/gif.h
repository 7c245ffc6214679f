#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Decodes the first picture of a GIF, on its canvas. Throws Error(BadData) about `name`.
DecodedImage decodeGif(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& = {});

}  // namespace oneshot
