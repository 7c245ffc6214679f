#include "core/evaluation/embedded_drawings.h"

#include <algorithm>

namespace oneshot {
namespace {

constexpr std::size_t drawingsPerBatch = 256;

}  // namespace

EmbeddedDrawings::EmbeddedDrawings(const OneShotModel& model, const Dataset& dataset)
    : model_(model), dataset_(dataset), rowOf_(dataset.drawings.idCount(), -1) {}

void EmbeddedDrawings::add(DrawingId drawing) {
    if (contains(drawing)) return;
    rowOf_[drawing] = static_cast<int>(drawings_.size());
    drawings_.push_back(drawing);
}

ImageBatch EmbeddedDrawings::prepare(std::span<const DrawingId> drawings) const {
    DrawingBatch batch;
    for (const DrawingId drawing : drawings) batch.push_back(&dataset_.drawings[drawing]);
    return model_.prepare(batch);
}

void EmbeddedDrawings::embedAdded(const std::function<void()>& beforeBatch) {
    auto left = std::span<const DrawingId>(drawings_).subspan(static_cast<std::size_t>(embeddings_.count));
    for (; !left.empty(); left = left.subspan(std::min(left.size(), drawingsPerBatch)))
        for (auto batch = left.first(std::min(left.size(), drawingsPerBatch)); !batch.empty();) {
            beforeBatch();
            // The first drawing tells how many are prepared at a time: a model may make many images of each, which it
            // embeds together.
            ImageBatch images = prepare(batch.first(1));
            const std::size_t pixels = static_cast<std::size_t>(images.height) * images.width * images.n;
            const auto count = std::min<std::size_t>(batch.size(), imagesAtOnce(pixels));
            if (count > 1) images.append(prepare(batch.subspan(1, count - 1)));
            embeddings_.append(model_.embed(images));
            // The block is as large as it will be, instead of up to twice as large.
            embeddings_.values.reserve(drawings_.size() * static_cast<std::size_t>(embeddings_.dimension));
            batch = batch.subspan(count);
        }
}

Embeddings EmbeddedDrawings::rowsOf(std::span<const DrawingId> drawings) const {
    Embeddings rows{{}, static_cast<int>(drawings.size()), embeddings_.dimension};
    rows.values.reserve(drawings.size() * static_cast<std::size_t>(rows.dimension));
    for (const DrawingId drawing : drawings) {
        const auto row = embeddings_.row(rowOf_[drawing]);
        rows.values.insert(rows.values.end(), row.begin(), row.end());
    }
    return rows;
}

}  // namespace oneshot
