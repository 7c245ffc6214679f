#pragma once

#include <cstdint>

#include "core/data/dataset.h"

namespace oneshot {

/// How many pairs of different drawings there are, whichever comes first.
struct PairCounts {
    std::int64_t all = 0;
    std::int64_t same = 0;  ///< both show one character

    double perSame() const;  ///< so many pairs hold one same pair; 0: there is none
    bool operator==(const PairCounts&) const = default;
};

/// C characters of E drawings each: (C E choose 2) pairs, C (E choose 2) of them same.
PairCounts pairCounts(std::int64_t characters, std::int64_t drawings);

/// The pairs of the dataset, whose characters may have different numbers of drawings.
PairCounts pairCounts(const Dataset&);

}  // namespace oneshot
