#include "core/files/jpeg_scans.h"

#include <algorithm>
#include <array>
#include <map>

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
    scan = 0xDA
};

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

}  // namespace

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

}  // namespace oneshot
