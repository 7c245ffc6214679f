#include "core/files/exif.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace oneshot {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// Reads numbers of the TIFF structure within EXIF; 0 beyond its end.
struct Tiff {
    Bytes bytes;
    bool lowFirst;

    std::size_t number(std::size_t at, int size) const {
        if (at > bytes.size() || bytes.size() - at < static_cast<std::size_t>(size)) return 0;
        std::size_t value = 0;
        for (int i = 0; i < size; ++i) value = value << 8 | bytes[at + (lowFirst ? size - 1 - i : i)];
        return value;
    }
};

int orientationOf(const Tiff& tiff) {
    const std::size_t directory = tiff.number(4, 4), entries = tiff.number(directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        if (tiff.number(entry, 2) != 0x0112) continue;
        const std::size_t value = tiff.number(entry + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

}  // namespace

int exifOrientation(Bytes jpeg) {
    constexpr std::uint8_t exif = 0xE1, scan = 0xDA;
    std::size_t at = 2;
    while (at + 4 <= jpeg.size() && jpeg[at] == 0xFF && jpeg[at + 1] != scan) {
        const std::size_t length = static_cast<std::size_t>(jpeg[at + 2]) << 8 | jpeg[at + 3];
        const Bytes segment = jpeg.subspan(at + 4, std::min(length < 2 ? 0 : length - 2, jpeg.size() - at - 4));
        if (jpeg[at + 1] == exif && segment.size() > 8 && std::memcmp(segment.data(), "Exif\0", 6) == 0)
            return orientationOf({segment.subspan(6), segment[6] == 'I'});
        at += 2 + length;
    }
    return 1;
}

Image upright(Image image, int orientation) {
    if (orientation <= 1 || orientation > 8) return image;
    const bool swapped = orientation >= 5;
    const bool flipX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool flipY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Image result = image;
    if (swapped) std::swap(result.width, result.height);
    std::uint8_t* to = result.pixels.data();
    for (int channel = 0; channel < image.channels; ++channel)
        for (int y = 0; y < result.height; ++y)
            for (int x = 0; x < result.width; ++x) {
                const int u = swapped ? y : x, v = swapped ? x : y;
                const int row = flipY ? image.height - 1 - v : v, column = flipX ? image.width - 1 - u : u;
                *to++ = image.pixels[(static_cast<std::size_t>(channel) * image.height + row) * image.width + column];
            }
    return result;
}

}  // namespace oneshot
