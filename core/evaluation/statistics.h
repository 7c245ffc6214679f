#pragma once

#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/base/json.h"

namespace oneshot {

/// Bounds, in percent unless another unit is told.
struct Interval {
    double low = 0, high = 0;
    bool operator==(const Interval&) const = default;
};

/// Accuracy of independent trials with its 95 % Wilson score interval (Wilson 1927), in percent.
struct Accuracy {
    int right = 0, total = 0;

    double percent() const { return total ? 100.0 * right / total : 0.0; }
    Interval confidence95() const;  ///< 0..100 when total is 0
};

double meanOf(std::span<const double> values);  ///< of at least one value

/// 95 % Student-t interval of the mean of `values` in any unit, without bounds. Nothing for fewer than two.
std::optional<Interval> studentInterval95(std::span<const double> values);

/// 95 % Student-t interval of the mean of `values` (percent), within 0..100. One value: 0..100.
Interval meanInterval95(std::span<const double> values);

struct Estimate {
    double percent = 0;
    Interval interval95{0, 100};
    bool operator==(const Estimate&) const = default;
};

/// Accuracy of persons, who differ from one another. One: their own, Wilson's interval. Several: the mean of theirs,
/// each as one value however many trials they did, with a Student t interval over persons.
Estimate accuracyOfPersons(std::span<const Accuracy> persons);

/// 95 % Student-t interval of the accuracy over all trials of groups (characters, say) whose trials depend on one
/// another: its variance is that of the groups' sums (a cluster-robust one, Liang & Zeger 1986). All or no trial right:
/// Wilson's with each group as one trial. Under two groups: 0..100.
Interval groupedInterval95(std::span<const Accuracy> groups);

/// Trials whose outcome depends on two units, on two characters say; of one alone both are the same. They are counted
/// by their units, so that ten million take no memory.
class DyadicTrials {
  public:
    void add(int first, int second, bool right);
    Accuracy accuracy() const { return all_; }
    /// 95 % Student t interval of the accuracy, where trials depend on one another that share a unit: a dyadic-robust
    /// variance (Aronow, Samii & Assenova 2015, Political Analysis 23:564), no smaller than that of independent trials.
    /// All or no trial right: Wilson's with each unit as one trial. Under two units: 0..100.
    Interval interval95() const;

  private:
    Accuracy all_;
    std::map<std::pair<int, int>, Accuracy> dyads_;  ///< by the numbers of their units, the lower one first
};

/// The value that a `share` (0..1) of the values lie below, interpolated linearly between the two nearest of them in
/// order (Hyndman & Fan 1996, type 7: what R and NumPy give). Throws Error(InvalidSetting) without values.
double quantile(std::span<const double> values, double share);

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

Json intervalJson(const Interval&);  ///< [low, high], in percent
Json accuracyJson(const Accuracy&);  ///< right, total, accuracy_percent, confidence95, method

// These read them back. They throw Json::exception.
Interval intervalFrom(const Json&);
Accuracy accuracyFrom(const Json&);

inline constexpr const char* wilsonMethod = "Wilson score interval";
inline constexpr const char* personsMethod =
    "mean of the persons' accuracies, Student t interval over persons; of one person Wilson's";
inline constexpr const char* runMeanMethod = "Student t interval over run means";
inline constexpr const char* dyadicMethod = "Student t interval, dyadic-robust variance over characters";
inline constexpr const char* episodesMethod = "Student t interval over episodes";
inline constexpr const char* pairedMethod = "Newcombe's score interval for paired proportions";
inline constexpr const char* mcNemarMethod = "exact McNemar test, two-sided";
inline constexpr const char* pairedRunsMethod = "Student t interval over differences of run means";
inline constexpr const char* tTestMethod = "paired t test over run means, two-sided";

}  // namespace oneshot
