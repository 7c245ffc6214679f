#pragma once

#include "core/models/detail/attention.h"
#include "core/models/detail/lstm_cell.h"

namespace oneshot::detail {

/// Attention between full context embeddings, each of which depends on the whole support set (Vinyals et al. 2016,
/// section 2.1.2 and appendix A).
class FullContext final : public Attention {
  public:
    FullContext(const NetworkSettings&, NamedTensors&);
    void initialise(at::Generator&) override;

    /// Its LSTMs read embeddings of any length.
    bool needsUnitLength(const SimilarityFunction&) const override { return false; }

    /// Appendix A.2: g(x_i) = forwards_i + backwards_i + g'(x_i), by LSTMs that read the support set in its order and
    /// back, from states of 0. support: g' [S, D]. Returns g [S, D]. Another order gives other embeddings.
    torch::Tensor context(const torch::Tensor& support, int shots, const SimilarityFunction&) const override;

    /// context: g [S, D].
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& context, int shots,
                         const SimilarityFunction&) const override;

    bool dependsOnSupportSet() const override { return true; }
    std::vector<LayerRow> layers(const NamedTensors&) const override;

  private:
    torch::Tensor readThrough(const LstmCell&, const torch::Tensor& embeddings, bool backwards) const;
    torch::Tensor embedQueries(const torch::Tensor& embeddings, const torch::Tensor& support) const;

    int dimension_, steps_;
    LstmCell forward_, backward_, query_;
};

}  // namespace oneshot::detail
