#pragma once

#include "core/models/detail/comparison.h"
#include "core/models/detail/label_code.h"
#include "core/models/detail/lstm_cell.h"

namespace oneshot::detail {

/// A memory-augmented network with least recently used access (Santoro et al. 2016, sections 3.1 and 3.2): an LSTM with
/// an external memory M of S slots, W numbers each, and R heads that read and write. It sees the drawings of an episode
/// one after another, each with the label of the one before, and answers each with a label. At every step:
///   h = LSTM([x, label before], [h, r])
///   key_i, written_i = tanh(linear(h)), gate_i = sigmoid(linear(h))               of each head i
///   write_i = gate_i read_i + (1 - gate_i) leastUsed_i                            with read, usage of the step before
///   M = M with the least used slots set to zero + sum_i write_i written_i'
///   read_i(s) = softmax_s(scale cosine(key_i, M(s))), r = [read_1 M, .., read_R M]
///   usage = decay usage + sum_i read_i + sum_i write_i
///   answer = linear([h, r])
/// Where the paper leaves a choice: head i writes to the i-th least used slot, of equally used ones the first, so that
/// heads do not write the same; what is written is apart from the key, which has to find what was written of other
/// drawings; everything begins at zero; the scale, 1 in the paper, is the similarity's, which is learnt.
class Memory final : public Comparison {
  public:
    Memory(const NetworkSettings&, NamedTensors&);
    void initialise(at::Generator&) override;  ///< uniform within 1 / sqrt(fan in)

    /// Its LSTM reads embeddings of any length.
    bool needsUnitLength(const SimilarityFunction&) const override { return false; }

    /// The logarithm of the probability of each way's label, after the whole support set and its labels, way by way.
    /// queries [Q, D], each answered by the memory as the support set [N * k, D] left it -> [Q, N]. Throws
    /// Error(InvalidSetting) if there are more ways than labels.
    torch::Tensor scores(const torch::Tensor& queries, const torch::Tensor& support, int shots,
                         const SimilarityFunction&) const override;

    torch::Tensor shareScale(const SimilarityFunction&) const override { return torch::ones({}); }
    ScoreKind scoreKind(const SimilarityFunction&) const override { return ScoreKind::LogProbability; }
    bool takesTasks() const override { return false; }
    bool dependsOnSupportSet() const override { return true; }
    std::vector<LayerRow> layers(const NamedTensors&) const override;
    const Memory* memory() const override { return this; }

    /// The answer to every drawing before its label is shown. embeddings: [E, T, D]; labels: [E, T] int64. Returns
    /// [E, T, L] in labelCode().
    torch::Tensor answers(const torch::Tensor& embeddings, const torch::Tensor& labels,
                          const SimilarityFunction&) const;
    const LabelCode& labelCode() const { return labelCode_; }

    /// What a step hands to the next, of E episodes at a time.
    struct State {
        torch::Tensor output;  ///< [h, r], [E, C + R * W]
        torch::Tensor cell;    ///< of the LSTM, [E, C]
        torch::Tensor slots;   ///< M, [E, S, W]
        torch::Tensor reads;   ///< [E, R, S]
        torch::Tensor usage;   ///< [E, S]; no gradient goes through it
    };
    State empty(std::int64_t episodes, const torch::TensorOptions&) const;

    /// gates: what the step's inputs add to the gates, [E, 4C]; scale: of the cosines, a scalar.
    State step(const torch::Tensor& gates, const State& before, const torch::Tensor& scale) const;

  private:
    torch::Tensor leastUsed(const torch::Tensor& usage) const;
    torch::Tensor answer(const torch::Tensor& output) const;

    LabelCode labelCode_;
    std::int64_t slots_, width_, heads_;
    double decay_;
    LstmCell controller_;
    torch::Tensor headsWeight_, headsBias_;    ///< [R * (2 W + 1), C]: key, what is written, gate of each head
    torch::Tensor answerWeight_, answerBias_;  ///< [L, C + R * W]
};

}  // namespace oneshot::detail
