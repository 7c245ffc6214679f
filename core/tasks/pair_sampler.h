#pragma once

#include <functional>
#include <vector>

#include "core/base/enum_names.h"
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
    /// As in Bouma's article: first drawings show distinct characters of any alphabet; the second drawing of a
    /// different pair shows any other character, and that of a same pair may be the very same drawing.
    DistinctClasses,
};
template <>
struct EnumNames<PairRule> {
    static constexpr std::array<std::string_view, 2> all{"balanced", "distinct-classes"};
};

/// Samples pairs of drawings, half of them same and half different.
class PairSampler {
  public:
    /// Keeps a reference to `dataset`. Throws Error(InvalidSetting) if it holds fewer than two characters or, for
    /// balanced pairs, no character with two drawings.
    explicit PairSampler(const Dataset& dataset, PairRule = PairRule::Balanced);

    /// Samples `count` pairs, the first half different, the second half same. Balanced: the counts of alphabets differ
    /// by at most one within a call and even out over calls. DistinctClasses: throws Error(InvalidSetting) if there are
    /// fewer characters than pairs.
    std::vector<Pair> take(Random&, int count) const;
    /// Calls visit(pair) for each of the same pairs, in order, without keeping balanced ones.
    void forEach(Random&, int count, const std::function<void(const Pair&)>& visit) const;

  private:
    void balanced(Random&, int count, const std::function<void(const Pair&)>& visit) const;
    void ofDistinctClasses(Random&, int count, const std::function<void(const Pair&)>& visit) const;

    PairRule rule_;
    std::vector<CharacterId> classes_;  ///< the characters with a drawing
    const Dataset& dataset_;
    std::vector<int> alphabets_;                    ///< with any drawing
    std::vector<std::vector<int>> drawn_, paired_;  ///< the characters of each alphabet with a drawing; with two
};

}  // namespace oneshot
