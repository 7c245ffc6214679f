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

struct Header {
    int width = 0, height = 0, bits = 0;
    bool topDown = false;
    std::array<Channel, 4> channels;  ///< red, green, blue, alpha; no masks if there is a palette
    std::size_t paletteAt = 0, paletteSize = 0, paletteEntry = 4, pixelsAt = 0;

    std::size_t rowSize() const { return (static_cast<std::size_t>(width) * bits + 31) / 32 * 4; }
};

class Reader {
  public:
    Reader(Bytes bytes, const std::string& name) : bytes_(bytes), name_(name) {}

    DecodedImage decode(Paper paper) const {
        const Header header = readHeader();
        const std::size_t lastRow =
            (static_cast<std::size_t>(header.width) * header.bits + 7) / 8;  // its padding may be missing
        const std::size_t needed = header.rowSize() * (static_cast<std::size_t>(header.height) - 1) + lastRow;
        if (header.pixelsAt > bytes_.size() || bytes_.size() - header.pixelsAt < needed) fail("it is cut short");
        std::vector<std::uint8_t> rgba(std::size_t{4} * header.width * header.height);
        bool hasOpacity = false;
        for (int y = 0; y < header.height; ++y) {
            const int row = header.topDown ? y : header.height - 1 - y;
            std::uint8_t* to = rgba.data() + std::size_t{4} * header.width * y;
            for (int x = 0; x < header.width; ++x, to += 4) {
                if (header.bits <= 8)
                    readIndexed(header, row, x, to);
                else
                    readDirect(header, row, x, to);
                hasOpacity = hasOpacity || to[3] > 0;
            }
        }
        if (!hasOpacity)  // some programs leave the fourth byte 0
            for (std::size_t i = 3; i < rgba.size(); i += 4) rgba[i] = 255;
        return compositeOn(paper, header.width, header.height, std::move(rgba));
    }

  private:
    [[noreturn]] void fail(const std::string& why) const { throw unsoundImage(name_, "BMP", why); }

    std::uint32_t number(std::size_t at, int size) const {
        if (at > bytes_.size() || bytes_.size() - at < static_cast<std::size_t>(size)) fail("it is cut short");
        std::uint32_t value = 0;
        for (int i = size - 1; i >= 0; --i) value = value << 8 | bytes_[at + i];
        return value;
    }

    Header readHeader() const {
        if (bytes_.size() < 2 || bytes_[0] != 'B' || bytes_[1] != 'M') fail("it does not begin with BM");
        Header header;
        const std::size_t size = number(fileHeaderSize, 4);
        const bool isCore = size == coreHeaderSize;
        if (!isCore && (size < infoHeaderSize || size > 1024)) fail("its header is of an unknown size");
        header.pixelsAt = number(10, 4);
        const auto side = [&](std::size_t at) { return std::int64_t{static_cast<std::int32_t>(number(at, 4))}; };
        const std::int64_t width = isCore ? std::int64_t{number(18, 2)} : side(18);
        const std::int64_t height = isCore ? std::int64_t{number(20, 2)} : side(22);
        header.topDown = height < 0;
        requireImageSize(width, std::abs(height), name_);
        header.width = static_cast<int>(width);
        header.height = static_cast<int>(std::abs(height));
        header.bits = static_cast<int>(number(isCore ? 24 : 28, 2));
        const std::uint32_t compression = isCore ? Plain : number(30, 4);
        if (compression == RunLengths8 || compression == RunLengths4) fail("run-length encoding is not supported");
        if (compression != Plain && compression != BitFields && compression != AlphaBitFields)
            fail("its compression is not supported");
        constexpr std::array<int, 6> known{1, 4, 8, 16, 24, 32};
        if (std::ranges::find(known, header.bits) == known.end() || (compression != Plain && header.bits < 16))
            fail("it has " + counted(header.bits, "bit") + " a pixel");
        if (header.bits <= 8)
            readPalettePlace(header, size, isCore);
        else
            readChannels(header, size, compression);
        return header;
    }

    void readPalettePlace(Header& header, std::size_t headerSize, bool isCore) const {
        const std::uint32_t stated = isCore ? 0 : number(46, 4), all = 1U << header.bits;
        header.paletteAt = fileHeaderSize + headerSize;
        header.paletteEntry = isCore ? 3 : 4;
        header.paletteSize = stated == 0 ? all : std::min(stated, all);
        if (bytes_.size() < header.paletteAt + header.paletteSize * header.paletteEntry) fail("it is cut short");
    }

    void readChannels(Header& header, std::size_t headerSize, std::uint32_t compression) const {
        if (compression == Plain) {
            if (header.bits == 16)
                header.channels = {{{0x7C00}, {0x03E0}, {0x001F}, {0}}};
            else
                header.channels = {{{0xFF0000}, {0x00FF00}, {0x0000FF}, {0}}};
            return;
        }
        const bool withAlpha = compression == AlphaBitFields || headerSize >= 56;
        for (int i = 0; i < (withAlpha ? 4 : 3); ++i) {
            header.channels[i].mask = number(fileHeaderSize + infoHeaderSize + 4 * i, 4);
            if (!header.channels[i].isSound()) fail("the bits of a channel have gaps");
        }
    }

    void readIndexed(const Header& header, int row, int x, std::uint8_t* to) const {
        const std::size_t bit = static_cast<std::size_t>(x) * header.bits;
        const std::uint8_t byte = bytes_[header.pixelsAt + header.rowSize() * row + bit / 8];
        const std::size_t index = byte >> (8 - header.bits - bit % 8) & ((1U << header.bits) - 1);
        if (index >= header.paletteSize) fail("a pixel has a colour that its palette lacks");
        const std::uint8_t* entry = &bytes_[header.paletteAt + index * header.paletteEntry];
        to[0] = entry[2];
        to[1] = entry[1];
        to[2] = entry[0];
        to[3] = 255;
    }

    void readDirect(const Header& header, int row, int x, std::uint8_t* to) const {
        const std::size_t size = header.bits / 8, at = header.pixelsAt + header.rowSize() * row + size * x;
        std::uint32_t pixel = 0;
        for (std::size_t i = size; i-- > 0;) pixel = pixel << 8 | bytes_[at + i];
        for (int channel = 0; channel < 4; ++channel)
            to[channel] = header.channels[channel].valueIn(pixel, channel == 3 ? 255 : 0);
    }

    Bytes bytes_;
    const std::string& name_;
};

}  // namespace

DecodedImage decodeBmp(Bytes bytes, const std::string& name, Paper paper) {
    return Reader(bytes, name).decode(paper);
}

}  // namespace oneshot
