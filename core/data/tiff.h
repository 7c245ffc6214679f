#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/data/decoded_image.h"

namespace oneshot {

/// Decodes the first page of a TIFF, turned upright as it says; white: of samples of 16 bits. Numbers that are no
/// brightness (of 32 bits, with signs or fractions) are refused. name: what an error calls the file. Throws
/// Error(BadData).
DecodedImage decodeTiff(std::span<const std::uint8_t> bytes, const std::string& name, int white = fullSample);

/// By its header alone: whether decodeTiff heeds `white`.
bool isSixteenBitTiff(std::span<const std::uint8_t> bytes);

}  // namespace oneshot
