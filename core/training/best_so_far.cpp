#include "core/training/best_so_far.h"

#include <utility>

namespace oneshot {

const ValidationPoint& BestSoFar::add(ValidationPoint point, bool seenCharacters) {
    point.best = seenCharacters || !best || point.accuracy.right >= best->accuracy.right;
    if (!best || point.accuracy.right > best->accuracy.right) improved = point.step;
    if (point.best) best = point;
    last = std::move(point);
    return *last;
}

bool BestSoFar::isOutOfPatience(std::int64_t patienceSteps) const {
    return patienceSteps > 0 && last && last->step - improved >= patienceSteps;
}

}  // namespace oneshot
