#include "core/files/image_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/bmp.h"
#include "core/files/file_kind.h"
#include "core/files/gif.h"
#include "core/files/image_border.h"
#include "core/files/jpeg.h"
#include "core/files/png.h"
#include "core/files/sixteen_bits.h"
#include "core/files/tiff.h"
#include "core/files/webp.h"

namespace oneshot {
namespace {

Error notAnImage(FileKind kind, const std::string& name) {
    if (kind == FileKind::GitLfsPointer)
        return Error(ErrorCode::BadData, name, "is " + describe(kind), "Fetch the files themselves: git lfs pull.");
    return Error(ErrorCode::BadData, name,
                 fmt::format("is {}, not an image that can be read", describeNamed(kind, name)),
                 fmt::format("Save it as {}, or take it out.", imageFormats));
}

}  // namespace

bool isImagePath(const std::string& path) {
    const std::size_t dot = path.rfind('.');
    if (dot == std::string::npos) return false;
    return std::ranges::find(imageEndings, lowerCase(path.substr(dot))) != std::end(imageEndings);
}

DecodedImage decodeImage(std::span<const std::uint8_t> bytes, const std::string& name, const PixelReading& reading) {
    const FileKind kind = fileKindOf(bytes);
    switch (kind) {
        case FileKind::Png:
            return decodePng(bytes, name, reading);
        case FileKind::Jpeg:
            return decodeJpeg(bytes, name);
        case FileKind::Bmp:
            return decodeBmp(bytes, name, reading.paper);
        case FileKind::Gif:
            return decodeGif(bytes, name, reading.paper);
        case FileKind::WebP:
            return decodeWebP(bytes, name, reading.paper);
        case FileKind::Tiff:
            return decodeTiff(bytes, name, reading);
        default:
            throw notAnImage(kind, name);
    }
}

bool isSixteenBitImage(std::span<const std::uint8_t> bytes) {
    const FileKind kind = fileKindOf(bytes);
    return (kind == FileKind::Png && isSixteenBitPng(bytes)) || (kind == FileKind::Tiff && isSixteenBitTiff(bytes));
}

Image decodeInk(std::span<const std::uint8_t> bytes, const std::string& name) {
    DecodedImage decoded = decodeImage(bytes, name);
    if (const int white = likelyWhite(decoded.maxSample.value_or(fullSample)); white != fullSample)
        decoded = decodeImage(bytes, name, {white});
    if (decoded.alphaIsInk || !ImageBorder(decoded.image).isDark()) invert(decoded.image);
    return std::move(decoded.image);
}

}  // namespace oneshot
