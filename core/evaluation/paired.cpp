#include "core/evaluation/paired.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

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

}  // namespace oneshot
