#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Decodes a WebP, lossy or not; of an animation the first picture, on its canvas. name: what an error calls the file.
/// Throws Error(BadData).
DecodedImage decodeWebP(std::span<const std::uint8_t> bytes, const std::string& name, Paper = Paper::Guessed);

}  // namespace oneshot
