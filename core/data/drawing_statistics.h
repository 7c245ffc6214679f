#pragma once

#include <cstdint>

#include "core/base/stop.h"
#include "core/data/dataset.h"

namespace oneshot {

/// The distribution of a figure over drawings or strokes.
struct Spread {
    std::int64_t count = 0;                          ///< 0: unknown for these data
    double mean = 0, low = 0, median = 0, high = 0;  ///< low and high: tenth and ninetieth percentile
};

/// Plain figures of drawings, to compare one dataset with another.
struct DrawingStatistics {
    Spread inkPercent;  ///< fraction of the image's full ink
    Spread boxSide;     ///< the longer side of the box around the ink, pixels
    Spread boxAspect;   ///< the box's width over its height
    Spread penWidth;    ///< the median over inked pixels of the shortest run through them, pixels
    Spread strokesPerDrawing;
    Spread strokeLength;   ///< pixels
    Spread strokeTurning;  ///< total turning of a stroke to either side, degrees
    /// Mean distance (L2) between two drawings of a character, over that between drawings of two characters of its
    /// alphabet. Ink is first scaled to one size, at half of Omniglot's resolution; vectors are taken as they are. 0:
    /// unknown.
    double drawerSpread = 0;
};

struct StatisticsSettings {
    int drawings = 2000, pairs = 4000;  ///< the largest numbers that are examined
    std::uint64_t seed = 1;             ///< of the random choice
};

/// Blocks; the progress counts drawings measured and pairs compared together.
DrawingStatistics drawingStatistics(const Dataset&, const StatisticsSettings& = {},
                                    const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
