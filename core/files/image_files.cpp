#include "core/files/image_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/bmp.h"
#include "core/files/decoded_image.h"
#include "core/files/file_kind.h"
#include "core/files/gif.h"
#include "core/files/jpeg.h"
#include "core/files/png.h"
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
    static const std::map<FileKind, decltype(&decodePng)> decoders{
        {FileKind::Png, decodePng}, {FileKind::Jpeg, decodeJpeg}, {FileKind::Bmp, decodeBmp},
        {FileKind::Gif, decodeGif}, {FileKind::WebP, decodeWebP}, {FileKind::Tiff, decodeTiff}};
    const FileKind kind = fileKindOf(bytes);
    const auto decoder = decoders.find(kind);
    if (decoder == decoders.end()) throw notAnImage(kind, name);
    return decoder->second(bytes, name, reading);
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
