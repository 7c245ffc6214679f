#include "tests/support/examples.h"

#include <gif_lib.h>
#include <spng.h>
#include <tiffio.h>
#include <webp/encode.h>
#include <webp/mux.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <utility>

namespace oneshot::test {
namespace {

void require(bool made, const char* what) {
    if (!made) throw std::runtime_error(std::string("cannot make the ") + what);
}

void append(Bytes& to, const Bytes& more) {
    to.insert(to.end(), more.begin(), more.end());
}

Bytes lowFirst(std::uint32_t number, int size) {
    Bytes bytes;
    for (int i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
    return bytes;
}

Bytes highFirst(std::uint32_t number) {
    Bytes bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
    return bytes;
}

void setFields(TIFF* tiff, const TiffPicture& picture) {
    if (picture.isSmallerCopy) TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE);
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, picture.width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, picture.height);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, picture.bits);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, picture.samples);
    TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, picture.sampleFormat);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, picture.photometric);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, picture.planar ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, picture.orientation);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, picture.compression);
    if (picture.alpha >= 0) {
        const auto kind = static_cast<std::uint16_t>(picture.alpha);
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
    }
    if (picture.tile > 0) {
        TIFFSetField(tiff, TIFFTAG_TILEWIDTH, picture.tile);
        TIFFSetField(tiff, TIFFTAG_TILELENGTH, picture.tile);
    } else {
        TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, picture.height);
    }
}

/// The part of the rows of a plane that a tile covers, padded by 0.
Bytes tileOf(const std::uint8_t* rows, std::size_t rowSize, const TiffPicture& picture, int left, int top) {
    const std::size_t pixel = rowSize / static_cast<std::size_t>(picture.width);
    const auto side = static_cast<std::size_t>(picture.tile);
    Bytes tile(side * side * pixel);
    for (int y = top; y < std::min(top + picture.tile, picture.height); ++y)
        std::copy_n(rows + rowSize * static_cast<std::size_t>(y) + pixel * static_cast<std::size_t>(left),
                    pixel * static_cast<std::size_t>(std::min(picture.tile, picture.width - left)),
                    tile.begin() + static_cast<std::ptrdiff_t>(side * pixel) * (y - top));
    return tile;
}

/// Of one plane.
bool writePixels(TIFF* tiff, const TiffPicture& picture, Bytes rows, std::uint16_t plane) {
    const std::size_t rowSize = rows.size() / static_cast<std::size_t>(picture.height);
    bool sound = true;
    if (picture.tile == 0)
        for (int y = 0; y < picture.height; ++y)
            sound = sound && TIFFWriteScanline(tiff, &rows[rowSize * static_cast<std::size_t>(y)],
                                               static_cast<std::uint32_t>(y), plane) >= 0;
    else
        for (int top = 0; top < picture.height; top += picture.tile)
            for (int left = 0; left < picture.width; left += picture.tile)
                sound = sound &&
                        TIFFWriteTile(tiff, tileOf(rows.data(), rowSize, picture, left, top).data(),
                                      static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(top), 0, plane) >= 0;
    return sound;
}

}  // namespace

std::vector<ContainedFile> examplePngs() {
    return {
        {"grey 1 bit", fromHex("89504e470d0a1a0a0000000d49484452000000020000000201000000005acd30890000000c4944415478da6"
                               "3686070000001c400c1a69be6ba0000000049454e44ae426082")},
        {"grey 2 bit", fromHex("89504e470d0a1a0a0000000d49484452000000020000000202000000001d6d4a590000000c4944415478da6"
                               "338c0600000027400f1e868bddc0000000049454e44ae426082")},
        {"grey 4 bit", fromHex("89504e470d0a1a0a0000000d4948445200000002000000020400000000922dbff90000000c4944415478da6"
                               "3f8c0c00f0002e30100cdaf82910000000049454e44ae426082")},
        {"grey 8 bit", fromHex("89504e470d0a1a0a0000000d494844520000000200000002080000000057dd52f80000000e4944415478da6"
                               "3f8cfc0c0f01f00060001ff6534f8f70000000049454e44ae426082")},
        {"grey 16 bit", fromHex("89504e470d0a1a0a0000000d4948445200000002000000021000000000074d8ebb000000104944415478da"
                                "63f8ff9f0104feff070013f603fd01ba57e30000000049454e44ae426082")},
        {"grey and alpha", fromHex("89504e470d0a1a0a0000000d4948445200000002000000020804000000d8bfc5af00000011494441547"
                                   "8da63606060f80f44ffff03000bfe03fd99de63090000000049454e44ae426082")},
        {"colour 8 bit", fromHex("89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a73000000104944415478d"
                                 "a63f8ffff3f030400590029e405fbb62158c40000000049454e44ae426082")},
        {"colour 16 bit", fromHex("89504e470d0a1a0a0000000d4948445200000002000000021002000000ad444630000000104944415478"
                                  "da63f80f060cc8002204009b7e0bf5ebc8cd4f0000000049454e44ae426082")},
        {"colour and alpha", fromHex("89504e470d0a1a0a0000000d494844520000000200000002080600000072b60d24000000104944415"
                                     "478da63608080ff600244020012ff02fec60af2b40000000049454e44ae426082")},
        {"palette", fromHex("89504e470d0a1a0a0000000d494844520000000200000002010300000048789f6700000006504c5445000000ff"
                            "ffffa5d99fdd0000000c4944415478da63686070000001c400c1a69be6ba0000000049454e44ae426082")},
        {"palette, one entry transparent",
         fromHex(
             "89504e470d0a1a0a0000000d494844520000000200000002010300000048789f6700000006504c54450000001020300a1c0eb1000"
             "0000274524e53ff00e5b7304a0000000c4944415478da63686070000001c400c1a69be6ba0000000049454e44ae426082")},
        {"grey, value 1 transparent",
         fromHex("89504e470d0a1a0a0000000d494844520000000200000002080000000057dd52f80000000274524e5300010194fdae0000000"
                 "e4944415478da6360646060600400000c00031e09d10a0000000049454e44ae426082")},
        {"interlaced", fromHex("89504e470d0a1a0a0000000d494844520000000200000002080000000120da626e0000000d4944415478da6"
                               "3f8cf0004ff01070001ff3d7d8c490000000049454e44ae426082")},
    };
}

Bytes jpegOf(const Bytes& left, const Bytes& right, TJPF format, int subsampling, int flags) {
    Bytes pixels;
    for (int i = 0; i < jpegSide * jpegSide; ++i) {
        const Bytes& colour = i % jpegSide < jpegSide / 2 ? left : right;
        pixels.insert(pixels.end(), colour.begin(), colour.end());
    }
    const tjhandle jpeg = tjInitCompress();
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    const int status =
        tjCompress2(jpeg, pixels.data(), jpegSide, 0, jpegSide, format, &buffer, &size, subsampling, 100, flags);
    const Bytes bytes(buffer, buffer + size);
    tjFree(buffer);
    tjDestroy(jpeg);
    if (status != 0) throw std::runtime_error("cannot make the JPEG");
    return bytes;
}

Bytes pngOf(int width, int height, int colourType, int bits, const Bytes& rows) {
    const std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)> png(spng_ctx_new(SPNG_CTX_ENCODER), spng_ctx_free);
    spng_set_option(png.get(), SPNG_ENCODE_TO_BUFFER, 1);
    spng_ihdr header{};
    header.width = static_cast<std::uint32_t>(width);
    header.height = static_cast<std::uint32_t>(height);
    header.bit_depth = static_cast<std::uint8_t>(bits);
    header.color_type = static_cast<std::uint8_t>(colourType);
    spng_set_ihdr(png.get(), &header);
    require(spng_encode_image(png.get(), rows.data(), rows.size(), SPNG_FMT_RAW, SPNG_ENCODE_FINALIZE) == 0, "PNG");
    std::size_t size = 0;
    int status = 0;
    const std::unique_ptr<void, decltype(&std::free)> buffer(spng_get_png_buffer(png.get(), &size, &status), std::free);
    const auto* begin = static_cast<const std::uint8_t*>(buffer.get());
    return {begin, begin + size};
}

Bytes widePng(int paper, int ink) {
    const auto high = [](int sample) { return static_cast<std::uint8_t>(sample >> 8); };
    const auto low = [](int sample) { return static_cast<std::uint8_t>(sample); };
    return pngOf(3, 1, 0, 16, {high(paper), low(paper), high(ink), low(ink), high(paper), low(paper)});
}

Bytes withPngChunk(Bytes png, const std::string& type, const Bytes& content, bool soundChecksum) {
    constexpr int afterHeader = 33;
    Bytes named = bytesOf(type);
    append(named, content);
    const auto sum = static_cast<std::uint32_t>(crc32(0, named.data(), static_cast<uInt>(named.size())));
    Bytes chunk = highFirst(static_cast<std::uint32_t>(content.size()));
    append(chunk, named);
    append(chunk, highFirst(soundChecksum ? sum : sum + 1));
    png.insert(png.begin() + afterHeader, chunk.begin(), chunk.end());
    return png;
}

Bytes bmpOf(int width, int height, int bits, const Bytes& palette, const Bytes& rows, const Bytes& masks) {
    const auto pixelsAt = static_cast<std::uint32_t>(54 + masks.size() + palette.size());
    Bytes bytes = bytesOf("BM");
    for (const Bytes& part :
         {lowFirst(pixelsAt + static_cast<std::uint32_t>(rows.size()), 4), lowFirst(0, 4), lowFirst(pixelsAt, 4),
          lowFirst(40, 4), lowFirst(static_cast<std::uint32_t>(width), 4),
          lowFirst(static_cast<std::uint32_t>(height), 4), lowFirst(1, 2),
          lowFirst(static_cast<std::uint32_t>(bits), 2),
          lowFirst(masks.empty()        ? 0
                   : masks.size() == 16 ? 6
                                        : 3,
                   4),
          lowFirst(0, 4), lowFirst(0, 4), lowFirst(0, 4), lowFirst(static_cast<std::uint32_t>(palette.size() / 4), 4),
          lowFirst(0, 4), masks, palette, rows})
        append(bytes, part);
    return bytes;
}

Bytes gifOf(const std::vector<GifPicture>& pictures) {
    Bytes bytes;
    int error = 0;
    const auto write = [](GifFileType* gif, const GifByteType* from, int count) {
        auto& to = *static_cast<Bytes*>(gif->UserData);
        to.insert(to.end(), from, from + count);
        return count;
    };
    GifFileType* gif = EGifOpen(&bytes, write, &error);
    require(gif, "GIF");
    EGifSetGifVersion(gif, true);
    const auto mapOf = [](const Bytes& palette) {
        std::vector<GifColorType> colours;
        for (std::size_t i = 0; i < palette.size(); i += 3)
            colours.push_back({palette[i], palette[i + 1], palette[i + 2]});
        return std::unique_ptr<ColorMapObject, decltype(&GifFreeMapObject)>(
            GifMakeMapObject(static_cast<int>(colours.size()), colours.data()), GifFreeMapObject);
    };
    const GifPicture& first = pictures.front();
    bool sound = EGifPutScreenDesc(gif, first.left + first.width, first.top + first.height, 8, 0, nullptr) == GIF_OK;
    for (const GifPicture& picture : pictures) {
        GraphicsControlBlock control{DISPOSAL_UNSPECIFIED, false, 0, picture.transparent};
        Bytes extension(4);
        EGifGCBToExtension(&control, extension.data());
        sound = sound && EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, 4, extension.data()) == GIF_OK &&
                EGifPutImageDesc(gif, picture.left, picture.top, picture.width, picture.height, picture.interlaced,
                                 mapOf(picture.palette).get()) == GIF_OK;
        const auto putRow = [&](int y) {
            Bytes row(picture.indices.begin() + y * picture.width, picture.indices.begin() + (y + 1) * picture.width);
            sound = sound && EGifPutLine(gif, row.data(), picture.width) == GIF_OK;
        };
        if (picture.interlaced) {
            for (const auto& [begin, step] : {std::pair(0, 8), std::pair(4, 8), std::pair(2, 4), std::pair(1, 2)})
                for (int y = begin; y < picture.height; y += step) putRow(y);
        } else {
            for (int y = 0; y < picture.height; ++y) putRow(y);
        }
    }
    require(EGifCloseFile(gif, &error) == GIF_OK && sound, "GIF");
    return bytes;
}

Bytes webpOf(int width, int height, const Bytes& rgba) {
    WebPConfig config;
    WebPConfigInit(&config);
    config.lossless = config.exact = 1;
    WebPPicture picture;
    WebPPictureInit(&picture);
    picture.use_argb = 1;
    picture.width = width;
    picture.height = height;
    WebPMemoryWriter writer;
    WebPMemoryWriterInit(&writer);
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &writer;
    const bool made = WebPPictureImportRGBA(&picture, rgba.data(), 4 * width) && WebPEncode(&config, &picture);
    const Bytes bytes(writer.mem, writer.mem + writer.size);
    WebPMemoryWriterClear(&writer);
    WebPPictureFree(&picture);
    require(made, "WebP");
    return bytes;
}

Bytes animatedWebpOf(int canvasWidth, int canvasHeight, const std::vector<Bytes>& pictures, int x, int y) {
    const std::unique_ptr<WebPMux, decltype(&WebPMuxDelete)> mux(WebPMuxNew(), WebPMuxDelete);
    for (const Bytes& picture : pictures) {
        WebPMuxFrameInfo frame{};
        frame.bitstream = {picture.data(), picture.size()};
        frame.x_offset = x;
        frame.y_offset = y;
        frame.duration = 100;
        frame.id = WEBP_CHUNK_ANMF;
        require(WebPMuxPushFrame(mux.get(), &frame, 1) == WEBP_MUX_OK, "WebP's frame");
    }
    const WebPMuxAnimParams parameters{0, 0};
    WebPMuxSetAnimationParams(mux.get(), &parameters);
    WebPMuxSetCanvasSize(mux.get(), canvasWidth, canvasHeight);
    WebPData data{};
    require(WebPMuxAssemble(mux.get(), &data) == WEBP_MUX_OK, "WebP");
    const Bytes bytes(data.bytes, data.bytes + data.size);
    WebPDataClear(&data);
    return bytes;
}

Bytes tiffOf(const TiffPicture& picture, const Bytes& rows) {
    return tiffOfPages({{picture, rows}});
}

Bytes tiffOfPages(const std::vector<std::pair<TiffPicture, Bytes>>& pages) {
    const TemporaryFolder folder;
    TIFF* tiff = TIFFOpen((folder / "a.tif").c_str(), "w");
    require(tiff, "TIFF");
    bool sound = true;
    for (const auto& [picture, rows] : pages) {
        setFields(tiff, picture);
        const int planes = picture.planar ? picture.samples : 1;
        const auto size = std::ssize(rows) / planes;
        for (int plane = 0; plane < planes; ++plane)
            sound = sound &&
                    writePixels(tiff, picture, Bytes(rows.begin() + plane * size, rows.begin() + (plane + 1) * size),
                                static_cast<std::uint16_t>(plane));
        sound = sound && TIFFWriteDirectory(tiff);
    }
    TIFFClose(tiff);
    require(sound, "TIFF");
    return readFile(folder / "a.tif");
}

Bytes bytesOf(const std::vector<std::uint16_t>& numbers) {
    Bytes bytes(2 * numbers.size());
    std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return bytes;
}

Bytes idxOf(const std::vector<std::uint32_t>& sizes, const Bytes& values, std::uint8_t type) {
    Bytes bytes{0, 0, type, static_cast<std::uint8_t>(sizes.size())};
    for (const std::uint32_t size : sizes) append(bytes, highFirst(size));
    bytes.insert(bytes.end(), values.begin(), values.end());
    return bytes;
}

Bytes gzipOf(const Bytes& bytes) {
    z_stream stream{};
    Bytes packed(bytes.size() + 1000);
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = const_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = packed.data();
    stream.avail_out = static_cast<uInt>(packed.size());
    const int status = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (status != Z_STREAM_END) throw std::runtime_error("cannot pack");
    return packed;
}

}  // namespace oneshot::test
