#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Decodes a BMP of 1, 4, 8, 16, 24 or 32 bits a pixel, upside down or not; one that is run-length encoded is refused.
/// The fourth byte of a pixel is opacity where the header says so and it is not 0 everywhere.
/// name: what an error calls the file. Throws Error(BadData).
DecodedImage decodeBmp(std::span<const std::uint8_t> bytes, const std::string& name, Paper = Paper::Guessed);

}  // namespace oneshot
