#include "core/data/jpeg.h"

#include <turbojpeg.h>

#include <memory>
#include <utility>

#include "core/data/decoded_image.h"
#include "core/data/error.h"
#include "core/data/exif.h"

namespace oneshot {

Image decodeJpeg(std::span<const std::uint8_t> bytes, const std::string& name) {
    const std::unique_ptr<void, decltype(&tjDestroy)> jpeg(tjInitDecompress(), tjDestroy);
    if (!jpeg) throw Error(ErrorCode::Failed, "JPEG", "libjpeg-turbo cannot start");
    const auto require = [&](int status) {
        if (status != 0)
            throw Error(ErrorCode::BadData, name,
                        std::string("is not a sound JPEG image: ") + tjGetErrorStr2(jpeg.get()),
                        "Save it again as JPEG or PNG, or take it out.");
    };
    int width = 0, height = 0, subsampling = 0, colours = 0;
    require(tjDecompressHeader3(jpeg.get(), bytes.data(), bytes.size(), &width, &height, &subsampling, &colours));
    requireImageSize(width, height, name);
    const std::size_t pixels = static_cast<std::size_t>(width) * height;
    // A warning is of bytes that are missing or wrong; the limit is on the passes of a progressive image.
    constexpr int strictly = TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT;
    const auto decompress = [&](std::uint8_t* to, TJPF format) {
        require(tjDecompress2(jpeg.get(), bytes.data(), bytes.size(), to, width, 0, height, format, strictly));
    };

    if (colours == TJCS_GRAY) {
        Image image{1, height, width, std::vector<std::uint8_t>(pixels)};
        decompress(image.pixels.data(), TJPF_GRAY);
        return upright(std::move(image), exifOrientation(bytes));
    }
    const bool ofInks = colours == TJCS_CMYK || colours == TJCS_YCCK;
    std::vector<std::uint8_t> colour((ofInks ? 4 : 3) * pixels);
    decompress(colour.data(), ofInks ? TJPF_CMYK : TJPF_RGB);
    if (ofInks)
        for (std::size_t i = 0; i < pixels; ++i) {
            const int light = colour[4 * i + 3];  // 255: no black
            for (int channel = 0; channel < 3; ++channel)
                colour[3 * i + channel] = static_cast<std::uint8_t>((colour[4 * i + channel] * light + 127) / 255);
        }
    return upright(brightnessOf(width, height, colour), exifOrientation(bytes));
}

}  // namespace oneshot
