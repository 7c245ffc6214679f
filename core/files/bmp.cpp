#include "core/files/bmp.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <utility>
#include <vector>

#include "core/base/text.h"

namespace oneshot {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t fileHeaderSize = 14, coreHeaderSize = 12, infoHeaderSize = 40;

enum Compression : std::uint32_t { Plain = 0, RunLengths8 = 1, RunLengths4 = 2, BitFields = 3, AlphaBitFields = 6 };

/// The bits of a pixel that hold one channel.
struct Channel {
    std::uint32_t mask = 0;

    bool isSound() const {
        const std::uint32_t low = mask == 0 ? 0 : mask >> std::countr_zero(mask);
        return (low & (low + 1)) == 0;  // without gaps
    }
    std::uint8_t valueIn(std::uint32_t pixel, std::uint8_t fallback) const {
        if (mask == 0) return fallback;
        const int shift = std::countr_zero(mask);
        const std::uint64_t max = mask >> shift;
        return static_cast<std::uint8_t>((255 * std::uint64_t{(pixel & mask) >> shift} + max / 2) / max);
    }
};

class Reader {
  public:
    Reader(Bytes bytes, const std::string& name) : bytes_(bytes), name_(name) { readHeader(); }

    DecodedImage decode(Paper paper) const {
        const std::size_t lastRow = (static_cast<std::size_t>(width_) * bits_ + 7) / 8;  // its padding may be missing
        const std::size_t needed = rowSize() * (static_cast<std::size_t>(height_) - 1) + lastRow;
        if (pixelsAt_ > bytes_.size() || bytes_.size() - pixelsAt_ < needed) fail("it is cut short");
        std::vector<std::uint8_t> rgba(std::size_t{4} * width_ * height_);
        bool hasOpacity = false;
        for (int y = 0; y < height_; ++y) {
            const std::size_t row = pixelsAt_ + rowSize() * (topDown_ ? y : height_ - 1 - y);
            std::uint8_t* to = rgba.data() + std::size_t{4} * width_ * y;
            for (int x = 0; x < width_; ++x, to += 4) {
                if (bits_ <= 8)
                    readIndexed(row, x, to);
                else
                    readDirect(row, x, to);
                hasOpacity = hasOpacity || to[3] > 0;
            }
        }
        if (!hasOpacity)  // some programs leave the fourth byte 0
            for (std::size_t i = 3; i < rgba.size(); i += 4) rgba[i] = 255;
        return compositeOn(paper, width_, height_, std::move(rgba));
    }

  private:
    [[noreturn]] void fail(const std::string& why) const { throw unsoundImage(name_, "BMP", why); }

    std::size_t rowSize() const { return (static_cast<std::size_t>(width_) * bits_ + 31) / 32 * 4; }

    std::uint32_t number(std::size_t at, int size) const {
        if (at > bytes_.size() || bytes_.size() - at < static_cast<std::size_t>(size)) fail("it is cut short");
        std::uint32_t value = 0;
        for (int i = size - 1; i >= 0; --i) value = value << 8 | bytes_[at + i];
        return value;
    }

    void readHeader() {
        if (bytes_.size() < 2 || bytes_[0] != 'B' || bytes_[1] != 'M') fail("it does not begin with BM");
        const std::size_t size = number(fileHeaderSize, 4);
        const bool isCore = size == coreHeaderSize;
        if (!isCore && (size < infoHeaderSize || size > 1024)) fail("its header is of an unknown size");
        pixelsAt_ = number(10, 4);
        const auto side = [&](std::size_t at) { return std::int64_t{static_cast<std::int32_t>(number(at, 4))}; };
        const std::int64_t width = isCore ? std::int64_t{number(18, 2)} : side(18);
        const std::int64_t height = isCore ? std::int64_t{number(20, 2)} : side(22);
        topDown_ = height < 0;
        requireImageSize(width, std::abs(height), name_);
        width_ = static_cast<int>(width);
        height_ = static_cast<int>(std::abs(height));
        bits_ = static_cast<int>(number(isCore ? 24 : 28, 2));
        const std::uint32_t compression = isCore ? Plain : number(30, 4);
        if (compression == RunLengths8 || compression == RunLengths4) fail("run-length encoding is not supported");
        if (compression != Plain && compression != BitFields && compression != AlphaBitFields)
            fail("its compression is not supported");
        constexpr std::array<int, 6> known{1, 4, 8, 16, 24, 32};
        if (std::ranges::find(known, bits_) == known.end() || (compression != Plain && bits_ < 16))
            fail("it has " + counted(bits_, "bit") + " a pixel");
        if (bits_ <= 8)
            readPalettePlace(size, isCore);
        else
            readChannels(size, compression);
    }

    void readPalettePlace(std::size_t headerSize, bool isCore) {
        const std::uint32_t stated = isCore ? 0 : number(46, 4), all = 1U << bits_;
        paletteAt_ = fileHeaderSize + headerSize;
        paletteEntry_ = isCore ? 3 : 4;
        paletteSize_ = stated == 0 ? all : std::min(stated, all);
        if (bytes_.size() < paletteAt_ + paletteSize_ * paletteEntry_) fail("it is cut short");
    }

    void readChannels(std::size_t headerSize, std::uint32_t compression) {
        if (compression == Plain) {
            if (bits_ == 16)
                channels_ = {{{0x7C00}, {0x03E0}, {0x001F}, {0}}};
            else
                channels_ = {{{0xFF0000}, {0x00FF00}, {0x0000FF}, {0}}};
            return;
        }
        const bool withAlpha = compression == AlphaBitFields || headerSize >= 56;
        for (int i = 0; i < (withAlpha ? 4 : 3); ++i) {
            channels_[i].mask = number(fileHeaderSize + infoHeaderSize + 4 * i, 4);
            if (!channels_[i].isSound()) fail("the bits of a channel have gaps");
        }
    }

    void readIndexed(std::size_t row, int x, std::uint8_t* to) const {
        const std::size_t bit = static_cast<std::size_t>(x) * bits_;
        const std::size_t index = bytes_[row + bit / 8] >> (8 - bits_ - bit % 8) & ((1U << bits_) - 1);
        if (index >= paletteSize_) fail("a pixel has a colour that its palette lacks");
        const std::uint8_t* entry = &bytes_[paletteAt_ + index * paletteEntry_];
        to[0] = entry[2];
        to[1] = entry[1];
        to[2] = entry[0];
        to[3] = 255;
    }

    void readDirect(std::size_t row, int x, std::uint8_t* to) const {
        const std::uint32_t pixel = number(row + static_cast<std::size_t>(bits_ / 8) * x, bits_ / 8);
        for (int channel = 0; channel < 4; ++channel)
            to[channel] = channels_[channel].valueIn(pixel, channel == 3 ? 255 : 0);
    }

    Bytes bytes_;
    const std::string& name_;
    int width_ = 0, height_ = 0, bits_ = 0;
    bool topDown_ = false;
    std::array<Channel, 4> channels_;  ///< red, green, blue, alpha; no masks if there is a palette
    std::size_t paletteAt_ = 0, paletteSize_ = 0, paletteEntry_ = 4, pixelsAt_ = 0;
};

}  // namespace

DecodedImage decodeBmp(Bytes bytes, const std::string& name, const PixelReading& reading) {
    return Reader(bytes, name).decode(reading.paper);
}

}  // namespace oneshot
