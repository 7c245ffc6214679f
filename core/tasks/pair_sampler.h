#pragma once

#include <vector>

#include "core/data/random.h"
#include "core/tasks/task.h"

namespace oneshot {

struct Pair {
    DrawingId first = 0, second = 0;
    bool same = false;  ///< both show one character
};

/// Balanced pairs: as many same as different ones, every alphabet equally often (Koch et al. 2015, section 4.1). Both
/// drawings of a different pair come from one alphabet where that has two characters; the two drawings of a same pair
/// differ.
class PairSampler {
  public:
    /// Keeps a reference to `dataset`. Throws Error(InvalidSetting) where it holds under two characters or no character
    /// with two drawings.
    explicit PairSampler(const Dataset& dataset);

    /// `count` pairs, the first half different, the second half same; over calls with other generators alphabets even
    /// out, within one call their numbers differ by one at most.
    std::vector<Pair> take(Random&, int count) const;

  private:
    const Dataset& dataset_;
    std::vector<int> alphabets_, pairedAlphabets_;  ///< with any drawing; with a character of two drawings
    std::vector<std::vector<int>> drawn_, paired_;  ///< the characters of each alphabet with a drawing; with two
};

}  // namespace oneshot
