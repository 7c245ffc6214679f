#include "core/models/image_parts.h"

#include <algorithm>

namespace oneshot {

int imagesAtOnce(std::size_t pixels) {
    constexpr std::size_t most = 256 * 32 * 32;
    return static_cast<int>(std::max<std::size_t>(1, most / std::max<std::size_t>(1, pixels)));
}

ImageBatch imagesOf(const ImageBatch& images, int from, int to) {
    const auto size = static_cast<std::ptrdiff_t>(images.imageSize());
    return {{images.data.begin() + from * size, images.data.begin() + to * size},
            to - from,
            images.channels,
            images.height,
            images.width};
}

void append(const ImageBatch& from, ImageBatch& to) {
    to.data.insert(to.data.end(), from.data.begin(), from.data.end());
    to.n += from.n;
}

void append(const Embeddings& from, Embeddings& to) {
    to.values.insert(to.values.end(), from.values.begin(), from.values.end());
    to.dimension = from.dimension;
    to.count += from.count;
}

}  // namespace oneshot
