#pragma once

#include <QString>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

namespace oneshot::test {

// Equations number by number. Included behind a header of core/*/detail, which brings tensors.

using Row = std::vector<double>;
using Rows = std::vector<Row>;

/// Values that follow no pattern of the equations, in float64.
inline torch::Tensor made(torch::IntArrayRef shape, double phase) {
    const std::int64_t count = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    return torch::sin(torch::arange(count, torch::kFloat64) * 1.7 + phase).view(shape);
}

inline Rows rowsOf(const torch::Tensor& tensor) {
    const torch::Tensor values = tensor.detach().contiguous();
    Rows rows;
    for (std::int64_t i = 0; i < values.size(0); ++i) {
        const double* from = values[i].data_ptr<double>();
        rows.emplace_back(from, from + values[i].numel());
    }
    return rows;
}

inline Row rowOf(const torch::Tensor& tensor) {
    return rowsOf(tensor.reshape({1, -1})).front();
}

inline double inner(const Row& a, const Row& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

inline Row softmax(const Row& logits) {
    Row probabilities;
    for (const double logit : logits) probabilities.push_back(std::exp(logit));
    const double sum = std::accumulate(probabilities.begin(), probabilities.end(), 0.0);
    for (double& each : probabilities) each /= sum;
    return probabilities;
}

inline double sigmoid(double x) {
    return 1 / (1 + std::exp(-x));
}

/// Where a row is not what was computed by hand; empty if it is.
inline QString rowFault(const torch::Tensor& found, const Row& expected, double tolerance = 1e-12) {
    const Row values = rowOf(found);
    if (values.size() != expected.size())
        return QStringLiteral("%1 numbers, by hand %2").arg(values.size()).arg(expected.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!(std::abs(values[i] - expected[i]) < tolerance))
            return QStringLiteral("%1: %2, by hand %3").arg(i).arg(values[i]).arg(expected[i]);
    return {};
}

/// The largest difference between the gradient of loss() and its central differences, over all values of the leaves.
inline double worstGradient(const std::function<torch::Tensor()>& loss, const std::vector<torch::Tensor>& leaves) {
    for (const torch::Tensor& leaf : leaves) leaf.set_requires_grad(true);
    loss().backward();
    const torch::NoGradGuard guard;
    double worst = 0;
    constexpr double step = 1e-6;
    for (const torch::Tensor& leaf : leaves) {
        const torch::Tensor gradient = leaf.grad().defined() ? leaf.grad().contiguous() : torch::zeros_like(leaf);
        for (std::int64_t i = 0; i < leaf.numel(); ++i) {
            double& value = leaf.data_ptr<double>()[i];
            const double before = value;
            value = before + step;
            const double above = loss().item<double>();
            value = before - step;
            const double below = loss().item<double>();
            value = before;
            worst = std::max(worst, std::abs((above - below) / (2 * step) - gradient.data_ptr<double>()[i]));
        }
    }
    return worst;
}

}  // namespace oneshot::test
