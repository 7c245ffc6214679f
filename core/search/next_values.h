#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/search/search_range.h"

namespace oneshot {

/// The values of a trial, one for each range, and what came of them.
struct TriedValues {
    std::vector<double> values;
    double accuracyPercent = 0;
};

/// What to try next, by DIRECT-L (Gablonsky & Kelley 2001): the box of all ranges is divided into ever smaller ones,
/// those first that are good or large. It begins in the middle and knows no chance. The optimiser keeps nothing from
/// call to call: it is asked from its beginning each time and told what is known, so that a search that goes on
/// proposes just what it would have without a break. Nothing where whole numbers leave no values untried.
std::optional<std::vector<double>> nextValues(std::span<const SearchRange>, std::span<const TriedValues>);

}  // namespace oneshot
