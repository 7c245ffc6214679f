#include "core/files/png.h"

#include <spng.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

#include "core/base/error.h"
#include "core/base/save_file.h"
#include "core/base/text.h"

namespace oneshot {
namespace {

using Context = std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)>;

/// A table of the pixels in every byte that holds several, the highest bits first, spread to 0..255.
template <int bits>
constexpr auto pixelsOfBytes = [] {
    constexpr int perByte = 8 / bits, max = (1 << bits) - 1;
    std::array<std::array<std::uint8_t, perByte>, 256> pixels{};
    for (int byte = 0; byte < 256; ++byte)
        for (int i = 0; i < perByte; ++i)
            pixels[byte][i] = static_cast<std::uint8_t>((byte >> (8 - bits - i * bits) & max) * 255 / max);
    return pixels;
}();

/// Unpacks pixels; each row begins with a new byte.
template <int bits>
void unpack(const std::vector<std::uint8_t>& packed, Image& image) {
    constexpr int perByte = 8 / bits;
    const std::uint8_t* from = packed.data();
    std::uint8_t* to = image.pixels.data();
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; x += perByte, ++from)
            to = std::copy_n(pixelsOfBytes<bits>[*from].begin(), std::min(perByte, image.width - x), to);
}

using Bytes = std::span<const std::uint8_t>;

void require(int status, const std::string& name) {
    if (status != 0) throw unsoundImage(name, "PNG", spng_strerror(status));
}

/// Decodes grey pixels of at most 8 bits, without transparency.
Image decodeGrey(spng_ctx* png, const spng_ihdr& header, const std::string& name) {
    const int width = static_cast<int>(header.width), height = static_cast<int>(header.height);
    Image image{1, height, width, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height)};
    if (header.bit_depth == 8 || header.interlace_method != SPNG_INTERLACE_NONE) {
        require(spng_decode_image(png, image.pixels.data(), image.pixels.size(), SPNG_FMT_G8, 0), name);
        return image;
    }
    // libspng spends most of its time on unpacking several pixels of a byte.
    std::vector<std::uint8_t> packed((static_cast<std::size_t>(width) * header.bit_depth + 7) / 8 * height);
    require(spng_decode_image(png, packed.data(), packed.size(), SPNG_FMT_PNG, 0), name);
    if (header.bit_depth == 1)
        unpack<1>(packed, image);
    else if (header.bit_depth == 2)
        unpack<2>(packed, image);
    else
        unpack<4>(packed, image);
    return image;
}

/// Decodes samples of 16 bits in the byte order of this machine.
std::vector<std::uint16_t> decodeSamples(spng_ctx* png, std::size_t count, int format, int flags,
                                         const std::string& name) {
    std::vector<std::uint16_t> samples(count);
    require(spng_decode_image(png, samples.data(), 2 * count, format, flags), name);
    return samples;
}

DecodedImage decodeSixteenBits(spng_ctx* png, const spng_ihdr& header, bool greyAlone, const std::string& name,
                               const PixelReading& reading) {
    const int width = static_cast<int>(header.width), height = static_cast<int>(header.height);
    const std::size_t pixels = static_cast<std::size_t>(width) * height;
    if (!greyAlone) {
        const bool hasAlpha = header.color_type == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA ||
                              header.color_type == SPNG_COLOR_TYPE_TRUECOLOR_ALPHA;
        return decodedOf(
            {width, height, decodeSamples(png, 4 * pixels, SPNG_FMT_RGBA16, SPNG_DECODE_TRNS, name), hasAlpha},
            reading);
    }
    const std::vector<std::uint16_t> samples = decodeSamples(png, pixels, SPNG_FMT_PNG, 0, name);
    DecodedImage result;
    result.image = {1, height, width, std::vector<std::uint8_t>(pixels)};
    std::ranges::transform(samples, result.image.pixels.begin(),
                           [&](std::uint16_t sample) { return toEightBits(sample, reading.white); });
    result.maxSample = *std::ranges::max_element(samples);
    return result;
}

struct Chunk {
    std::string_view name;
    Bytes bytes;  ///< including its length, name and checksum
};

constexpr std::size_t signatureSize = 8;

/// The chunks up to the end mark or to the first one that is not whole.
std::vector<Chunk> chunksOf(Bytes png) {
    constexpr std::size_t frame = 12;  // bytes of a chunk besides its content
    std::vector<Chunk> chunks;
    for (std::size_t at = signatureSize; at + frame <= png.size();) {
        std::size_t length = 0;
        for (int i = 0; i < 4; ++i) length = length << 8 | png[at + i];
        if (length > png.size() - at - frame) break;
        chunks.push_back({asText(png.subspan(at + 4, 4)), png.subspan(at, length + frame)});
        if (chunks.back().name == "IEND") break;
        at += length + frame;
    }
    return chunks;
}

/// True if libspng silently skipped a text or a colour profile that it cannot unpack.
bool hasSkippedChunks(spng_ctx* png, Bytes bytes) {
    std::uint32_t texts = 0, readTexts = 0;
    bool hasProfile = false;
    for (const Chunk& chunk : chunksOf(bytes)) {
        if (chunk.name == "tEXt" || chunk.name == "zTXt" || chunk.name == "iTXt") ++texts;
        if (chunk.name == "iCCP") hasProfile = true;
    }
    if (texts > 0 && spng_get_text(png, nullptr, &readTexts) != 0) readTexts = 0;
    spng_iccp profile{};
    return readTexts < texts || (hasProfile && spng_get_iccp(png, &profile) != 0);
}

DecodedImage decodeStrictly(Bytes bytes, const std::string& name, const PixelReading& reading) {
    const Context png(spng_ctx_new(0), spng_ctx_free);
    require(spng_set_image_limits(png.get(), INT32_MAX, INT32_MAX), name);
    require(spng_set_chunk_limits(png.get(), 1 << 24, 1 << 26), name);
    require(spng_set_crc_action(png.get(), SPNG_CRC_ERROR, SPNG_CRC_ERROR), name);
    require(spng_set_png_buffer(png.get(), bytes.data(), bytes.size()), name);
    spng_ihdr header{};
    require(spng_get_ihdr(png.get(), &header), name);
    requireImageSize(header.width, header.height, name);

    DecodedImage result;
    spng_trns transparency{};
    const bool greyAlone =
        header.color_type == SPNG_COLOR_TYPE_GRAYSCALE && spng_get_trns(png.get(), &transparency) == SPNG_ECHUNKAVAIL;
    if (header.bit_depth == 16) {
        result = decodeSixteenBits(png.get(), header, greyAlone, name, reading);
    } else if (greyAlone) {
        result.image = decodeGrey(png.get(), header, name);
    } else {
        std::vector<std::uint8_t> rgba(std::size_t{4} * header.width * header.height);
        require(spng_decode_image(png.get(), rgba.data(), rgba.size(), SPNG_FMT_RGBA8, SPNG_DECODE_TRNS), name);
        result = compositeOn(reading.paper, static_cast<int>(header.width), static_cast<int>(header.height),
                             std::move(rgba));
    }
    require(spng_decode_chunks(png.get()), name);  // up to the end mark
    result.repaired = hasSkippedChunks(png.get(), bytes);
    return result;
}

/// The file with only the chunks that pixels depend on and an end mark; empty if nothing would change.
std::vector<std::uint8_t> pixelsAlone(Bytes bytes) {
    constexpr std::array<std::uint8_t, 12> endMark{0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82};
    if (bytes.size() < signatureSize) return {};
    std::vector<std::uint8_t> result(bytes.begin(), bytes.begin() + signatureSize);
    for (const Chunk& chunk : chunksOf(bytes))
        if (chunk.name == "IHDR" || chunk.name == "PLTE" || chunk.name == "tRNS" || chunk.name == "IDAT")
            result.insert(result.end(), chunk.bytes.begin(), chunk.bytes.end());
    result.insert(result.end(), endMark.begin(), endMark.end());
    if (std::ranges::equal(result, bytes)) return {};
    return result;
}

}  // namespace

DecodedImage decodePng(Bytes bytes, const std::string& name, const PixelReading& reading) {
    return decodeOrRepair(bytes, pixelsAlone, [&](Bytes png) { return decodeStrictly(png, name, reading); });
}

bool isSixteenBitPng(Bytes bytes) {
    constexpr std::size_t bitDepth = 24;
    return bytes.size() > bitDepth && bytes[0] == 0x89 && bytes[1] == 'P' && bytes[bitDepth] == 16;
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
    saveFile(path, asText(encodePng(image)));
}

}  // namespace oneshot
