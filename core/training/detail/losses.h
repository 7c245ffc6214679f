#pragma once

#include <torch/torch.h>

#include "core/models/detail/network.h"
#include "core/training/training_config.h"

namespace oneshot::detail {

/// Mean binary cross-entropy of p(same) = sigmoid(similarity) (Koch et al. 2015, section 3.2).
/// embeddings: [2P, D], rows 2i and 2i + 1 are pair i; labels: [P], 1 = same. Returns a scalar.
torch::Tensor pairCrossEntropy(const Network&, const torch::Tensor& embeddings, const torch::Tensor& labels);

/// Every first drawing finds its partner among all second ones by softmax over scaled cosines, and the other way round;
/// mean of both cross-entropies. embeddings: [2P, D] of length 1. Returns a scalar.
torch::Tensor inBatchSoftmax(const Network&, const torch::Tensor& embeddings, double labelSmoothing);

/// lambda times the sum of squared weights, by kind of layer; a scalar, 0 without L2.
torch::Tensor weightPenalty(const Network&, double l2Convolution, double l2Dense);

}  // namespace oneshot::detail
