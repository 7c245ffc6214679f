#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Decodes a PNG of any kind. What is damaged or missing beside the pixels (texts, times, colour profiles, the end
/// mark) is passed over; a file without all of its rows is refused. name: what an error calls the file. Throws
/// Error(BadData).
DecodedImage decodePng(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& = {});

/// By its header alone.
bool isSixteenBitPng(std::span<const std::uint8_t> bytes);

/// Encodes ink, [1 or 3, H, W], as an 8-bit grey or coloured PNG, dark on white paper.
std::vector<std::uint8_t> encodePng(const Image&);

void writePng(const std::filesystem::path&, const Image&);

}  // namespace oneshot
