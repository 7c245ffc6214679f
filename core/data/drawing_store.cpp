#include "core/data/drawing_store.h"

#include <utility>

#include "core/base/parallel.h"

namespace oneshot {

DrawingStore::DrawingStore(std::vector<Drawing> drawings) {
    std::vector<std::uint64_t> hashes(drawings.size());
    parallelFor(std::ssize(drawings), [&](std::int64_t i) { hashes[i] = drawingHash(drawings[i]); });
    contents_ = std::make_shared<const Contents>(std::move(drawings), std::move(hashes));
}

}  // namespace oneshot
