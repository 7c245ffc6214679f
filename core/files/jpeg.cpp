#include "core/files/jpeg.h"

#include <turbojpeg.h>

#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include "core/files/exif.h"
#include "core/files/jpeg_scans.h"

namespace oneshot {
namespace {

/// True for a warning of libjpeg that affects no pixel: it comes when all have been read, and damaged pixels would
/// leave more bytes.
bool isStrayBytesWarning(const char* warning) {
    constexpr unsigned maxBytes = 64, endMark = 0xD9;
    unsigned bytes = 0, marker = 0;
    return std::sscanf(warning, "Corrupt JPEG data: %u extraneous bytes before marker 0x%x", &bytes, &marker) == 2 &&
           marker == endMark && bytes <= maxBytes;
}

DecodedImage decode(std::span<const std::uint8_t> bytes, const std::string& name) {
    const std::unique_ptr<void, decltype(&tjDestroy)> jpeg(tjInitDecompress(), tjDestroy);
    if (!jpeg) throw Error(ErrorCode::Failed, "JPEG", "libjpeg-turbo cannot start");
    const auto require = [&](int status) {
        if (status != 0) throw unsoundImage(name, "JPEG", tjGetErrorStr2(jpeg.get()));
    };
    int width = 0, height = 0, subsampling = 0, colours = 0;
    require(tjDecompressHeader3(jpeg.get(), bytes.data(), bytes.size(), &width, &height, &subsampling, &colours));
    requireImageSize(width, height, name);
    const std::size_t pixels = static_cast<std::size_t>(width) * height;
    DecodedImage result;
    const auto decompress = [&](std::uint8_t* to, TJPF format) {
        // Warnings concern missing or wrong bytes; the limit concerns passes of a progressive image.
        constexpr int flags = TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT;
        const auto status = [&](int strictness) {
            return tjDecompress2(jpeg.get(), bytes.data(), bytes.size(), to, width, 0, height, format,
                                 flags | strictness);
        };
        if (status(TJFLAG_STOPONWARNING) == 0) return;
        if (tjGetErrorCode(jpeg.get()) != TJERR_WARNING || !isStrayBytesWarning(tjGetErrorStr2(jpeg.get())))
            require(-1);
        if (status(0) != 0 && tjGetErrorCode(jpeg.get()) != TJERR_WARNING) require(-1);
        result.repaired = true;
    };

    if (colours == TJCS_GRAY) {
        Image image{1, height, width, std::vector<std::uint8_t>(pixels)};
        decompress(image.pixels.data(), TJPF_GRAY);
        result.image = upright(std::move(image), exifOrientation(bytes));
        return result;
    }
    const bool isCmyk = colours == TJCS_CMYK || colours == TJCS_YCCK;
    std::vector<std::uint8_t> colour((isCmyk ? 4 : 3) * pixels);
    decompress(colour.data(), isCmyk ? TJPF_CMYK : TJPF_RGB);
    if (isCmyk)
        for (std::size_t i = 0; i < pixels; ++i) {
            const int light = colour[4 * i + 3];  // 255: no black
            for (int channel = 0; channel < 3; ++channel)
                colour[3 * i + channel] = static_cast<std::uint8_t>((colour[4 * i + channel] * light + 127) / 255);
        }
    result.image = upright(brightnessOf(width, height, colour), exifOrientation(bytes));
    return result;
}

}  // namespace

DecodedImage decodeJpeg(std::span<const std::uint8_t> bytes, const std::string& name) try {
    return decode(bytes, name);
} catch (const Error& error) {
    if (!hasAllCoefficients(bytes)) throw;
    std::vector<std::uint8_t> withEnd(bytes.begin(), bytes.end());
    withEnd.insert(withEnd.end(), {0xFF, 0xD9});
    try {
        DecodedImage image = decode(withEnd, name);
        image.repaired = true;
        return image;
    } catch (const Error&) {
        throw error;
    }
}

}  // namespace oneshot
