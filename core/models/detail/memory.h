#pragma once

#include "core/models/detail/comparison.h"
#include "core/models/detail/layers.h"

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

    torch::Tensor softmaxScale(const SimilarityFunction&) const override { return torch::ones({}); }
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

    LabelCode labelCode_;
    std::int64_t slots_, width_, heads_;
    double decay_;
    LstmCell controller_;
    LinearLayer headLayer_;    ///< [R * (2 W + 1), C]: key, what is written, gate of each head
    LinearLayer answerLayer_;  ///< [L, C + R * W]
};

}  // namespace oneshot::detail
