#include "core/evaluation/probabilities.h"

#include <algorithm>
#include <cmath>

namespace oneshot {

std::vector<double> probabilities(std::span<const float> scores, double scale) {
    std::vector<double> result(scores.size(), scores.empty() ? 0.0 : 1.0 / static_cast<double>(scores.size()));
    if (scores.empty() || !std::ranges::all_of(scores, [](float score) { return std::isfinite(score); })) return result;
    const double highest = std::ranges::max(scores);
    double sum = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) sum += result[i] = std::exp(scale * (scores[i] - highest));
    for (double& each : result) each /= sum;
    return result;
}

double margin(std::span<const double> probabilities, int answer) {
    double other = 0;
    for (int i = 0; i < static_cast<int>(probabilities.size()); ++i)
        if (i != answer) other = std::max(other, probabilities[i]);
    return probabilities[answer] - other;
}

int rankOf(std::span<const float> scores, int way) {
    return static_cast<int>(std::ranges::count_if(scores, [&](float score) { return !(score < scores[way]); }));
}

}  // namespace oneshot
