#pragma once

#include <cstdint>
#include <functional>

#include "core/data/dataset.h"

namespace oneshot {

/// How a figure is spread over drawings or strokes.
struct Spread {
    std::int64_t count = 0;                          ///< 0: not known of these data
    double mean = 0, low = 0, median = 0, high = 0;  ///< low and high: the tenth and ninetieth percentile
};

/// Plain figures of drawings, to compare one dataset with another.
struct DrawingStatistics {
    Spread inkPercent;  ///< of an image's brightness
    Spread boxSide;     ///< longer side of the box around the ink, pixels
    Spread boxAspect;   ///< its width over its height
    Spread penWidth;    ///< the median over the ink's pixels of the shortest run through them, pixels
    Spread strokesPerDrawing;
    Spread strokeLength;   ///< pixels
    Spread strokeTurning;  ///< degrees that a stroke turns in all, left and right alike
    /// Mean distance (L2) of two drawings of a character over that of drawings of two characters of its alphabet; the
    /// ink of each is first scaled to one size, at half of Omniglot's resolution. Vectors are taken as they are. 0:
    /// unknown.
    double drawerSpread = 0;
};

struct StatisticsSettings {
    int drawings = 2000, pairs = 4000;  ///< as many at most are looked at
    std::uint64_t seed = 1;             ///< of which
};

/// Blocks; progress(done, total), if given, counts drawings measured and pairs compared together, is called from this
/// thread and may throw to cancel.
DrawingStatistics drawingStatistics(const Dataset&, const StatisticsSettings& = {},
                                    const std::function<void(std::int64_t, std::int64_t)>& progress = {});

}  // namespace oneshot
