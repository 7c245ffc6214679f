#pragma once

#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <vector>

#include "core/base/json.h"

// Figures worked out without the program's own arithmetic, to hold it against.

namespace oneshot::test {

inline double meanOf(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

inline double medianOf(std::vector<double> values) {
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Half of the 95 % Student t interval of the mean of four values: 3.1824 standard errors.
inline double reachOf(const std::vector<double>& four) {
    double squares = 0;
    for (const double value : four) squares += std::pow(value - meanOf(four), 2);
    return 3.182446305284263 * std::sqrt(squares / 3 / 4);
}

inline std::vector<double> ranksOf(const std::vector<double>& values) {
    std::vector<double> ranks;
    for (const double value : values) {
        const auto below = std::ranges::count_if(values, [&](double other) { return other < value; });
        const auto same = std::ranges::count(values, value);
        ranks.push_back(static_cast<double>(below) + static_cast<double>(same + 1) / 2);
    }
    return ranks;
}

/// Spearman's: Pearson's of the ranks.
inline double rankCorrelation(const std::vector<double>& x, const std::vector<double>& y) {
    const std::vector<double> a = ranksOf(x), b = ranksOf(y);
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - meanOf(a)) * (b[i] - meanOf(b));
        aa += std::pow(a[i] - meanOf(a), 2);
        bb += std::pow(b[i] - meanOf(b), 2);
    }
    return ab / std::sqrt(aa * bb);
}

inline bool isNear(const Json& told, double expected) {
    if (told.is_number() && std::abs(told.get<double>() - expected) < 1e-9 * std::max(1.0, std::abs(expected)))
        return true;
    qWarning("told: %s, expected: %.12g", told.dump().c_str(), expected);
    return false;
}

inline bool isNear(const Json& told, double low, double high) {
    return told.is_array() && told.size() == 2 && isNear(told[0], low) && isNear(told[1], high);
}

}  // namespace oneshot::test
