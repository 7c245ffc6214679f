#pragma once

#include <span>
#include <vector>

namespace oneshot {

/// Softmax of scores times `scale` (see OneShotModel::shareScale): each way's share of the support set, sum 1. Equal
/// shares where a score is no finite number.
std::vector<double> shares(std::span<const float> scores, double scale);

/// By how much the right way's share exceeds the largest other one, -1..1: positive where it is right, 0 at a tie.
double margin(std::span<const double> shares, int answer);

/// The place of `way` when ways are ordered by score, from 1; equal scores share the worst place, as a tie is an error.
int rankOf(std::span<const float> scores, int way);

}  // namespace oneshot
