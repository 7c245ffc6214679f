#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/files/decoded_image.h"

namespace oneshot {

/// Decodes a PNG of any kind. Ignores damage besides the pixels: in texts, times, colour profiles or the end mark.
/// Throws Error(BadData) about `name` if a row is missing or damaged.
DecodedImage decodePng(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& = {});

/// True, by its header, for 16 bits per sample.
bool isSixteenBitPng(std::span<const std::uint8_t> bytes);

/// Encodes ink, [1 or 3, H, W], as an 8-bit grey or coloured PNG, dark on white paper.
std::vector<std::uint8_t> encodePng(const Image&);

void writePng(const std::filesystem::path&, const Image&);

}  // namespace oneshot
