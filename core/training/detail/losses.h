#pragma once

#include <torch/torch.h>

#include "core/models/detail/network.h"
#include "core/training/training_config.h"

namespace oneshot::detail {

/// The loss of a step that the configuration asks for. embeddings: of a TrainingBatch, [n, D]; labels: the
/// batch's.
torch::Tensor dataLoss(const TrainingConfig&, const Network&, const torch::Tensor& embeddings,
                       const torch::Tensor& labels);

/// Mean binary cross-entropy of p(same) = sigmoid(similarity) (Koch et al. 2015, section 3.2).
/// embeddings: [2P, D], rows 2i and 2i + 1 are pair i; labels: [P], 1 = same. Returns a scalar.
torch::Tensor pairCrossEntropy(const Network&, const torch::Tensor& embeddings, const torch::Tensor& labels);

/// Mean of y d^2 / 2 + (1 - y) max(0, margin - d)^2 / 2, d the Euclidean distance of a pair and y = 1 where it is the
/// same (Hadsell, Chopra, LeCun 2006, eq. 4). embeddings: [2P, D]; labels: [P]. Returns a scalar.
torch::Tensor contrastive(const torch::Tensor& embeddings, const torch::Tensor& labels, double margin);

/// Mean over all drawings a of max(0, s(a, n) - s(a, p) + margin), s their similarity, p the other drawing of a's class
/// (Schroff et al. 2015, eq. 3). n is a drawing of the next class, a's fellow by its place in the pair, or of all other
/// classes the most alike (Hermans et al. 2017, eq. 5). embeddings: [2P, D], a class each pair. Returns a scalar.
torch::Tensor triplet(const Network&, const torch::Tensor& embeddings, double margin, Negatives);

/// Every first drawing finds its partner among all second ones by softmax over scaled similarities, and the other way
/// round; mean of both cross-entropies. embeddings: [2P, D]. Returns a scalar.
torch::Tensor inBatchSoftmax(const Network&, const torch::Tensor& embeddings, double labelSmoothing);

/// Cross-entropy of every query's softmax over the ways (Vinyals et al. 2016, section 2.2; Snell et al. 2017, eq. 2).
/// embeddings: [N * (shots + queries), D], way by way, the support set's drawings first. Returns a scalar.
torch::Tensor episode(const Network&, const torch::Tensor& embeddings, int shots, int queries, double labelSmoothing);

/// Cross-entropy of every drawing's class among all that it learns from. embeddings: [2P, D]; labels: [P], the class of
/// rows 2i and 2i + 1. Returns a scalar.
torch::Tensor classification(const Network&, const torch::Tensor& embeddings, const torch::Tensor& labels,
                             double labelSmoothing);

/// Cross-entropy of the label of every drawing, answered before it is told; with letters that of all five (Santoro et
/// al. 2016, section 2). embeddings: [E * T, D], episode by episode; labels: [E * T]. Returns a scalar, the mean over
/// the drawings.
torch::Tensor presentations(const Network&, const torch::Tensor& embeddings, const torch::Tensor& labels, int episodes);

/// lambda times the sum of squared weights, biases aside, by layer (Koch et al. 2015, section 3.2) or by kind of layer;
/// a scalar, 0 without L2.
torch::Tensor weightPenalty(const TrainingConfig&, const Network&);

}  // namespace oneshot::detail
