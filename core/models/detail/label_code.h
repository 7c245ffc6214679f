#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "core/models/network_settings.h"

namespace oneshot::detail {

/// How a memory reads labels and answers with them (Santoro et al. 2016, section 4). A label is a number from 0 on,
/// written as letters at one or more positions, each with a softmax of its own: one position with as many letters as
/// there are labels (one-hot), or five positions with five letters, the number's digits to that base.
class LabelCode {
  public:
    explicit LabelCode(const NetworkSettings&);

    std::int64_t count() const { return count_; }                 ///< different labels: the numbers below it
    std::int64_t width() const { return positions_ * letters_; }  ///< L: length of a label's code

    /// labels [...] int64 -> ones where their letters are, else zeros: [..., L], of the options' type.
    torch::Tensor encode(const torch::Tensor& labels, const torch::TensorOptions&) const;

    /// Logarithms of the labels' probabilities: answers [M, L], labels [N] -> [M, N], each the sum over positions.
    torch::Tensor logProbabilities(const torch::Tensor& answers, const torch::Tensor& labels) const;

    /// Mean over answers [M, L] of minus the logarithm of the right label's [M] probability; a scalar.
    torch::Tensor crossEntropy(const torch::Tensor& answers, const torch::Tensor& right) const;

    /// The likeliest label of each answer: [M, L] -> [M].
    torch::Tensor likeliest(const torch::Tensor& answers) const;

    /// Labels for the ways of a support set, all different and the same every time: the ways' own numbers with one-hot
    /// labels, else as scattered as those of a training. Throws Error(InvalidSetting) if there are not so many.
    torch::Tensor labelsOfWays(std::int64_t ways) const;

  private:
    torch::Tensor digits(const torch::Tensor& labels) const;       ///< [...] -> [..., positions]
    torch::Tensor logLetters(const torch::Tensor& answers) const;  ///< [M, L] -> [M, positions, letters]

    Labels labels_;
    std::int64_t positions_, letters_, count_;
};

}  // namespace oneshot::detail
