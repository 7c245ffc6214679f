#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Decodes the first page of a TIFF, turned upright as it says. Numbers that are no brightness (of 32 bits, with
/// signs or fractions) are refused, and an extra channel is opacity only where the file says so. name: what an error
/// calls the file. Throws Error(BadData).
DecodedImage decodeTiff(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& = {});

/// By its header alone: whether decodeTiff heeds what is white.
bool isSixteenBitTiff(std::span<const std::uint8_t> bytes);

}  // namespace oneshot
