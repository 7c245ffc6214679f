#pragma once

#include <cmath>
#include <numeric>
#include <vector>

namespace oneshot::test {

// What equations are worked out with, number by number. Included behind a header of core/*/detail, which brings
// tensors.

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
    Row shares;
    for (const double logit : logits) shares.push_back(std::exp(logit));
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares) share /= sum;
    return shares;
}

inline double sigmoid(double x) {
    return 1 / (1 + std::exp(-x));
}

}  // namespace oneshot::test
