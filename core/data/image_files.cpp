#include "core/data/image_files.h"

#include <atomic>

#include "core/data/decoded_image.h"
#include "core/data/error.h"
#include "core/data/jpeg.h"
#include "core/data/parallel.h"
#include "core/data/png.h"
#include "core/data/utf8.h"

namespace oneshot {
namespace {

Image decode(std::span<const std::uint8_t> bytes, const std::string& name) {
    const bool jpeg = bytes.size() >= 2 && bytes[0] == 0xFF && bytes[1] == 0xD8;
    return jpeg ? decodeJpeg(bytes, name) : decodePng(bytes, name);
}

Image decode(const ContainedFile& file, const std::filesystem::path& container) {
    return decode(file.bytes, validUtf8((container / file.path).string()));
}

void invert(Image& image) {
    for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
}

/// Whether the outermost pixels are rather dark, on average of all channels.
bool hasDarkBorder(const Image& image) {
    std::int64_t sum = 0, count = 0;
    for (int channel = 0; channel < image.channels; ++channel)
        for (int y = 0; y < image.height; ++y) {
            const bool edge = y == 0 || y == image.height - 1;
            const std::uint8_t* row =
                image.pixels.data() + (static_cast<std::size_t>(channel) * image.height + y) * image.width;
            for (int x = 0; x < image.width; x += edge || image.width == 1 ? 1 : image.width - 1, ++count)
                sum += row[x];
        }
    return 2 * sum < 255 * count;
}

}  // namespace

bool isImagePath(const std::string& path) {
    const std::size_t dot = path.rfind('.');
    if (dot == std::string::npos) return false;
    std::string end = path.substr(dot);
    for (char& c : end) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return end == ".png" || end == ".jpg" || end == ".jpeg";
}

std::vector<Image> decodeImageFiles(const std::vector<const ContainedFile*>& files,
                                    const std::filesystem::path& container, bool lightInk,
                                    const std::function<void(std::int64_t, std::int64_t)>& progress) {
    std::vector<Image> images(files.size());
    std::atomic<std::int64_t> pixels = 0;
    parallelFor(
        std::ssize(files),
        [&](std::int64_t i) {
            images[i] = decode(*files[i], container);
            if ((pixels += std::ssize(images[i].pixels)) > mostPixelsInAll)
                throw Error(ErrorCode::BadData, validUtf8(container.string()),
                            "holds images of more than " + std::to_string(mostPixelsInAll) + " pixels in all",
                            "Scale them down or select fewer.");
            if (!lightInk) invert(images[i]);
        },
        progress);
    return images;
}

Image decodeInk(std::span<const std::uint8_t> bytes, const std::string& name) {
    Image image = decode(bytes, name);
    if (!hasDarkBorder(image)) invert(image);
    return image;
}

bool mostHaveLightInk(const std::vector<const ContainedFile*>& files, const std::filesystem::path& container) {
    const std::int64_t looks = std::min<std::int64_t>(64, std::ssize(files));
    std::atomic<std::int64_t> dark = 0, light = 0;
    parallelFor(looks, [&](std::int64_t i) {
        try {
            ++(hasDarkBorder(decode(*files[i * std::ssize(files) / looks], container)) ? dark : light);
        } catch (const Error&) {
            // It may not even be selected.
        }
    });
    return dark > light;
}

}  // namespace oneshot
