#pragma once

#include "core/evaluation/statistics.h"

namespace oneshot {

/// Two learners' answers to the same trials.
struct PairedAnswers {
    int bothRight = 0, onlyFirst = 0, onlySecond = 0, bothWrong = 0;

    void add(bool firstRight, bool secondRight);
    int total() const { return bothRight + onlyFirst + onlySecond + bothWrong; }
    Accuracy first() const { return {bothRight + onlyFirst, total()}; }
    Accuracy second() const { return {bothRight + onlySecond, total()}; }

    double differencePercent() const;  ///< first minus second; 0 without trials
    /// 95 % interval of the difference in percent, Newcombe 1998 (Statistics in Medicine 17:2635), method 10: from both
    /// Wilson intervals and the correlation of the answers. -100..100 without trials.
    Interval difference95() const;
    /// Two-sided exact McNemar test: the probability of so uneven a split of the trials that only one got right, if
    /// both were as good. 1 where there are none.
    double mcNemarP() const;
};

inline constexpr const char* pairedMethod = "Newcombe's score interval for paired proportions";
inline constexpr const char* mcNemarMethod = "exact McNemar test, two-sided";

}  // namespace oneshot
