#pragma once

#include <span>
#include <vector>

namespace oneshot {

/// Softmax of scores times `scale` (see OneShotModel::softmaxScale): the probability of each way, sum 1. All are equal
/// if a score is not finite.
std::vector<double> probabilities(std::span<const float> scores, double scale);

/// By how much the right way's probability exceeds the largest other one, -1..1: positive where it is right, 0 at a
/// tie.
double margin(std::span<const double> probabilities, int answer);

/// The place of `way` when ways are ordered by score, from 1; equal scores share the worst place, as a tie is an error.
int rankOf(std::span<const float> scores, int way);

}  // namespace oneshot
