#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot {

/// Decodes a PNG of any kind, laid on white where it is transparent, to brightness, white = 255: one channel where
/// every pixel is grey, else three. name: what an error calls the file. Throws Error(BadData).
Image decodePng(std::span<const std::uint8_t> bytes, const std::string& name);

/// Encodes ink, [1 or 3, H, W], as an 8-bit grey or coloured PNG, dark on white paper.
std::vector<std::uint8_t> encodePng(const Image&);

void writePng(const std::filesystem::path&, const Image&);

}  // namespace oneshot
