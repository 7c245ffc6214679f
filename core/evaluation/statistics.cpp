#include "core/evaluation/statistics.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/base/error.h"

namespace oneshot {
namespace {

constexpr double upperTail = 0.975;  ///< of a two-sided 95 % interval

}  // namespace

// Wilson 1927: the shares p that a normal approximation with the deviation of p itself does not reject.
Interval Accuracy::confidence95() const {
    if (total == 0) return {0, 100};
    const double z = boost::math::quantile(boost::math::normal(), upperTail);
    const double n = total, share = right / n, weight = z * z / n;
    const double centre = (share + weight / 2) / (1 + weight);
    const double reach = z / (1 + weight) * std::sqrt(share * (1 - share) / n + weight / (4 * n));
    return {100 * std::max(0.0, centre - reach), 100 * std::min(1.0, centre + reach)};
}

Interval meanInterval95(std::span<const double> values) {
    if (values.size() < 2) return {0, 100};
    const auto n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    const double t = boost::math::quantile(boost::math::students_t(n - 1), upperTail);
    const double reach = t * std::sqrt(squares / (n - 1) / n);
    return {std::max(0.0, mean - reach), std::min(100.0, mean + reach)};
}

Interval groupedInterval95(std::span<const Accuracy> groups) {
    const int count = static_cast<int>(groups.size());
    if (count < 2) return {0, 100};
    Accuracy all;
    for (const Accuracy& group : groups) all = {all.right + group.right, all.total + group.total};
    if (all.right == 0 || all.right == all.total) return Accuracy{all.right > 0 ? count : 0, count}.confidence95();
    const double share = static_cast<double>(all.right) / all.total;
    double squares = 0;
    for (const Accuracy& group : groups) squares += std::pow(group.right - share * group.total, 2);
    const double t = boost::math::quantile(boost::math::students_t(count - 1), upperTail);
    const double reach = t * std::sqrt(squares * count / (count - 1)) / all.total;
    return {100 * std::max(0.0, share - reach), 100 * std::min(1.0, share + reach)};
}

void DyadicTrials::add(int first, int second, bool right) {
    for (Accuracy* counted : {&all_, &dyads_[std::minmax(first, second)]}) {
        counted->right += right;
        ++counted->total;
    }
}

Interval DyadicTrials::interval95() const {
    // Of each unit, and of each two that come together, the sum of what its trials are above the accuracy.
    const double share = all_.total > 0 ? static_cast<double>(all_.right) / all_.total : 0;
    std::map<int, double> units;
    double squares = 0;
    for (const auto& [dyad, trials] : dyads_) {
        const double residual = trials.right - share * trials.total;
        units[dyad.first] += residual;
        if (dyad.first == dyad.second) continue;
        units[dyad.second] += residual;
        squares -= residual * residual;  // which is counted with both of its units
    }
    const int count = static_cast<int>(units.size());
    if (count < 2) return {0, 100};
    if (all_.right == 0 || all_.right == all_.total) return Accuracy{all_.right > 0 ? count : 0, count}.confidence95();
    for (const auto& [unit, sum] : units) squares += sum * sum;
    squares = std::max(squares * count / (count - 1), all_.total * share * (1 - share));
    const double t = boost::math::quantile(boost::math::students_t(count - 1), upperTail);
    const double reach = t * std::sqrt(squares) / all_.total;
    return {100 * std::max(0.0, share - reach), 100 * std::min(1.0, share + reach)};
}

double quantile(std::span<const double> values, double share) {
    if (values.empty()) throw Error(ErrorCode::InvalidSetting, "quantile", "there are no values");
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double above = sorted[std::min(below + 1, sorted.size() - 1)];
    return sorted[below] + (place - static_cast<double>(below)) * (above - sorted[below]);
}

}  // namespace oneshot
