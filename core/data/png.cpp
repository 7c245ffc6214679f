#include "core/data/png.h"

#include <spng.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "core/data/decoded_image.h"
#include "core/data/error.h"
#include "core/data/save_file.h"

namespace oneshot {
namespace {

using Context = std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)>;

/// The pixels of every byte that holds several, the highest first, spread to 0..255.
template <int bits>
constexpr auto pixelsOfBytes = [] {
    constexpr int perByte = 8 / bits, most = (1 << bits) - 1;
    std::array<std::array<std::uint8_t, perByte>, 256> pixels{};
    for (int byte = 0; byte < 256; ++byte)
        for (int i = 0; i < perByte; ++i)
            pixels[byte][i] = static_cast<std::uint8_t>((byte >> (8 - bits - i * bits) & most) * 255 / most);
    return pixels;
}();

/// Each row begins with a byte of its own.
template <int bits>
void unpack(const std::vector<std::uint8_t>& packed, Image& image) {
    constexpr int perByte = 8 / bits;
    const std::uint8_t* from = packed.data();
    std::uint8_t* to = image.pixels.data();
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; x += perByte, ++from)
            to = std::copy_n(pixelsOfBytes<bits>[*from].begin(), std::min(perByte, image.width - x), to);
}

}  // namespace

Image decodePng(std::span<const std::uint8_t> bytes, const std::string& name) {
    const Context png(spng_ctx_new(0), spng_ctx_free);
    const auto require = [&](int status) {
        if (status != 0)
            throw Error(ErrorCode::BadData, name, std::string("is not a sound PNG image: ") + spng_strerror(status),
                        "Save it again as PNG, or take it out.");
    };
    require(spng_set_image_limits(png.get(), INT32_MAX, INT32_MAX));
    require(spng_set_chunk_limits(png.get(), 1 << 24, 1 << 26));
    require(spng_set_png_buffer(png.get(), bytes.data(), bytes.size()));
    spng_ihdr header{};
    require(spng_get_ihdr(png.get(), &header));
    requireImageSize(header.width, header.height, name);
    const int width = static_cast<int>(header.width), height = static_cast<int>(header.height);
    const std::size_t pixels = static_cast<std::size_t>(width) * height;

    Image image;
    spng_trns transparency{};
    if (header.color_type == SPNG_COLOR_TYPE_GRAYSCALE && header.bit_depth <= 8 &&
        spng_get_trns(png.get(), &transparency) != 0) {
        image = {1, height, width, std::vector<std::uint8_t>(pixels)};
        if (header.bit_depth == 8 || header.interlace_method != SPNG_INTERLACE_NONE) {
            require(spng_decode_image(png.get(), image.pixels.data(), pixels, SPNG_FMT_G8, 0));
        } else {
            // libspng takes most of its time to unpack several pixels of a byte.
            std::vector<std::uint8_t> packed((static_cast<std::size_t>(width) * header.bit_depth + 7) / 8 * height);
            require(spng_decode_image(png.get(), packed.data(), packed.size(), SPNG_FMT_PNG, 0));
            if (header.bit_depth == 1)
                unpack<1>(packed, image);
            else if (header.bit_depth == 2)
                unpack<2>(packed, image);
            else
                unpack<4>(packed, image);
        }
    } else {
        std::vector<std::uint8_t> rgba(4 * pixels);
        require(spng_decode_image(png.get(), rgba.data(), rgba.size(), SPNG_FMT_RGBA8, SPNG_DECODE_TRNS));
        for (std::size_t i = 0; i < pixels; ++i) {
            const int alpha = rgba[4 * i + 3];
            for (int channel = 0; channel < 3; ++channel)  // in place: the three overtake no alpha that is to be read
                rgba[3 * i + channel] =
                    static_cast<std::uint8_t>((rgba[4 * i + channel] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
        image = brightnessOf(width, height, rgba);
    }
    require(spng_decode_chunks(png.get()));  // up to the end mark: a file cut after its pixels is not sound
    return image;
}

std::vector<std::uint8_t> encodePng(const Image& image) {
    const Context png(spng_ctx_new(SPNG_CTX_ENCODER), spng_ctx_free);
    const auto require = [](int status) {
        if (status != 0) throw Error(ErrorCode::Failed, "PNG", std::string("cannot encode: ") + spng_strerror(status));
    };
    const std::size_t plane = static_cast<std::size_t>(image.height) * image.width;
    std::vector<std::uint8_t> brightness(image.pixels.size());
    for (std::size_t i = 0; i < plane; ++i)
        for (int channel = 0; channel < image.channels; ++channel)
            brightness[image.channels * i + channel] =
                static_cast<std::uint8_t>(255 - image.pixels[channel * plane + i]);

    require(spng_set_option(png.get(), SPNG_ENCODE_TO_BUFFER, 1));
    spng_ihdr header{};
    header.width = static_cast<std::uint32_t>(image.width);
    header.height = static_cast<std::uint32_t>(image.height);
    header.bit_depth = 8;
    header.color_type = image.channels == 3 ? SPNG_COLOR_TYPE_TRUECOLOR : SPNG_COLOR_TYPE_GRAYSCALE;
    require(spng_set_ihdr(png.get(), &header));
    require(spng_encode_image(png.get(), brightness.data(), brightness.size(), SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE));

    int status = 0;
    std::size_t size = 0;
    const std::unique_ptr<void, decltype(&std::free)> buffer(spng_get_png_buffer(png.get(), &size, &status), std::free);
    require(status);
    const auto* begin = static_cast<const std::uint8_t*>(buffer.get());
    return {begin, begin + size};
}

void writePng(const std::filesystem::path& path, const Image& image) {
    const std::vector<std::uint8_t> bytes = encodePng(image);
    saveFile(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace oneshot
