#pragma once

#include <vector>

#include "core/data/dataset.h"

namespace oneshot {

/// One class of a support set: k drawings of one character.
struct Way {
    CharacterId character;
    std::vector<DrawingId> drawings;
};

/// An N-way k-shot task: which of the ways shows the query's character? Drawings are those of one dataset.
struct Task {
    DrawingId query = 0;
    std::vector<Way> ways;
    int answer = 0;  ///< index of the way that holds the query's character
};

}  // namespace oneshot
