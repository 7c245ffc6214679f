#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/search/search_range.h"

namespace oneshot {

/// The values of a trial, one per range, and its accuracy.
struct TriedValues {
    std::vector<double> values;
    double accuracyPercent = 0;
};

/// Proposes what to try next, by DIRECT-L (Gablonsky & Kelley 2001): the box of all ranges is divided into ever smaller
/// ones, good or large ones first. It begins in the middle and is deterministic. The optimiser keeps nothing from call
/// to call: it starts from its beginning each time and is told what is known, so that a resumed search proposes what it
/// would have proposed without a break. Returns nothing if whole numbers leave no values untried.
std::optional<std::vector<double>> nextValues(std::span<const SearchRange>, std::span<const TriedValues>);

}  // namespace oneshot
