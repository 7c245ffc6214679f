#include "core/evaluation/rank_correlation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "core/base/stop.h"

namespace oneshot {

std::vector<double> averageRanks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0, end = 0; first < order.size(); first = end) {
        while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
        for (std::size_t i = first; i < end; ++i) ranks[order[i]] = static_cast<double>(first + end + 1) / 2;
    }
    return ranks;
}

std::optional<double> spearman(std::span<const double> x, std::span<const double> y) {
    assert(x.size() == y.size());
    if (x.size() < 3) return {};
    const std::vector<double> a = averageRanks(x), b = averageRanks(y);
    const double mean = static_cast<double>(x.size() + 1) / 2;  // of ranks, with or without ties
    double squaresOfA = 0, squaresOfB = 0, products = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        squaresOfA += (a[i] - mean) * (a[i] - mean);
        squaresOfB += (b[i] - mean) * (b[i] - mean);
        products += (a[i] - mean) * (b[i] - mean);
    }
    if (squaresOfA == 0 || squaresOfB == 0) return {};
    return std::clamp(products / std::sqrt(squaresOfA * squaresOfB), -1.0, 1.0);
}

std::optional<Interval> spearmanInterval95(std::span<const double> x, std::span<const double> y, std::uint64_t seed,
                                           const std::stop_token& stop) {
    if (!spearman(x, y)) return {};
    Random random = makeRandom(seed, "resamples of tasks");
    std::vector<double> found, drawnX(x.size()), drawnY(y.size());
    for (int resample = 0; resample < bootstrapResamples; ++resample) {
        throwIfStopped(stop);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const int drawn = below(random, static_cast<int>(x.size()));
            drawnX[i] = x[drawn];
            drawnY[i] = y[drawn];
        }
        if (const auto correlation = spearman(drawnX, drawnY)) found.push_back(*correlation);
    }
    if (static_cast<double>(found.size()) < (1 - maxUndefinedShare) * bootstrapResamples) return {};
    return Interval{quantile(found, 0.025), quantile(found, 0.975)};
}

double spearmanBrown(double correlationOfHalves) {
    return 2 * correlationOfHalves / (1 + correlationOfHalves);
}

}  // namespace oneshot
