#pragma once

#include <torch/torch.h>

#include "core/models/network_settings.h"

namespace oneshot::detail {

/// A softmax layer that is learnt on one support set, the encoder left as it is: `tuningSteps` steps of gradient
/// descent from zeros on the cross-entropy summed over the drawings, each as long as tuningRate over the mean squared
/// length of the embeddings. support: [N * k, D], way by way -> weights and bias [N, D + 1]. Without gradients.
torch::Tensor tunedLayer(const torch::Tensor& support, int shots, const NetworkSettings&);

/// Its logits: queries [Q, D], layer [N, D + 1] -> [Q, N].
torch::Tensor tunedScores(const torch::Tensor& queries, const torch::Tensor& layer);

}  // namespace oneshot::detail
