#include "core/search/median_rule.h"

#include <algorithm>
#include <optional>

#include "core/evaluation/statistics.h"

namespace oneshot {
namespace {

constexpr int minTrials = 3;
constexpr double minShare = 0.25, tolerance = 1e-9;

std::optional<double> meanUpTo(const TrialCurve& curve, double share) {
    double sum = 0;
    int count = 0;
    for (const CurvePoint& point : curve)
        if (point.share <= share + tolerance) sum += point.accuracyPercent, ++count;
    if (count == 0) return {};
    return sum / count;
}

}  // namespace

bool isHopeless(const TrialCurve& trial, std::span<const TrialCurve> completed) {
    if (trial.empty() || trial.back().share < minShare) return false;
    std::vector<double> means;
    for (const TrialCurve& curve : completed)
        if (const auto mean = meanUpTo(curve, trial.back().share)) means.push_back(*mean);
    if (std::ssize(means) < minTrials) return false;
    return std::ranges::max(trial, {}, &CurvePoint::accuracyPercent).accuracyPercent < quantile(means, 0.5);
}

}  // namespace oneshot
