#include "core/evaluation/paired.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

namespace oneshot {
namespace {

/// The correlation of the answers, corrected for continuity as in method 10; 0 where one of them does not vary.
double correlation(const PairedAnswers& a) {
    const double e = a.bothRight, f = a.onlyFirst, g = a.onlySecond, h = a.bothWrong;
    const double margins = (e + f) * (g + h) * (e + g) * (f + h);
    if (margins == 0) return 0;
    const double excess = e * h - f * g, half = a.total() / 2.0;
    return (excess > 0 ? std::max(excess - half, 0.0) : excess) / std::sqrt(margins);
}

/// The standard error of the mean of at least two values.
double standardError(std::span<const double> values, double mean) {
    double squares = 0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    const auto n = static_cast<double>(values.size());
    return std::sqrt(squares / (n - 1) / n);
}

boost::math::students_t studentOf(std::span<const double> values) {
    return boost::math::students_t(static_cast<double>(values.size() - 1));
}

double joined(double first, double second, double correlation) {
    return std::sqrt(std::max(0.0, first * first - 2 * correlation * first * second + second * second));
}

}  // namespace

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
    if (differences.empty()) return 0;
    return std::accumulate(differences.begin(), differences.end(), 0.0) / static_cast<double>(differences.size());
}

Interval PairedRuns::difference95() const {
    if (differences.size() < 2) return {-100, 100};
    const double mean = differencePercent();
    const double reach = boost::math::quantile(studentOf(differences), 0.975) * standardError(differences, mean);
    return {std::max(-100.0, mean - reach), std::min(100.0, mean + reach)};
}

double PairedRuns::tTestP() const {
    if (differences.size() < 2) return 1;
    const double mean = differencePercent(), error = standardError(differences, mean);
    if (error == 0) return mean == 0 ? 1 : 0;
    return 2 * boost::math::cdf(boost::math::complement(studentOf(differences), std::abs(mean) / error));
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

}  // namespace oneshot
