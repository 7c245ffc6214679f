#pragma once

#include <torch/torch.h>

#include "core/models/detail/network.h"
#include "core/training/training_config.h"

namespace oneshot::detail {

/// The loss of a step by config.loss.kind, a scalar. embeddings: of a TrainingBatch, [n, D]; labels: the batch's.
torch::Tensor dataLoss(const TrainingConfig&, const Network&, const torch::Tensor& embeddings,
                       const torch::Tensor& labels);

/// Mean binary cross-entropy of p(same) = sigmoid(similarity) (Koch et al. 2015, section 3.2).
/// embeddings: [2P, D], rows 2i and 2i + 1 are pair i; labels: [P], 1 = same. Returns a scalar.
torch::Tensor pairCrossEntropy(const Network&, const torch::Tensor& embeddings, const torch::Tensor& labels);

/// Mean of y d^2 / 2 + (1 - y) max(0, margin - d)^2 / 2, d the Euclidean distance of a pair and y = 1 if it is the
/// same (Hadsell, Chopra, LeCun 2006, eq. 4). embeddings: [2P, D]; labels: [P]. Returns a scalar.
torch::Tensor contrastive(const torch::Tensor& embeddings, const torch::Tensor& labels, double margin);

/// Mean over all drawings a of max(0, s(a, n) - s(a, p) + margin), s their similarity, p the other drawing of a's class
/// (Schroff et al. 2015, eq. 3). n is the drawing of the next class at a's place in the pair, or the most alike of all
/// other classes (Hermans et al. 2017, eq. 5). embeddings: [2P, D], a class per pair. Returns a scalar.
torch::Tensor triplet(const Network&, const torch::Tensor& embeddings, double margin, Negatives);

/// Cross-entropy of finding each first drawing's partner among all second ones by a softmax over scaled similarities,
/// and the other way round; the mean of both. embeddings: [2P, D]. Returns a scalar.
torch::Tensor inBatchSoftmax(const Network&, const torch::Tensor& embeddings, double labelSmoothing);

/// Cross-entropy of every query's softmax over the ways (Vinyals et al. 2016, section 2.2; Snell et al. 2017, eq. 2).
/// embeddings: [N * (shots + queriesPerClass), D], way by way, the support set's drawings first. Returns a scalar.
torch::Tensor episode(const Network&, const torch::Tensor& embeddings, int shots, int queriesPerClass,
                      double labelSmoothing);

/// Cross-entropy of every drawing's class among all background classes. embeddings: [2P, D]; labels: [P], the class of
/// rows 2i and 2i + 1. Returns a scalar.
torch::Tensor classification(const Network&, const torch::Tensor& embeddings, const torch::Tensor& labels,
                             double labelSmoothing);

/// Cross-entropy of the label of every drawing, answered before it is shown; with letters the sum over all five
/// (Santoro et al. 2016, section 2). embeddings: [E * T, D], episode by episode; labels: [E * T]. Returns a scalar, the
/// mean over the drawings.
torch::Tensor presentations(const Network&, const torch::Tensor& embeddings, const torch::Tensor& labels, int episodes);

/// lambda times the sum of squared weights, without biases, lambda by layer (Koch et al. 2015, section 3.2) or by kind
/// of layer. Returns a scalar, 0 without L2.
torch::Tensor weightPenalty(const LossSettings&, const Network&);

}  // namespace oneshot::detail
