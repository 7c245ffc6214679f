#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/drawing/drawing.h"
#include "core/files/decoded_image.h"

namespace oneshot {

/// The formats that can be decoded, in words.
inline constexpr const char* imageFormats = "PNG, JPEG, BMP, GIF, WebP or TIFF";

/// Their usual endings.
inline constexpr const char* imageEndings[] = {".png", ".jpg", ".jpeg", ".jfif", ".jpe", ".bmp",
                                               ".dib", ".gif", ".webp", ".tif",  ".tiff"};

/// True if the path ends in one of imageEndings, in any case.
bool isImagePath(const std::string& path);

/// Decodes any of imageFormats as brightness, by its first bytes, regardless of its name. Throws Error(BadData), which
/// names the true kind of another file.
DecodedImage decodeImage(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& = {});

/// True, by the header, for an image of 16 bits, whose white PixelReading sets.
bool isSixteenBitImage(std::span<const std::uint8_t> bytes);

/// Decodes an image whose border is paper as ink = 255. Throws Error(BadData) about `name`.
Image decodeInk(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
