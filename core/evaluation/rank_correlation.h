#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/evaluation/statistics.h"

namespace oneshot {

/// Ranks from 1 in ascending order; equal values share the mean of their ranks.
std::vector<double> averageRanks(std::span<const double> values);

/// Spearman's rank correlation (Spearman 1904, American Journal of Psychology 15:72), -1..1: Pearson's of the average
/// ranks, which holds with ties too. x, y: as many finite values, one each a case. Nothing for fewer than three cases,
/// or where all values of x, or all of y, are equal.
std::optional<double> spearman(std::span<const double> x, std::span<const double> y);

inline constexpr int bootstrapResamples = 2000;
/// A resample, or a split into halves, may happen to hold no variation and has no correlation then. The others are told
/// as long as these are no more than this share: what remains would be a choice.
inline constexpr double maxUndefinedShare = 0.05;

/// 95 % percentile bootstrap interval of Spearman's correlation over cases (Efron & Tibshirani 1993, section 13.3):
/// bootstrapResamples times as many cases drawn with replacement. Depends on the seed and on the order of the cases.
/// Nothing where spearman() gives nothing or too many resamples have none. Blocks; throws Error(Stopped).
std::optional<Interval> spearmanInterval95(std::span<const double> x, std::span<const double> y, std::uint64_t seed,
                                           const std::stop_token& stop = {});

/// The reliability of a test of two halves whose results correlate so, above -1 (Spearman 1910, Brown 1910, British
/// Journal of Psychology 3:271, 296).
double spearmanBrown(double correlationOfHalves);

}  // namespace oneshot
