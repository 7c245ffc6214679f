#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Decodes the first page of a TIFF and turns it upright by its tag. Takes an extra channel for opacity only if the
/// file says so. Throws Error(BadData) about `name`, also for numbers that are not brightness: of 32 bits, with signs
/// or fractions.
DecodedImage decodeTiff(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& = {});

/// True, by its header, for an image whose white PixelReading sets.
bool isSixteenBitTiff(std::span<const std::uint8_t> bytes);

}  // namespace oneshot
