#include "core/files/jpeg.h"

#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace oneshot {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// ITU-T T.81, table B.1.
enum Marker : std::uint8_t {
    baseline = 0xC0,
    extended = 0xC1,
    progressive = 0xC2,
    firstRestart = 0xD0,
    begin = 0xD8,
    end = 0xD9,
    scan = 0xDA,
    exif = 0xE1
};

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

/// The orientation of the camera (EXIF tag 0x0112), 1 to 8; 1, upright, if the file does not state it soundly.
int exifOrientation(Bytes jpeg) {
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

/// Walks from marker to marker, skipping the coefficients after the header of a scan.
class Markers {
  public:
    explicit Markers(Bytes jpeg) : bytes_(jpeg) {}

    /// Returns false at the end, and if a segment is not whole.
    bool next() {
        while (bytes_.size() >= 2 && !(bytes_[0] == 0xFF && isMarker(bytes_[1]))) bytes_ = bytes_.subspan(1);
        if (bytes_.size() < 2) return false;
        marker_ = bytes_[1];
        bytes_ = bytes_.subspan(2);
        content_ = {};
        if (marker_ == begin || marker_ == end) return true;
        if (bytes_.size() < 2) return false;
        const std::size_t length = bytes_[0] << 8 | bytes_[1];
        if (length < 2 || length > bytes_.size()) return false;
        content_ = bytes_.subspan(2, length - 2);
        bytes_ = bytes_.subspan(length);
        return true;
    }
    std::uint8_t marker() const { return marker_; }
    Bytes content() const { return content_; }

  private:
    /// True unless it is a byte of coefficients, a fill byte or a restart within a scan.
    static bool isMarker(std::uint8_t second) {
        return second > 1 && second != 0xFF && !(second >= firstRestart && second < begin);
    }

    Bytes bytes_, content_;
    std::uint8_t marker_ = 0;
};

/// For each coefficient of a component: how many of its lowest bits are still missing.
using MissingBits = std::array<int, 64>;

/// True if, by their headers, the scans of a Huffman-coded JPEG hold all coefficients of every component to the last
/// bit: a file that is cut between two scans is sound but coarse. False for other codings. Only the decoder can tell
/// that a scan itself is whole.
bool hasAllCoefficients(Bytes jpeg) {
    constexpr int all = 16;
    std::map<std::uint8_t, MissingBits> components;
    for (Markers at(jpeg); at.next() && at.marker() != end;) {
        const Bytes content = at.content();
        if (at.marker() == baseline || at.marker() == extended || at.marker() == progressive) {
            for (std::size_t i = 6; i + 2 < content.size(); i += 3) components[content[i]].fill(all);
        } else if (at.marker() == scan) {
            const std::size_t count = content.empty() ? 0 : content[0];
            if (content.size() != 2 * count + 4) return false;
            const std::size_t first = content[2 * count + 1], last = content[2 * count + 2];
            if (first > last || last > 63) return false;
            for (std::size_t i = 0; i < count; ++i)
                for (std::size_t k = first; k <= last; ++k)
                    components[content[2 * i + 1]][k] = content[2 * count + 3] & 0x0F;
        }
    }
    return !components.empty() && std::ranges::all_of(components, [](const auto& component) {
        return std::ranges::all_of(component.second, [](int missing) { return missing == 0; });
    });
}

/// Adds the end mark, if nothing else is missing.
std::vector<std::uint8_t> withEndMark(Bytes jpeg) {
    if (!hasAllCoefficients(jpeg)) return {};
    std::vector<std::uint8_t> result(jpeg.begin(), jpeg.end());
    result.insert(result.end(), {0xFF, Marker::end});
    return result;
}

/// True for a warning of libjpeg that affects no pixel: it comes when all have been read, and damaged pixels would
/// leave more bytes.
bool isStrayBytesWarning(const char* warning) {
    constexpr unsigned maxBytes = 64, endMark = 0xD9;
    unsigned bytes = 0, marker = 0;
    return std::sscanf(warning, "Corrupt JPEG data: %u extraneous bytes before marker 0x%x", &bytes, &marker) == 2 &&
           marker == endMark && bytes <= maxBytes;
}

DecodedImage decode(Bytes bytes, const std::string& name) {
    const std::unique_ptr<void, decltype(&tjDestroy)> jpeg(tjInitDecompress(), tjDestroy);
    if (!jpeg) throw Error(ErrorCode::Failed, "JPEG", "libjpeg-turbo cannot start");
    const auto require = [&](int status) {
        if (status != 0) throw unsoundImage(name, "JPEG", tjGetErrorStr2(jpeg.get()));
    };
    int width = 0, height = 0, subsampling = 0, colours = 0;
    require(tjDecompressHeader3(jpeg.get(), bytes.data(), bytes.size(), &width, &height, &subsampling, &colours));
    requireImageSize(width, height, name);
    const std::size_t pixels = static_cast<std::size_t>(width) * height;
    DecodedImage result;
    const auto decompress = [&](std::uint8_t* to, TJPF format) {
        // Warnings concern missing or wrong bytes; the limit concerns passes of a progressive image.
        constexpr int flags = TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT;
        const auto status = [&](int strictness) {
            return tjDecompress2(jpeg.get(), bytes.data(), bytes.size(), to, width, 0, height, format,
                                 flags | strictness);
        };
        if (status(TJFLAG_STOPONWARNING) == 0) return;
        if (tjGetErrorCode(jpeg.get()) != TJERR_WARNING || !isStrayBytesWarning(tjGetErrorStr2(jpeg.get())))
            require(-1);
        if (status(0) != 0 && tjGetErrorCode(jpeg.get()) != TJERR_WARNING) require(-1);
        result.repaired = true;
    };

    if (colours == TJCS_GRAY) {
        Image image{1, height, width, std::vector<std::uint8_t>(pixels)};
        decompress(image.pixels.data(), TJPF_GRAY);
        result.image = upright(std::move(image), exifOrientation(bytes));
        return result;
    }
    const bool isCmyk = colours == TJCS_CMYK || colours == TJCS_YCCK;
    std::vector<std::uint8_t> colour((isCmyk ? 4 : 3) * pixels);
    decompress(colour.data(), isCmyk ? TJPF_CMYK : TJPF_RGB);
    if (isCmyk)
        for (std::size_t i = 0; i < pixels; ++i) {
            const int light = colour[4 * i + 3];  // 255: no black
            for (int channel = 0; channel < 3; ++channel)
                colour[3 * i + channel] = static_cast<std::uint8_t>((colour[4 * i + channel] * light + 127) / 255);
        }
    result.image = upright(brightnessOf(width, height, colour), exifOrientation(bytes));
    return result;
}

}  // namespace

DecodedImage decodeJpeg(Bytes bytes, const std::string& name, const PixelReading&) {
    return decodeOrRepair(bytes, withEndMark, [&](Bytes jpeg) { return decode(jpeg, name); });
}

}  // namespace oneshot
