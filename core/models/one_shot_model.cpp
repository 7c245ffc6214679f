#include "core/models/one_shot_model.h"

#include <algorithm>

namespace oneshot {

ImageBatch ImageBatch::images(int from, int to) const {
    const auto size = static_cast<std::ptrdiff_t>(imageSize());
    return {{data.begin() + from * size, data.begin() + to * size}, to - from, channels, height, width};
}

void ImageBatch::append(const ImageBatch& more) {
    data.insert(data.end(), more.data.begin(), more.data.end());
    n += more.n;
}

int imagesAtOnce(std::size_t pixels) {
    constexpr std::size_t maxPixels = 256 * 32 * 32;
    return static_cast<int>(std::max<std::size_t>(1, maxPixels / std::max<std::size_t>(1, pixels)));
}

Embeddings Embeddings::rows(int from, int to) const {
    const auto size = static_cast<std::ptrdiff_t>(dimension);
    return {{values.begin() + from * size, values.begin() + to * size}, to - from, dimension};
}

void Embeddings::append(const Embeddings& more) {
    values.insert(values.end(), more.values.begin(), more.values.end());
    dimension = more.dimension;
    count += more.count;
}

}  // namespace oneshot
