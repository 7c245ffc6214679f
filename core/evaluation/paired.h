#pragma once

#include <span>
#include <vector>

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

/// Two learners' accuracies on the same runs, whose trials are not independent of one another.
struct PairedRuns {
    std::vector<double> differences;  ///< percent, first minus second, one a run

    double differencePercent() const;  ///< their mean; 0 without runs
    /// 95 % Student t interval of the mean, within -100..100, which it is with fewer than two runs.
    Interval difference95() const;
    double tTestP() const;  ///< two-sided paired t test; 1 with fewer than two runs
};

/// p values adjusted for their number (Holm 1979, Scandinavian Journal of Statistics 6:65), in the given order: all
/// that are below 0.05 hold together with 95 % confidence. family: of how many tests they are, where they were chosen
/// from more; at least as many as there are.
std::vector<double> holmAdjusted(std::span<const double>, std::size_t family);

inline constexpr const char* pairedMethod = "Newcombe's score interval for paired proportions";
inline constexpr const char* mcNemarMethod = "exact McNemar test, two-sided";
inline constexpr const char* pairedRunsMethod = "Student t interval over differences of run means";
inline constexpr const char* tTestMethod = "paired t test over run means, two-sided";

}  // namespace oneshot
