#include "core/files/webp.h"

#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>
#include <utility>
#include <vector>

namespace oneshot {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr const char* damaged = "it is damaged or cut short";

WebPBitstreamFeatures featuresOf(Bytes bytes, const std::string& name) {
    WebPBitstreamFeatures features{};
    if (WebPGetFeatures(bytes.data(), bytes.size(), &features) != VP8_STATUS_OK)
        throw unsoundImage(name, "WebP", damaged);
    requireImageSize(features.width, features.height, name);
    return features;
}

/// Decodes a picture into its place on a canvas of this width.
void decodeTo(std::span<std::uint8_t> rgba, int canvasWidth, Bytes bytes, const std::string& name) {
    if (!WebPDecodeRGBAInto(bytes.data(), bytes.size(), rgba.data(), rgba.size(), 4 * canvasWidth))
        throw unsoundImage(name, "WebP", damaged);
}

/// Decodes the first picture of an animation; returns the number of its pictures.
std::uint32_t decodeFirstPicture(std::span<std::uint8_t> rgba, int width, int height, Bytes bytes,
                                 const std::string& name) {
    const WebPData data{bytes.data(), bytes.size()};
    const std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)> demuxer(WebPDemux(&data), WebPDemuxDelete);
    WebPIterator iterator{};
    const std::unique_ptr<WebPIterator, decltype(&WebPDemuxReleaseIterator)> release(&iterator,
                                                                                     WebPDemuxReleaseIterator);
    if (!demuxer || !WebPDemuxGetFrame(demuxer.get(), 1, &iterator)) throw unsoundImage(name, "WebP", damaged);
    const Bytes picture(iterator.fragment.bytes, iterator.fragment.size);
    const WebPBitstreamFeatures features = featuresOf(picture, name);
    const int x = iterator.x_offset, y = iterator.y_offset;
    if (x < 0 || y < 0 || features.width > width - x || features.height > height - y)
        throw unsoundImage(name, "WebP", "a picture leaves its canvas");
    decodeTo(rgba.subspan(std::size_t{4} * (static_cast<std::size_t>(width) * y + x)), width, picture, name);
    return WebPDemuxGetI(demuxer.get(), WEBP_FF_FRAME_COUNT);
}

}  // namespace

DecodedImage decodeWebP(Bytes bytes, const std::string& name, const PixelReading& reading) {
    const WebPBitstreamFeatures features = featuresOf(bytes, name);
    std::vector<std::uint8_t> rgba(std::size_t{4} * features.width * features.height);  // transparent
    bool holdsMore = false;
    if (features.has_animation)
        holdsMore = decodeFirstPicture(rgba, features.width, features.height, bytes, name) > 1;
    else
        decodeTo(rgba, features.width, bytes, name);
    DecodedImage result = compositeOn(reading.paper, features.width, features.height, std::move(rgba));
    result.holdsMore = holdsMore;
    return result;
}

}  // namespace oneshot
