#include "core/data/tiff.h"

#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include "core/data/exif.h"

namespace oneshot {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr tmsize_t maxAllocation = 256 << 20;  // the largest image as four channels of 16 bits, and its strips packed

/// A file in memory, as libtiff reads it.
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

tmsize_t writeNothing(thandle_t, void*, tmsize_t) {
    return 0;
}

toff_t seek(thandle_t handle, toff_t offset, int whence) {
    auto& memory = *static_cast<Memory*>(handle);
    memory.at = offset + (whence == SEEK_CUR ? memory.at : whence == SEEK_END ? memory.bytes.size() : 0);
    return memory.at;
}

int closeNothing(thandle_t) {
    return 0;
}

toff_t sizeOf(thandle_t handle) {
    return static_cast<Memory*>(handle)->bytes.size();
}

/// libtiff 4.5 refuses tiles that are not packed where it has to copy them.
int map(thandle_t handle, void** base, toff_t* size) {
    const Bytes bytes = static_cast<Memory*>(handle)->bytes;
    *base = const_cast<std::uint8_t*>(bytes.data());  // to be read only
    *size = bytes.size();
    return 1;
}

void unmapNothing(thandle_t, void*, toff_t) {}

/// Keeps the first thing that libtiff says, and keeps it from the terminal.
int keepError(TIFF*, void* said, const char*, const char* pattern, va_list arguments) {
    std::array<char, 512> text{};
    std::vsnprintf(text.data(), text.size(), pattern, arguments);
    auto& first = *static_cast<std::string*>(said);
    if (first.empty()) first = text.data();
    return 1;
}

int ignoreWarning(TIFF*, void*, const char*, const char*, va_list) {
    return 1;
}

class Reader {
  public:
    Reader(Bytes bytes, const std::string& name) : memory_{bytes}, name_(name) {
        const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                       TIFFOpenOptionsFree);
        TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), maxAllocation);
        TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keepError, &said_);
        TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignoreWarning, nullptr);
        tiff_.reset(TIFFClientOpenExt("image", "r", &memory_, takeBytes, writeNothing, seek, closeNothing, sizeOf, map,
                                      unmapNothing, options.get()));
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
        multipliedByAlpha_ = extraCount > 0 && extras[0] == EXTRASAMPLE_ASSOCALPHA;
    }

    /// Rows of whole numbers of 16 bits, grey or colour, that can be read as they are.
    bool isOfSixteenBits() const {
        const bool grey = photometric_ == PHOTOMETRIC_MINISBLACK || photometric_ == PHOTOMETRIC_MINISWHITE;
        return bits_ == 16 && isBrightness() && arrangement_ == PLANARCONFIG_CONTIG && !TIFFIsTiled(tiff_.get()) &&
               ((grey && samples_ >= 1 && samples_ <= 2) ||
                (photometric_ == PHOTOMETRIC_RGB && samples_ >= 3 && samples_ <= 4));
    }

    DecodedImage decode(int white) {
        requireImageSize(width_, height_, name_);
        if (!isBrightness())
            fail("its numbers of " + std::to_string(bits_) + " bits have signs or fractions and are no brightness");
        DecodedImage result = isOfSixteenBits() ? decodeSamples(white) : decodeEightBits();
        result.image = upright(std::move(result.image), orientation_);
        return result;
    }

  private:
    [[noreturn]] void fail(const std::string& otherwise) const {
        throw unsoundImage(name_, "TIFF", said_.empty() ? otherwise : said_);
    }

    bool isBrightness() const { return format_ == SAMPLEFORMAT_UINT || format_ == SAMPLEFORMAT_VOID; }

    /// What libtiff makes 8 bits of: all but what decodeSamples reads.
    DecodedImage decodeEightBits() {
        std::array<char, 1024> why{};
        TIFFRGBAImage image{};
        if (!TIFFRGBAImageOK(tiff_.get(), why.data()) || !TIFFRGBAImageBegin(&image, tiff_.get(), 1, why.data()))
            fail(why.data());
        const std::unique_ptr<TIFFRGBAImage, decltype(&TIFFRGBAImageEnd)> end(&image, TIFFRGBAImageEnd);
        image.orientation = image.req_orientation = ORIENTATION_TOPLEFT;  // turned by upright(), also where it lies
        const std::size_t pixels = static_cast<std::size_t>(width_) * height_;
        std::vector<std::uint32_t> raster(pixels);
        if (!TIFFRGBAImageGet(&image, raster.data(), width_, height_)) fail("it is damaged or cut short");
        std::vector<std::uint8_t> rgba(4 * pixels);
        for (std::size_t i = 0; i < pixels; ++i) {
            const std::uint32_t alpha = TIFFGetA(raster[i]);
            const std::array<std::uint32_t, 3> colour{TIFFGetR(raster[i]), TIFFGetG(raster[i]), TIFFGetB(raster[i])};
            for (int channel = 0; channel < 3; ++channel)  // colours come multiplied by alpha
                rgba[4 * i + channel] = static_cast<std::uint8_t>(
                    alpha == 0 ? 0 : std::min<std::uint32_t>(255, (255 * colour[channel] + alpha / 2) / alpha));
            rgba[4 * i + 3] = static_cast<std::uint8_t>(alpha);
        }
        return laidOnWhite(static_cast<int>(width_), static_cast<int>(height_), std::move(rgba));
    }

    DecodedImage decodeSamples(int white) {
        const bool isGrey = photometric_ != PHOTOMETRIC_RGB, hasAlpha = samples_ == 2 || samples_ == 4;
        const std::size_t pixels = static_cast<std::size_t>(width_) * height_,
                          rowSamples = width_ * std::size_t{samples_};
        if (TIFFScanlineSize64(tiff_.get()) != 2 * rowSamples) fail("its rows are of another size than it says");
        std::vector<std::uint16_t> row(rowSamples);
        std::vector<std::uint8_t> rgba(4 * pixels);
        int most = 0;
        for (std::uint32_t y = 0; y < height_; ++y) {
            if (TIFFReadScanline(tiff_.get(), row.data(), y, 0) < 0) fail("it is damaged or cut short");
            for (std::uint32_t x = 0; x < width_; ++x) {
                const std::uint16_t* from = &row[std::size_t{x} * samples_];
                std::uint8_t* to = &rgba[4 * (std::size_t{y} * width_ + x)];
                const int alpha = hasAlpha ? from[samples_ - 1] : fullSample;
                for (int channel = 0; channel < 3; ++channel) {
                    const int sample = from[isGrey ? 0 : channel];
                    most = std::max(most, sample);
                    to[channel] = colourOf(sample, alpha, white);
                }
                to[3] = eightBitsOf(alpha, fullSample);
            }
        }
        DecodedImage result = laidOnWhite(static_cast<int>(width_), static_cast<int>(height_), std::move(rgba));
        result.maxSample = most;
        return result;
    }

    std::uint8_t colourOf(int sample, int alpha, int white) const {
        if (multipliedByAlpha_ && alpha > 0)
            sample = static_cast<int>(std::min<std::int64_t>(fullSample, std::int64_t{fullSample} * sample / alpha));
        const std::uint8_t brightness = eightBitsOf(sample, white);
        return photometric_ == PHOTOMETRIC_MINISWHITE ? static_cast<std::uint8_t>(255 - brightness) : brightness;
    }

    struct Close {
        void operator()(TIFF* tiff) const { TIFFClose(tiff); }
    };

    Memory memory_;
    const std::string& name_;
    std::string said_;
    std::unique_ptr<TIFF, Close> tiff_;
    std::uint32_t width_ = 0, height_ = 0;
    std::uint16_t bits_ = 1, samples_ = 1, format_ = SAMPLEFORMAT_UINT, orientation_ = ORIENTATION_TOPLEFT,
                  arrangement_ = PLANARCONFIG_CONTIG, photometric_ = PHOTOMETRIC_MINISBLACK;
    bool multipliedByAlpha_ = false;
};

}  // namespace

DecodedImage decodeTiff(Bytes bytes, const std::string& name, int white) {
    return Reader(bytes, name).decode(white);
}

bool isSixteenBitTiff(Bytes bytes) try { return Reader(bytes, "image").isOfSixteenBits(); } catch (const Error&) {
    return false;
}

}  // namespace oneshot
