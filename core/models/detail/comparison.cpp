#include "core/models/detail/comparison.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/models/detail/layers.h"
#include "core/models/detail/memory.h"

namespace oneshot::detail {
namespace {

/// Similarities of every query with every drawing: [..., Q, D], [..., N * k, D] -> [..., Q, N, k].
torch::Tensor similaritiesByWay(const torch::Tensor& queries, const torch::Tensor& support, int shots,
                                const SimilarityFunction& similarity) {
    return similarity.rows(queries.unsqueeze(-2), support.unsqueeze(-3))
        .unflatten(-1, {support.size(-2) / shots, shots});
}

/// The mean similarity with a way's drawings.
class MeanScore final : public Comparison {
  public:
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& support, int shots,
                         const SimilarityFunction& similarity) const override {
        return similaritiesByWay(queries, support, shots, similarity).mean(-1);
    }
};

/// The similarity with the mean of a way's embeddings [N, D] (Snell et al. 2017, section 2.3).
class Prototypes final : public Comparison {
  public:
    torch::Tensor context(const torch::Tensor& support, int shots,
                          const SimilarityFunction& similarity) const override {
        const torch::Tensor means = support.unflatten(-2, {support.size(-2) / shots, shots}).mean(-2);
        return similarity.needsUnitLength() ? unitRows(means) : means;
    }
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& prototypes, int /*shots*/,
                         const SimilarityFunction& similarity) const override {
        return similarity.rows(queries.unsqueeze(-2), prototypes.unsqueeze(-3));
    }
};

/// The attention of a query to the drawings of a support set, added up within each way (Vinyals et al. 2016, eq. 1):
/// the logarithm of the mean over a way's drawings of exp(scale * similarity), over the scale. So a softmax of scale *
/// scores over the ways is that sum, and with one drawing a way the score is the similarity.
class Attention : public Comparison {
  public:
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& support, int shots,
                         const SimilarityFunction& similarity) const override {
        const torch::Tensor byWay = similaritiesByWay(queries, support, shots, similarity);
        const torch::Tensor scale = similarity.scale();
        return (torch::logsumexp(byWay * scale, -1) - std::log(shots)) / scale;
    }
};

/// Attention between full context embeddings, each of which depends on the whole support set (Vinyals et al. 2016,
/// section 2.1.2 and appendix A).
class FullContext final : public Attention {
  public:
    FullContext(const NetworkSettings& settings, NamedTensors& tensors)
        : dimension_(settings.embedding),
          steps_(settings.contextSteps),
          forward_(tensors, "context.forward", dimension_, dimension_, dimension_),
          backward_(tensors, "context.backward", dimension_, dimension_, dimension_),
          query_(tensors, "context.query", dimension_, dimension_, 2 * dimension_) {}

    void initialise(at::Generator& g) override {
        for (LstmCell* cell : {&forward_, &backward_, &query_}) cell->initialise(g);
    }

    /// Its LSTMs read embeddings of any length.
    bool needsUnitLength(const SimilarityFunction&) const override { return false; }

    /// Appendix A.2: g(x_i) = forwards_i + backwards_i + g'(x_i), by LSTMs that read the support set in its order and
    /// back, from states of 0. support: g' [S, D]. Returns g [S, D]. Another order gives other embeddings.
    torch::Tensor context(const torch::Tensor& support, int /*shots*/, const SimilarityFunction&) const override {
        return readThrough(forward_, support, false) + readThrough(backward_, support, true) + support;
    }

    /// context: g [S, D].
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& context, int shots,
                         const SimilarityFunction& similarity) const override {
        torch::Tensor f = embedQueries(queries, context), g = context;
        if (similarity.needsUnitLength()) f = unitRows(f), g = unitRows(g);
        return Attention::scores(f, g, shots, similarity);
    }

    bool dependsOnSupportSet() const override { return true; }

    std::vector<LayerRow> layers(const NamedTensors& tensors) const override {
        return {tensors.row({"context.forward"}, "LSTM through the support set", {dimension_}),
                tensors.row({"context.backward"}, "LSTM back through it", {dimension_}),
                tensors.row({"context.query"},
                            "LSTM of the query with attention to it, read " + std::to_string(steps_) +
                                (steps_ == 1 ? " time" : " times"),
                            {dimension_})};
    }

  private:
    /// The outputs at every drawing of the support set, as the embeddings [..., S, D].
    static torch::Tensor readThrough(const LstmCell& lstm, const torch::Tensor& embeddings, bool backwards) {
        const std::int64_t count = embeddings.size(-2);
        const torch::Tensor gates = lstm.inputGates(embeddings);
        torch::Tensor h = torch::zeros_like(embeddings.narrow(-2, 0, 1)), c = h;
        std::vector<torch::Tensor> outputs(count);
        for (std::int64_t n = 0; n < count; ++n) {
            const std::int64_t at = backwards ? count - 1 - n : n;
            std::tie(h, c) = lstm.step(gates.narrow(-2, at, 1), h, c);
            outputs[at] = h;
        }
        return torch::cat(outputs, -2);
    }

    /// Appendix A.1: K times h = LSTM(f', [h, r]) + f', r = sum_i softmax_i(h' g_i) g_i. The paper does not say where h
    /// and the cell begin: at 0, so that the first r is the mean of the support set. embeddings: f' [..., Q, D];
    /// support: g [..., S, D]. Returns f [..., Q, D].
    torch::Tensor embedQueries(const torch::Tensor& embeddings, const torch::Tensor& support) const {
        const torch::Tensor gates = query_.inputGates(embeddings);
        torch::Tensor h = torch::zeros_like(embeddings), c = h;
        for (int k = 0; k < steps_; ++k) {
            const torch::Tensor read = torch::softmax(h.matmul(support.transpose(-2, -1)), -1).matmul(support);
            std::tie(h, c) = query_.step(gates, torch::cat({h, read}, -1), c);
            h = h + embeddings;
        }
        return h;
    }

    int dimension_, steps_;
    LstmCell forward_, backward_, query_;
};

/// The logits of a softmax layer that is learnt on one support set, the encoder left as it is.
class TunedLayer final : public Comparison {
  public:
    explicit TunedLayer(const NetworkSettings& settings) : steps_(settings.tuningSteps), rate_(settings.tuningRate) {}

    /// `tuningSteps` steps of gradient descent from zeros on the cross-entropy summed over the drawings, each as long
    /// as tuningRate over the mean squared length of the embeddings. support: [N * k, D], way by way. Returns weights
    /// and bias [N, D + 1], without gradients.
    torch::Tensor context(const torch::Tensor& support, int shots, const SimilarityFunction&) const override {
        const torch::NoGradGuard guard;
        const torch::Tensor inputs = withOnes(support);
        const torch::Tensor right =
            torch::eye(support.size(0) / shots, support.options()).repeat_interleave(shots, 0);  // [N * k, N]
        const torch::Tensor rate = rate_ / support.pow(2).sum(1).mean().clamp_min(1e-12);
        torch::Tensor layer = torch::zeros({right.size(1), inputs.size(1)}, support.options());
        for (int step = 0; step < steps_; ++step)
            layer += rate * (right - torch::softmax(inputs.matmul(layer.t()), 1)).t().matmul(inputs);
        return layer;
    }

    /// queries [Q, D], layer [N, D + 1] -> [Q, N].
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& layer, int /*shots*/,
                         const SimilarityFunction&) const override {
        return withOnes(queries).matmul(layer.t());
    }

    torch::Tensor softmaxScale(const SimilarityFunction&) const override { return torch::ones({}); }
    ScoreKind scoreKind(const SimilarityFunction&) const override { return ScoreKind::Learnt; }
    bool takesTasks() const override { return false; }
    bool dependsOnSupportSet() const override { return true; }

  private:
    /// Embeddings and a 1 for the bias.
    static torch::Tensor withOnes(const torch::Tensor& embeddings) {
        return torch::cat({embeddings, torch::ones({embeddings.size(0), 1}, embeddings.options())}, 1);
    }

    int steps_;
    double rate_;
};

/// The scores of all queries, some at a time.
torch::Tensor scoresInParts(const Comparison& comparison, const torch::Tensor& queries, const torch::Tensor& context,
                            int shots, const SimilarityFunction& similarity) {
    constexpr std::int64_t floatsAtOnce = 1 << 18;  // of the contexts that some queries are compared with
    const std::int64_t queriesAtOnce = floatsAtOnce / std::clamp<std::int64_t>(context.numel(), 1, floatsAtOnce);
    std::vector<torch::Tensor> parts;
    for (const torch::Tensor& some : queries.split(queriesAtOnce, -2))
        parts.push_back(comparison.scores(some, context, shots, similarity));
    return torch::cat(parts, -2);
}

}  // namespace

std::unique_ptr<Comparison> Comparison::create(const NetworkSettings& settings, NamedTensors& tensors) {
    switch (settings.comparison) {
        case WayComparison::Prototype:
            return std::make_unique<Prototypes>();
        case WayComparison::Attention:
            return std::make_unique<Attention>();
        case WayComparison::FullContext:
            return std::make_unique<FullContext>(settings, tensors);
        case WayComparison::Tuned:
            return std::make_unique<TunedLayer>(settings);
        case WayComparison::Memory:
            return std::make_unique<Memory>(settings, tensors);
        case WayComparison::MeanScore:
            break;
    }
    return std::make_unique<MeanScore>();
}

torch::Tensor Comparison::compareTasks(const torch::Tensor& queries, const torch::Tensor& supports, int shots,
                                       const SimilarityFunction& similarity) const {
    if (takesTasks()) return scoresInParts(*this, queries, context(supports, shots, similarity), shots, similarity);
    std::vector<torch::Tensor> each;
    for (std::int64_t task = 0; task < queries.size(0); ++task)
        each.push_back(
            scoresInParts(*this, queries[task], context(supports[task], shots, similarity), shots, similarity));
    return torch::stack(each);
}

}  // namespace oneshot::detail
