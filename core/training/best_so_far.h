#pragma once

#include <cstdint>
#include <optional>

#include "core/training/trainer.h"

namespace oneshot {

/// What a training knows of its evaluations: the best weights are kept by it, and its patience counts by it.
struct BestSoFar {
    std::optional<ValidationPoint> best;  ///< as many right as in any other, and the latest of these
    std::optional<ValidationPoint> last;
    std::int64_t improved = 0;  ///< step of the last evaluation that was better than all before

    /// Adds the next evaluation; returns it with `best` set. Where the tasks are of seen characters, the newest weights
    /// count as the best.
    const ValidationPoint& add(ValidationPoint, bool seenCharacters);
    /// True if no evaluation was better for so many steps; 0: never.
    bool isOutOfPatience(std::int64_t patienceSteps) const;
};

}  // namespace oneshot
