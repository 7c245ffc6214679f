#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot {

/// Decodes a PNG to one channel, ink = 255 on paper = 0 (dark on light becomes ink on paper).
/// name: what an error calls the file. Throws Error(BadData).
Image decodePng(std::span<const std::uint8_t> bytes, const std::string& name);

/// Encodes [1, H, W] as an 8-bit grey PNG, ink dark on white paper.
std::vector<std::uint8_t> encodePng(const Image&);

void writePng(const std::filesystem::path&, const Image&);

}  // namespace oneshot
