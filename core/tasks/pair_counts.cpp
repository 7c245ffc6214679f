#include "core/tasks/pair_counts.h"

#include <iterator>

namespace oneshot {
namespace {

std::int64_t pairsOf(std::int64_t drawings) {
    return drawings * (drawings - 1) / 2;
}

}  // namespace

double PairCounts::perSame() const {
    return same > 0 ? static_cast<double>(all) / static_cast<double>(same) : 0;
}

PairCounts pairCounts(std::int64_t characters, std::int64_t drawings) {
    return {pairsOf(characters * drawings), characters * pairsOf(drawings)};
}

PairCounts pairCounts(const Dataset& dataset) {
    PairCounts counts;
    for (const CharacterId id : dataset.characters())
        counts.same += pairsOf(std::ssize(dataset.character(id).drawings));
    counts.all = pairsOf(dataset.drawingCount());
    return counts;
}

}  // namespace oneshot
