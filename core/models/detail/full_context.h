#pragma once

#include <torch/torch.h>

#include "core/models/detail/lstm_cell.h"
#include "core/models/detail/named_tensors.h"

namespace oneshot::detail {

/// Full context embeddings (Vinyals et al. 2016, section 2.1.2 and appendix A): a drawing's embedding depends on the
/// whole support set.
class FullContext {
  public:
    FullContext(int dimension, int steps, NamedTensors&);
    void initialise(at::Generator&);

    /// Appendix A.2: g(x_i) = forwards_i + backwards_i + g'(x_i), of LSTMs that read the support set in its order and
    /// back, from states of 0. embeddings: g' [S, D]. Returns g [S, D]. Another order gives other embeddings.
    torch::Tensor support(const torch::Tensor& embeddings) const;

    /// Appendix A.1: K times h = LSTM(f', [h, r]) + f', r = sum_i softmax_i(h' g_i) g_i. The paper does not say where h
    /// and the cell begin: at 0, so that the first r is the mean of the support set. queries: f' [Q, D]; support: g
    /// [S, D]. Returns f [Q, D].
    torch::Tensor queries(const torch::Tensor& embeddings, const torch::Tensor& support) const;

    std::vector<LayerRow> layers(const NamedTensors&) const;

  private:
    torch::Tensor readThrough(const LstmCell&, const torch::Tensor& embeddings, bool backwards) const;

    int dimension_, steps_;
    LstmCell forward_, backward_, query_;
};

}  // namespace oneshot::detail
