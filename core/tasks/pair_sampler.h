#pragma once

#include <functional>
#include <vector>

#include "core/base/random.h"
#include "core/tasks/task.h"

namespace oneshot {

struct Pair {
    DrawingId first = 0, second = 0;
    bool same = false;  ///< both show one character
};

/// How pairs are drawn.
enum class PairRule {
    /// Every alphabet equally often (Koch et al. 2015, section 4.1). Both drawings of a different pair come from one
    /// alphabet where that has two characters; the two drawings of a same pair differ.
    Balanced,
    /// As Bouma's article has it: the pairs' first drawings are of distinct characters, whatever their alphabet; the
    /// second of a different pair is of any other character, of a same pair it may be the very same drawing.
    DistinctClasses,
};

/// Pairs of drawings, as many same as different ones.
class PairSampler {
  public:
    /// Keeps a reference to `dataset`. Throws Error(InvalidSetting) where it holds under two characters or, for
    /// balanced pairs, no character with two drawings.
    explicit PairSampler(const Dataset& dataset, PairRule = PairRule::Balanced);

    /// `count` pairs, the first half different, the second half same. Balanced: over calls with other generators
    /// alphabets even out, within one call their numbers differ by one at most. DistinctClasses: throws
    /// Error(InvalidSetting) where there are fewer characters than pairs.
    std::vector<Pair> take(Random&, int count) const;
    /// Calls visit(pair) for each of the same pairs, in order: balanced ones are not kept, however many they are.
    void forEach(Random&, int count, const std::function<void(const Pair&)>& visit) const;

  private:
    void balanced(Random&, int count, const std::function<void(const Pair&)>& visit) const;
    void ofDistinctClasses(Random&, int count, const std::function<void(const Pair&)>& visit) const;

    PairRule rule_;
    std::vector<CharacterId> classes_;  ///< the characters with a drawing
    const Dataset& dataset_;
    std::vector<int> alphabets_, pairedAlphabets_;  ///< with any drawing; with a character of two drawings
    std::vector<std::vector<int>> drawn_, paired_;  ///< the characters of each alphabet with a drawing; with two
};

}  // namespace oneshot
