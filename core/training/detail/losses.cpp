#include "core/training/detail/losses.h"

#include <limits>

#include "core/training/detail/optimiser.h"

namespace oneshot::detail {
namespace {

/// The first and the second drawings of all pairs: [2P, D] -> [P, D], [P, D].
std::pair<torch::Tensor, torch::Tensor> splitPairs(const torch::Tensor& embeddings) {
    const torch::Tensor pairs = embeddings.view({-1, 2, embeddings.size(1)});
    return {pairs.select(1, 0), pairs.select(1, 1)};
}

torch::Tensor crossEntropy(const torch::Tensor& logits, const torch::Tensor& targets, double labelSmoothing) {
    return torch::cross_entropy_loss(logits, targets, {}, at::Reduction::Mean, -100, labelSmoothing);
}

}  // namespace

torch::Tensor dataLoss(const TrainingConfig& config, const Network& network, const torch::Tensor& embeddings,
                       const torch::Tensor& labels) {
    switch (config.loss.kind) {
        case Loss::PairCrossEntropy:
            return pairCrossEntropy(network, embeddings, labels);
        case Loss::Contrastive:
            return contrastive(embeddings, labels, config.loss.margin);
        case Loss::Triplet:
            return triplet(network, embeddings, config.loss.margin, config.loss.negatives);
        case Loss::Episodes:
            return episode(network, embeddings, config.batches.shots, config.batches.queries,
                           config.loss.labelSmoothing);
        case Loss::Classification:
            return classification(network, embeddings, labels, config.loss.labelSmoothing);
        case Loss::Presentations:
            return presentations(network, embeddings, labels, config.batches.episodesPerStep);
        case Loss::InBatchSoftmax:
            break;
    }
    return inBatchSoftmax(network, embeddings, config.loss.labelSmoothing);
}

torch::Tensor pairCrossEntropy(const Network& network, const torch::Tensor& embeddings, const torch::Tensor& labels) {
    const auto [first, second] = splitPairs(embeddings);
    return torch::binary_cross_entropy_with_logits(network.similarity().quickRows(first, second), labels);
}

torch::Tensor contrastive(const torch::Tensor& embeddings, const torch::Tensor& labels, double margin) {
    const auto [first, second] = splitPairs(embeddings);
    const torch::Tensor distance = (first - second).norm(2, {1});
    const torch::Tensor ifDifferent = torch::relu(margin - distance).pow(2);
    return (labels * (first - second).pow(2).sum(1) + (1 - labels) * ifDifferent).mean() / 2;
}

torch::Tensor triplet(const Network& network, const torch::Tensor& embeddings, double margin, Negatives negatives) {
    const SimilarityFunction& similarity = network.similarity();
    const torch::Tensor classes = embeddings.view({-1, 2, embeddings.size(1)});
    const torch::Tensor positive = similarity.quickRows(classes, classes.flip(1)).flatten();
    if (negatives == Negatives::AtRandom) {
        const torch::Tensor negative = similarity.quickRows(classes, classes.roll(-1, 0)).flatten();
        return torch::relu(negative - positive + margin).mean();
    }
    const torch::Tensor classIndex = torch::arange(embeddings.size(0), embeddings.device()).div(2, "floor");
    const torch::Tensor sameClass = classIndex.unsqueeze(1) == classIndex.unsqueeze(0);
    const torch::Tensor all = similarity.pairwise(embeddings, embeddings);
    const torch::Tensor hardest =
        std::get<0>(all.masked_fill(sameClass, -std::numeric_limits<double>::infinity()).max(1));
    return torch::relu(hardest - positive + margin).mean();
}

torch::Tensor inBatchSoftmax(const Network& network, const torch::Tensor& embeddings, double labelSmoothing) {
    const auto [first, second] = splitPairs(embeddings);
    const torch::Tensor logits = network.similarity().pairwise(first, second) * network.similarity().scale();
    const torch::Tensor partner =
        torch::arange(logits.size(0), torch::TensorOptions(torch::kInt64).device(logits.device()));
    return (crossEntropy(logits, partner, labelSmoothing) + crossEntropy(logits.t(), partner, labelSmoothing)) / 2;
}

torch::Tensor episode(const Network& network, const torch::Tensor& embeddings, int shots, int queriesPerClass,
                      double labelSmoothing) {
    const torch::Tensor byWay = embeddings.view({-1, shots + queriesPerClass, embeddings.size(1)});
    const torch::Tensor support = byWay.slice(1, 0, shots).flatten(0, 1), queries = byWay.slice(1, shots).flatten(0, 1);
    const torch::Tensor logits =
        network.scores(queries, network.context(support, shots), shots) * network.softmaxScale();
    const torch::Tensor ways =
        torch::arange(byWay.size(0), torch::TensorOptions(torch::kInt64).device(logits.device()));
    return crossEntropy(logits, ways.repeat_interleave(queriesPerClass), labelSmoothing);
}

torch::Tensor classification(const Network& network, const torch::Tensor& embeddings, const torch::Tensor& labels,
                             double labelSmoothing) {
    return crossEntropy(network.classLogits(embeddings), labels.to(torch::kInt64).repeat_interleave(2), labelSmoothing);
}

torch::Tensor presentations(const Network& network, const torch::Tensor& embeddings, const torch::Tensor& labels,
                            int episodes) {
    const torch::Tensor shownLabels = labels.to(torch::kInt64).view({episodes, -1});
    const torch::Tensor answers = network.answers(embeddings.view({episodes, -1, embeddings.size(1)}), shownLabels);
    return network.labelCode().crossEntropy(answers.flatten(0, 1), shownLabels.flatten());
}

torch::Tensor weightPenalty(const LossSettings& settings, const Network& network) {
    torch::Tensor penalty = torch::zeros({}, network.tensors().front().value.options().requires_grad(false));
    for (const NamedTensor& tensor : network.tensors()) {
        const bool weight = tensor.name.ends_with(".weight");
        const double common = tensor.kind == NamedTensor::Kind::Convolution ? settings.l2Convolution
                              : tensor.kind == NamedTensor::Kind::Dense     ? settings.l2Dense
                                                                            : 0;
        const double lambda = weight ? layerValue(settings.layerL2, tensor, common) : 0;
        if (lambda > 0) penalty = penalty + lambda * tensor.value.pow(2).sum();
    }
    return penalty;
}

}  // namespace oneshot::detail
