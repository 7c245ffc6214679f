#include "core/evaluation/statistics.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/base/strict_json.h"

namespace oneshot {
namespace {

constexpr double upperTail = 0.975;  ///< of a two-sided 95 % interval

double student95(double degreesOfFreedom) {
    return boost::math::quantile(boost::math::students_t(degreesOfFreedom), upperTail);
}

/// The standard error of the mean of at least two values.
double standardError(std::span<const double> values, double mean) {
    double squares = 0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    const auto n = static_cast<double>(values.size());
    return std::sqrt(squares / (n - 1) / n);
}

/// In percent, within 0..100.
Interval around(double share, double reach) {
    return {100 * std::max(0.0, share - reach), 100 * std::min(1.0, share + reach)};
}

double shareOf(const Accuracy& all) {
    return all.total > 0 ? static_cast<double>(all.right) / all.total : 0;
}

/// The interval of trials that depend on one another within units; squares: of the units' sums of residuals, which give
/// a variance of at least `minSquares`.
Interval clusteredInterval(const Accuracy& all, int units, double squares, double minSquares = 0) {
    if (units < 2) return {0, 100};
    if (all.right == 0 || all.right == all.total) return Accuracy{all.right > 0 ? units : 0, units}.confidence95();
    squares = std::max(squares * units / (units - 1), minSquares);
    return around(shareOf(all), student95(units - 1) * std::sqrt(squares) / all.total);
}

/// The correlation of the answers, corrected for continuity as in method 10; 0 where one of them does not vary.
double correlation(const PairedAnswers& a) {
    const double e = a.bothRight, f = a.onlyFirst, g = a.onlySecond, h = a.bothWrong;
    const double margins = (e + f) * (g + h) * (e + g) * (f + h);
    if (margins == 0) return 0;
    const double excess = e * h - f * g, half = a.total() / 2.0;
    return (excess > 0 ? std::max(excess - half, 0.0) : excess) / std::sqrt(margins);
}

double joined(double first, double second, double correlation) {
    return std::sqrt(std::max(0.0, first * first - 2 * correlation * first * second + second * second));
}

}  // namespace

// Wilson 1927: the proportions p that a normal approximation with the deviation of p itself does not reject.
Interval Accuracy::confidence95() const {
    if (total == 0) return {0, 100};
    const double z = boost::math::quantile(boost::math::normal(), upperTail);
    const double n = total, share = right / n, weight = z * z / n;
    const double centre = (share + weight / 2) / (1 + weight);
    return around(centre, z / (1 + weight) * std::sqrt(share * (1 - share) / n + weight / (4 * n)));
}

double meanOf(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::optional<Interval> studentInterval95(std::span<const double> values) {
    if (values.size() < 2) return {};
    const double mean = meanOf(values);
    const double reach = student95(static_cast<double>(values.size()) - 1) * standardError(values, mean);
    return Interval{mean - reach, mean + reach};
}

Interval meanInterval95(std::span<const double> values) {
    const auto [low, high] = studentInterval95(values).value_or(Interval{0, 100});
    return {std::max(0.0, low), std::min(100.0, high)};
}

Estimate accuracyOfPersons(std::span<const Accuracy> persons) {
    if (persons.empty()) return {};
    if (persons.size() == 1) return {persons.front().percent(), persons.front().confidence95()};
    std::vector<double> percents;
    for (const Accuracy& person : persons) percents.push_back(person.percent());
    return {meanOf(percents), meanInterval95(percents)};
}

Interval groupedInterval95(std::span<const Accuracy> groups) {
    Accuracy all;
    for (const Accuracy& group : groups) all = {all.right + group.right, all.total + group.total};
    double squares = 0;
    for (const Accuracy& group : groups) squares += std::pow(group.right - shareOf(all) * group.total, 2);
    return clusteredInterval(all, static_cast<int>(groups.size()), squares);
}

void DyadicTrials::add(int first, int second, bool right) {
    for (Accuracy* counted : {&all_, &dyads_[std::minmax(first, second)]}) {
        counted->right += right;
        ++counted->total;
    }
}

Interval DyadicTrials::interval95() const {
    // For each unit, and for each two that come together, the sum of what its trials are above the accuracy.
    const double share = shareOf(all_);
    std::map<int, double> units;
    double squares = 0;
    for (const auto& [dyad, trials] : dyads_) {
        const double residual = trials.right - share * trials.total;
        units[dyad.first] += residual;
        if (dyad.first == dyad.second) continue;
        units[dyad.second] += residual;
        squares -= residual * residual;  // which is counted with both of its units
    }
    for (const auto& [unit, sum] : units) squares += sum * sum;
    return clusteredInterval(all_, static_cast<int>(units.size()), squares, all_.total * share * (1 - share));
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

void PairedAnswers::add(bool firstRight, bool secondRight) {
    ++(firstRight ? (secondRight ? bothRight : onlyFirst) : (secondRight ? onlySecond : bothWrong));
}

double PairedAnswers::differencePercent() const {
    return total() ? 100.0 * (onlyFirst - onlySecond) / total() : 0.0;
}

Interval PairedAnswers::difference95() const {
    if (total() == 0) return {-100, 100};
    const Interval one = first().confidence95(), two = second().confidence95();
    const double p = first().percent(), q = second().percent(), phi = correlation(*this);
    return {differencePercent() - joined(p - one.low, two.high - q, phi),
            differencePercent() + joined(one.high - p, q - two.low, phi)};
}

double PairedAnswers::mcNemarP() const {
    const int uneven = onlyFirst + onlySecond;
    if (uneven == 0) return 1;
    const boost::math::binomial even(uneven, 0.5);
    return std::min(1.0, 2 * boost::math::cdf(even, std::min(onlyFirst, onlySecond)));
}

double PairedRuns::differencePercent() const {
    return differences.empty() ? 0 : meanOf(differences);
}

Interval PairedRuns::difference95() const {
    const auto [low, high] = studentInterval95(differences).value_or(Interval{-100, 100});
    return {std::max(-100.0, low), std::min(100.0, high)};
}

double PairedRuns::tTestP() const {
    if (differences.size() < 2) return 1;
    const double mean = differencePercent(), error = standardError(differences, mean);
    if (error == 0) return mean == 0 ? 1 : 0;
    const boost::math::students_t student(static_cast<double>(differences.size() - 1));
    return 2 * boost::math::cdf(boost::math::complement(student, std::abs(mean) / error));
}

std::vector<double> holmAdjusted(std::span<const double> p, std::size_t family) {
    std::vector<std::size_t> ascending(p.size());
    std::iota(ascending.begin(), ascending.end(), 0);
    std::ranges::stable_sort(ascending, {}, [&](std::size_t i) { return p[i]; });
    std::vector<double> adjusted(p.size());
    double highest = 0;
    for (std::size_t rank = 0; rank < p.size(); ++rank) {
        highest = std::max(highest, std::min(1.0, static_cast<double>(family - rank) * p[ascending[rank]]));
        adjusted[ascending[rank]] = highest;
    }
    return adjusted;
}

Json intervalJson(const Interval& interval) {
    return Json::array({interval.low, interval.high});
}

Json accuracyJson(const Accuracy& accuracy) {
    return {{"right", accuracy.right},
            {"total", accuracy.total},
            {"accuracy_percent", accuracy.percent()},
            {"confidence95", intervalJson(accuracy.confidence95())},
            {"method", wilsonMethod}};
}

Interval intervalFrom(const Json& json) {
    return {json.at(0).get<double>(), json.at(1).get<double>()};
}

Accuracy accuracyFrom(const Json& json) {
    return {amount<int>(json.at("right")), amount<int>(json.at("total"))};
}

}  // namespace oneshot
