#pragma once

#include <map>
#include <span>
#include <utility>

namespace oneshot {

/// Bounds in percent.
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

/// 95 % Student-t interval of the mean of `values` (percent), within 0..100. One value: 0..100.
Interval meanInterval95(std::span<const double> values);

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

/// The value that `share` (0..1) of the values lie below, interpolated linearly between the two nearest of them in
/// order (Hyndman & Fan 1996, type 7: what R and NumPy give). Throws Error(InvalidSetting) without values.
double quantile(std::span<const double> values, double share);

inline constexpr const char* wilsonMethod = "Wilson score interval";
inline constexpr const char* runMeanMethod = "Student t interval over run means";
inline constexpr const char* dyadicMethod = "Student t interval, dyadic-robust variance over characters";
inline constexpr const char* episodesMethod = "Student t interval over episodes";

}  // namespace oneshot
