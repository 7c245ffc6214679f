#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/drawing/drawing.h"
#include "core/files/decoded_image.h"

namespace oneshot {

/// What can be decoded, in words.
inline constexpr const char* imageFormats = "PNG, JPEG, BMP, GIF, WebP or TIFF";

/// Their usual endings.
inline constexpr const char* imageEndings[] = {".png", ".jpg", ".jpeg", ".jfif", ".jpe", ".bmp",
                                               ".dib", ".gif", ".webp", ".tif",  ".tiff"};

/// Whether the path ends in one of imageEndings, in any case.
bool isImagePath(const std::string& path);

/// Brightness of any of imageFormats, by its first bytes, whatever its name. Throws Error(BadData) that tells the true
/// kind of what is none.
DecodedImage decodeImage(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& = {});

/// By the header alone: whether decodeImage heeds what is white.
bool isSixteenBitImage(std::span<const std::uint8_t> bytes);

/// One image, whose border is paper: ink = 255. name: what an error calls the file. Throws Error(BadData).
Image decodeInk(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
