#include "core/data/png.h"

#include <spng.h>

#include <cstdlib>
#include <fstream>
#include <memory>

#include "core/data/error.h"

namespace oneshot {
namespace {

using Context = std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)>;
constexpr std::uint32_t mostSide = 8192;
constexpr std::size_t mostPixels = 1 << 24;

/// Brightness of an RGBA pixel on white paper, 0..255 (ITU-R BT.601 weights).
int brightness(const std::uint8_t* rgba) {
    const int grey = (299 * rgba[0] + 587 * rgba[1] + 114 * rgba[2] + 500) / 1000;
    return (grey * rgba[3] + 255 * (255 - rgba[3]) + 127) / 255;
}

}  // namespace

Image decodePng(std::span<const std::uint8_t> bytes, const std::string& name) {
    const Context png(spng_ctx_new(0), spng_ctx_free);
    const auto require = [&](int status) {
        if (status != 0)
            throw Error(ErrorCode::BadData, name, std::string("is not a sound PNG image: ") + spng_strerror(status),
                        "Save it again as PNG, or take it out.");
    };
    require(spng_set_image_limits(png.get(), mostSide, mostSide));
    require(spng_set_chunk_limits(png.get(), 1 << 24, 1 << 26));
    require(spng_set_png_buffer(png.get(), bytes.data(), bytes.size()));
    spng_ihdr header{};
    require(spng_get_ihdr(png.get(), &header));
    const std::size_t pixels = static_cast<std::size_t>(header.width) * header.height;
    if (pixels > mostPixels)
        throw Error(ErrorCode::BadData, name,
                    "has " + std::to_string(header.width) + " x " + std::to_string(header.height) + " pixels",
                    "Scale it down to " + std::to_string(mostPixels) + " pixels at most.");

    Image image{1, static_cast<int>(header.height), static_cast<int>(header.width), std::vector<std::uint8_t>(pixels)};
    spng_trns transparency{};
    if (header.color_type == SPNG_COLOR_TYPE_GRAYSCALE && header.bit_depth <= 8 &&
        spng_get_trns(png.get(), &transparency) != 0) {
        require(spng_decode_image(png.get(), image.pixels.data(), pixels, SPNG_FMT_G8, 0));
        for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
    } else {
        std::vector<std::uint8_t> rgba(4 * pixels);
        require(spng_decode_image(png.get(), rgba.data(), rgba.size(), SPNG_FMT_RGBA8, SPNG_DECODE_TRNS));
        for (std::size_t i = 0; i < pixels; ++i)
            image.pixels[i] = static_cast<std::uint8_t>(255 - brightness(&rgba[4 * i]));
    }
    require(spng_decode_chunks(png.get()));  // up to the end mark: a file cut after its pixels is not sound
    return image;
}

std::vector<std::uint8_t> encodePng(const Image& image) {
    const Context png(spng_ctx_new(SPNG_CTX_ENCODER), spng_ctx_free);
    const auto require = [](int status) {
        if (status != 0) throw Error(ErrorCode::Failed, "PNG", std::string("cannot encode: ") + spng_strerror(status));
    };
    std::vector<std::uint8_t> grey(image.pixels.size());
    for (std::size_t i = 0; i < grey.size(); ++i) grey[i] = static_cast<std::uint8_t>(255 - image.pixels[i]);

    require(spng_set_option(png.get(), SPNG_ENCODE_TO_BUFFER, 1));
    spng_ihdr header{};
    header.width = static_cast<std::uint32_t>(image.width);
    header.height = static_cast<std::uint32_t>(image.height);
    header.bit_depth = 8;
    header.color_type = SPNG_COLOR_TYPE_GRAYSCALE;
    require(spng_set_ihdr(png.get(), &header));
    require(spng_encode_image(png.get(), grey.data(), grey.size(), SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE));

    int status = 0;
    std::size_t size = 0;
    const std::unique_ptr<void, decltype(&std::free)> buffer(spng_get_png_buffer(png.get(), &size, &status), std::free);
    require(status);
    const auto* begin = static_cast<const std::uint8_t*>(buffer.get());
    return {begin, begin + size};
}

void writePng(const std::filesystem::path& path, const Image& image) {
    const std::vector<std::uint8_t> bytes = encodePng(image);
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file)
        throw Error(ErrorCode::Failed, path.string(), "cannot be written",
                    "Check that its folder exists and has room, and that you may write there.");
}

}  // namespace oneshot
