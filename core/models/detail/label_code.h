#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "core/models/network_settings.h"

namespace oneshot::detail {

/// How a memory is told labels and answers them (Santoro et al. 2016, section 4). A label is a number from 0 on,
/// written as letters at so many positions, each by a softmax of its own: one position of as many letters as there are
/// labels (one-hot), or five of five, the number's digits to that base.
class LabelCode {
  public:
    explicit LabelCode(const NetworkSettings&);

    std::int64_t count() const { return count_; }  ///< labels that can be told apart: the numbers below it
    std::int64_t width() const { return positions_ * letters_; }  ///< L: numbers that write one

    /// numbers [...] int64 -> ones where the letters are, else zeros: [..., L], of the options' type.
    torch::Tensor written(const torch::Tensor& numbers, const torch::TensorOptions&) const;

    /// Of every label asked for: answers [M, L], numbers [N] -> [M, N], the sum over positions.
    torch::Tensor logProbabilities(const torch::Tensor& answers, const torch::Tensor& numbers) const;

    /// Mean over answers [M, L] of minus the logarithm of the probability of the right label [M]; a scalar.
    torch::Tensor crossEntropy(const torch::Tensor& answers, const torch::Tensor& right) const;

    /// The likeliest label of each answer: [M, L] -> [M].
    torch::Tensor likeliest(const torch::Tensor& answers) const;

    /// Labels of the ways of a support set, all different, the same every time: of one-hot ones the ways' own numbers,
    /// of others as scattered as those of a training. Throws Error(InvalidSetting) where there are not so many.
    torch::Tensor ofWays(std::int64_t ways) const;

  private:
    torch::Tensor digits(const torch::Tensor& numbers) const;      ///< [...] -> [..., positions]
    torch::Tensor logLetters(const torch::Tensor& answers) const;  ///< [M, L] -> [M, positions, letters]

    Labels labels_;
    std::int64_t positions_, letters_, count_;
};

}  // namespace oneshot::detail
