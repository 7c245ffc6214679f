#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Decodes a WebP, lossy or not, or the first picture of an animation, on its canvas. Throws Error(BadData) about
/// `name`.
DecodedImage decodeWebP(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& = {});

}  // namespace oneshot
