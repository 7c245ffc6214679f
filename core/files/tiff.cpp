#include "core/files/tiff.h"

#include <fmt/format.h>
#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "core/files/decoded_image.h"

namespace oneshot {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr tmsize_t maxAllocation =
    256 << 20;  // holds the largest image in four channels of 16 bits, or its packed strips

/// A file in memory for libtiff to read.
struct Memory {
    Bytes bytes;
    std::uint64_t at = 0;
};

tmsize_t takeBytes(thandle_t handle, void* to, tmsize_t count) {
    auto& memory = *static_cast<Memory*>(handle);
    const std::size_t at = std::min<std::uint64_t>(memory.at, memory.bytes.size());
    const std::size_t taken =
        std::min(memory.bytes.size() - at, static_cast<std::size_t>(std::max<tmsize_t>(0, count)));
    std::copy_n(memory.bytes.begin() + static_cast<std::ptrdiff_t>(at), taken, static_cast<std::uint8_t*>(to));
    memory.at = at + taken;
    return static_cast<tmsize_t>(taken);
}

toff_t seek(thandle_t handle, toff_t offset, int whence) {
    auto& memory = *static_cast<Memory*>(handle);
    memory.at = offset + (whence == SEEK_CUR ? memory.at : whence == SEEK_END ? memory.bytes.size() : 0);
    return memory.at;
}

/// Maps the file: libtiff 4.5 refuses unpacked tiles if it has to copy them.
int map(thandle_t handle, void** base, toff_t* size) {
    const Bytes bytes = static_cast<Memory*>(handle)->bytes;
    *base = const_cast<std::uint8_t*>(bytes.data());  // only read
    *size = bytes.size();
    return 1;
}

/// Keeps the first message of libtiff, and none goes to the terminal.
int keepError(TIFF*, void* message, const char*, const char* pattern, va_list arguments) {
    std::array<char, 512> text{};
    std::vsnprintf(text.data(), text.size(), pattern, arguments);
    auto& first = *static_cast<std::string*>(message);
    if (first.empty()) first = text.data();
    return 1;
}

class Reader {
  public:
    Reader(Bytes bytes, const std::string& name) : memory_{bytes}, name_(name) {
        const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                       TIFFOpenOptionsFree);
        TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), maxAllocation);
        TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keepError, &message_);
        TIFFOpenOptionsSetWarningHandlerExtR(
            options.get(), [](TIFF*, void*, const char*, const char*, va_list) { return 1; }, nullptr);
        const TIFFReadWriteProc writeNothing = [](thandle_t, void*, tmsize_t) -> tmsize_t { return 0; };
        const TIFFCloseProc closeNothing = [](thandle_t) { return 0; };
        const TIFFSizeProc size = [](thandle_t handle) -> toff_t { return static_cast<Memory*>(handle)->bytes.size(); };
        tiff_.reset(TIFFClientOpenExt("image", "r", &memory_, takeBytes, writeNothing, seek, closeNothing, size, map,
                                      nullptr, options.get()));
        if (!tiff_) fail("it is damaged");
        TIFFGetField(tiff_.get(), TIFFTAG_IMAGEWIDTH, &width_);
        TIFFGetField(tiff_.get(), TIFFTAG_IMAGELENGTH, &height_);
        TIFFGetFieldDefaulted(tiff_.get(), TIFFTAG_BITSPERSAMPLE, &bits_);
        TIFFGetFieldDefaulted(tiff_.get(), TIFFTAG_SAMPLESPERPIXEL, &samples_);
        TIFFGetFieldDefaulted(tiff_.get(), TIFFTAG_SAMPLEFORMAT, &format_);
        TIFFGetFieldDefaulted(tiff_.get(), TIFFTAG_ORIENTATION, &orientation_);
        TIFFGetFieldDefaulted(tiff_.get(), TIFFTAG_PLANARCONFIG, &arrangement_);
        TIFFGetField(tiff_.get(), TIFFTAG_PHOTOMETRIC, &photometric_);
        std::uint16_t extraCount = 0;
        std::uint16_t* extras = nullptr;
        TIFFGetFieldDefaulted(tiff_.get(), TIFFTAG_EXTRASAMPLES, &extraCount, &extras);
        if (photometric_ == PHOTOMETRIC_RGB) channels_ = {0, 1, 2, -1};
        for (int i = 0; i < extraCount && channels_[3] < 0; ++i)
            if (extras[i] == EXTRASAMPLE_ASSOCALPHA || extras[i] == EXTRASAMPLE_UNASSALPHA) {
                channels_[3] = samples_ - extraCount + i;
                multipliedByAlpha_ = extras[i] == EXTRASAMPLE_ASSOCALPHA;
            }
    }

    bool isOfSixteenBits() const { return bits_ == 16 && holdsPlainSamples(); }

    DecodedImage decode(const PixelReading& reading) {
        requireImageSize(width_, height_, name_);
        if (!isBrightness())
            fail(fmt::format("its numbers of {} bits have signs or fractions and are not brightness", bits_));
        const bool sampleBySample = isOfSixteenBits() || (holdsPlainSamples() && samples_ > colourCount());
        DecodedImage result = sampleBySample ? decodeSamples(reading) : decodeByLibtiff();
        result.image = upright(std::move(result.image), orientation_);
        result.holdsMore = isFollowedByAPage();
        return result;
    }

  private:
    [[noreturn]] void fail(const std::string& otherwise) const {
        throw unsoundImage(name_, "TIFF", message_.empty() ? otherwise : message_);
    }

    bool isBrightness() const { return format_ == SAMPLEFORMAT_UINT || format_ == SAMPLEFORMAT_VOID; }

    int colourCount() const { return photometric_ == PHOTOMETRIC_RGB ? 3 : 1; }

    /// True for whole numbers of 8 or 16 bits, grey or in colour.
    bool holdsPlainSamples() const {
        return (bits_ == 8 || bits_ == 16) && isBrightness() && samples_ >= colourCount() &&
               (photometric_ == PHOTOMETRIC_MINISBLACK || photometric_ == PHOTOMETRIC_MINISWHITE ||
                photometric_ == PHOTOMETRIC_RGB);
    }

    /// True if another page is neither a smaller copy nor a mask of the first. Moves on from the first page.
    bool isFollowedByAPage() {
        while (TIFFReadDirectory(tiff_.get())) {
            std::uint32_t kind = 0;
            TIFFGetFieldDefaulted(tiff_.get(), TIFFTAG_SUBFILETYPE, &kind);
            if ((kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) == 0) return true;
        }
        return false;
    }

    /// Lets libtiff convert to colours of 8 bits; it would take any extra channel for opacity.
    DecodedImage decodeByLibtiff() {
        std::array<char, 1024> why{};
        TIFFRGBAImage image{};
        if (!TIFFRGBAImageOK(tiff_.get(), why.data()) || !TIFFRGBAImageBegin(&image, tiff_.get(), 1, why.data()))
            fail(why.data());
        const std::unique_ptr<TIFFRGBAImage, decltype(&TIFFRGBAImageEnd)> end(&image, TIFFRGBAImageEnd);
        image.orientation = image.req_orientation = ORIENTATION_TOPLEFT;  // upright() turns it instead
        const std::size_t pixels = static_cast<std::size_t>(width_) * height_;
        std::vector<std::uint32_t> raster(pixels);
        if (!TIFFRGBAImageGet(&image, raster.data(), width_, height_)) fail("it is damaged or cut short");
        std::vector<std::uint8_t> rgb(3 * pixels);
        for (std::size_t i = 0; i < pixels; ++i) {
            rgb[3 * i] = static_cast<std::uint8_t>(TIFFGetR(raster[i]));
            rgb[3 * i + 1] = static_cast<std::uint8_t>(TIFFGetG(raster[i]));
            rgb[3 * i + 2] = static_cast<std::uint8_t>(TIFFGetB(raster[i]));
        }
        DecodedImage result;
        result.image = brightnessOf(static_cast<int>(width_), static_cast<int>(height_), rgb);
        return result;
    }

    /// Decodes samples; those of 8 bits are spread over 16.
    DecodedImage decodeSamples(const PixelReading& reading) {
        SixteenBitPixels pixels{static_cast<int>(width_), static_cast<int>(height_), {}};
        pixels.redGreenBlueAlpha.assign(std::size_t{4} * width_ * height_, fullSample);
        pixels.hasAlpha = channels_[3] >= 0;
        pixels.multiplied = multipliedByAlpha_;
        pixels.minIsWhite = photometric_ == PHOTOMETRIC_MINISWHITE;
        for (std::uint16_t plane = 0; plane < (isPlanar() ? samples_ : 1); ++plane) {
            if (isPlanar() && std::ranges::find(channels_, plane) == channels_.end()) continue;
            if (TIFFIsTiled(tiff_.get()))
                readTiles(plane, pixels.redGreenBlueAlpha);
            else
                readRows(plane, pixels.redGreenBlueAlpha);
        }
        if (bits_ == 16) return decodedOf(pixels, reading);
        DecodedImage result = decodedOf(pixels, {fullSample, reading.paper});
        result.maxSample.reset();
        return result;
    }

    bool isPlanar() const { return arrangement_ == PLANARCONFIG_SEPARATE && samples_ > 1; }

    /// A buffer for so many columns and rows, checked against libtiff's size, which is 0 if it overflows.
    std::vector<std::uint8_t> roomFor(std::uint64_t columns, std::uint64_t rows, std::uint64_t expected) const {
        const std::uint64_t size = columns * rows * (isPlanar() ? 1 : samples_) * (bits_ / 8);
        if (size == 0 || size != expected || size > std::uint64_t{maxAllocation})
            fail("its rows are of another size than it says");
        return std::vector<std::uint8_t>(size);
    }

    void readRows(std::uint16_t plane, std::vector<std::uint16_t>& rgba) {
        std::vector<std::uint8_t> row = roomFor(width_, 1, TIFFScanlineSize64(tiff_.get()));
        for (std::uint32_t y = 0; y < height_; ++y) {
            if (TIFFReadScanline(tiff_.get(), row.data(), y, plane) < 0) fail("it is damaged or cut short");
            takeSamples(plane, row.data(), width_, &rgba[std::size_t{4} * width_ * y]);
        }
    }

    void readTiles(std::uint16_t plane, std::vector<std::uint16_t>& rgba) {
        std::uint32_t columns = 0, rows = 0;
        TIFFGetField(tiff_.get(), TIFFTAG_TILEWIDTH, &columns);
        TIFFGetField(tiff_.get(), TIFFTAG_TILELENGTH, &rows);
        std::vector<std::uint8_t> tile = roomFor(columns, rows, TIFFTileSize64(tiff_.get()));
        for (std::uint32_t top = 0; top < height_; top += rows)
            for (std::uint32_t left = 0; left < width_; left += columns) {
                if (TIFFReadTile(tiff_.get(), tile.data(), left, top, 0, plane) < 0) fail("it is damaged or cut short");
                for (std::uint32_t y = 0; y < std::min(rows, height_ - top); ++y)
                    takeSamples(plane, &tile[tile.size() / rows * y], std::min(columns, width_ - left),
                                &rgba[4 * (std::size_t{width_} * (top + y) + left)]);
            }
    }

    /// Takes the samples of this plane, or of all planes if they are interleaved.
    void takeSamples(int plane, const std::uint8_t* from, std::size_t count, std::uint16_t* rgba) const {
        const std::size_t step = isPlanar() ? 1 : samples_;
        for (std::size_t channel = 0; channel < channels_.size(); ++channel) {
            const int sample = channels_[channel];
            if (sample < 0 || (isPlanar() && sample != plane)) continue;
            const std::size_t first = isPlanar() ? 0 : static_cast<std::size_t>(sample);
            for (std::size_t i = 0; i < count; ++i)
                if (bits_ == 8)
                    rgba[4 * i + channel] = static_cast<std::uint16_t>(257 * from[i * step + first]);
                else
                    std::memcpy(&rgba[4 * i + channel], &from[2 * (i * step + first)], 2);
        }
    }

    struct Close {
        void operator()(TIFF* tiff) const { TIFFClose(tiff); }
    };

    Memory memory_;
    const std::string& name_;
    std::string message_;
    std::unique_ptr<TIFF, Close> tiff_;
    std::uint32_t width_ = 0, height_ = 0;
    std::uint16_t bits_ = 1, samples_ = 1, format_ = SAMPLEFORMAT_UINT, orientation_ = ORIENTATION_TOPLEFT,
                  arrangement_ = PLANARCONFIG_CONTIG, photometric_ = PHOTOMETRIC_MINISBLACK;
    std::array<int, 4> channels_{0, 0, 0, -1};  // the samples of red, green, blue and alpha; -1: none
    bool multipliedByAlpha_ = false;
};

}  // namespace

DecodedImage decodeTiff(Bytes bytes, const std::string& name, const PixelReading& reading) {
    return Reader(bytes, name).decode(reading);
}

bool isSixteenBitTiff(Bytes bytes) try { return Reader(bytes, "image").isOfSixteenBits(); } catch (const Error&) {
    return false;
}

}  // namespace oneshot
