#include "core/models/detail/memory.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/text.h"

namespace oneshot::detail {
namespace {

constexpr double shortest = 1e-6;  // the cosine with a slot of zeros is 0

/// keys [E, R, W], slots [E, S, W] -> [E, R, S].
torch::Tensor cosines(const torch::Tensor& keys, const torch::Tensor& slots) {
    const torch::Tensor lengths = keys.norm(2, {2}, true) * slots.norm(2, {2}).unsqueeze(1);
    return torch::bmm(keys, slots.transpose(1, 2)) / (lengths + shortest);
}

}  // namespace

LabelCode::LabelCode(const NetworkSettings& settings)
    : labels_(settings.labels),
      positions_(labels_ == Labels::OneHot ? 1 : labelLetters),
      letters_(labels_ == Labels::OneHot ? settings.oneHotLabels : labelLetters),
      count_(labelCount(settings)) {}

torch::Tensor LabelCode::digits(const torch::Tensor& labels) const {
    std::vector<torch::Tensor> digits;
    std::int64_t power = 1;
    for (std::int64_t position = 0; position < positions_; ++position, power *= letters_)
        digits.push_back(labels.div(power, "floor").remainder(letters_));
    return torch::stack(digits, -1);
}

torch::Tensor LabelCode::logLetters(const torch::Tensor& answers) const {
    return torch::log_softmax(answers.view({-1, positions_, letters_}), 2);
}

torch::Tensor LabelCode::encode(const torch::Tensor& labels, const torch::TensorOptions& options) const {
    return torch::one_hot(digits(labels), letters_).flatten(-2).to(options);
}

torch::Tensor LabelCode::logProbabilities(const torch::Tensor& answers, const torch::Tensor& labels) const {
    const torch::Tensor letters = encode(labels, answers.options()).t();  // [L, N]
    return logLetters(answers).flatten(1).matmul(letters);
}

torch::Tensor LabelCode::crossEntropy(const torch::Tensor& answers, const torch::Tensor& right) const {
    return -logLetters(answers).gather(2, digits(right).unsqueeze(2)).sum() / answers.size(0);
}

torch::Tensor LabelCode::likeliest(const torch::Tensor& answers) const {
    const torch::Tensor best = answers.view({-1, positions_, letters_}).argmax(2);
    torch::Tensor labels = best.select(1, positions_ - 1);
    for (std::int64_t position = positions_ - 2; position >= 0; --position)
        labels = labels * letters_ + best.select(1, position);
    return labels;
}

torch::Tensor LabelCode::labelsOfWays(std::int64_t ways) const {
    if (ways > count_)
        throw Error(ErrorCode::InvalidSetting, labels_ == Labels::OneHot ? "one_hot_labels" : "labels",
                    "the memory has " + counted(count_, "label") + " and is asked about " + counted(ways, "way"),
                    labels_ == Labels::OneHot
                        ? "Ask about " + counted(count_, "way") +
                              " at most, or train with one_hot_labels=" + std::to_string(ways) + " or labels=letters."
                        : "Ask about fewer ways.");
    if (labels_ == Labels::OneHot) return torch::arange(ways, torch::kInt64);
    Random random = makeRandom(0, "labels of ways");
    const std::vector<int> labels = sample(random, static_cast<int>(count_), static_cast<int>(ways));
    return torch::tensor(std::vector<std::int64_t>(labels.begin(), labels.end()), torch::kInt64);
}

Memory::Memory(const NetworkSettings& s, NamedTensors& tensors)
    : labelCode_(s),
      slots_(s.memorySlots),
      width_(s.memoryWidth),
      heads_(s.readHeads),
      decay_(s.usageDecay),
      controller_(tensors, "memory.controller", s.embedding + static_cast<int>(labelCode_.width()), s.controller,
                  s.controller + s.readHeads * s.memoryWidth),
      headLayer_(tensors, "memory.heads", s.controller, heads_ * (2 * width_ + 1)),
      answerLayer_(tensors, "memory.answer", s.controller + heads_ * width_, labelCode_.width()) {}

void Memory::initialise(at::Generator& g) {
    controller_.initialise(g);
    headLayer_.initialise(g);
    answerLayer_.initialise(g);
}

Memory::State Memory::empty(std::int64_t episodes, const torch::TensorOptions& options) const {
    const auto zeros = [&](torch::IntArrayRef shape) { return torch::zeros(shape, options); };
    return {zeros({episodes, answerLayer_.inputs()}), zeros({episodes, headLayer_.inputs()}),
            zeros({episodes, slots_, width_}), zeros({episodes, heads_, slots_}), zeros({episodes, slots_})};
}

/// Ones at the slot of each head: [E, S] -> [E, R, S].
torch::Tensor Memory::leastUsed(const torch::Tensor& usage) const {
    const torch::Tensor order = std::get<1>(torch::sort(usage, /*stable=*/true, /*dim=*/1, /*descending=*/false));
    return torch::zeros({usage.size(0), heads_, slots_}, usage.options())
        .scatter_(2, order.slice(1, 0, heads_).unsqueeze(2), 1);
}

Memory::State Memory::step(const torch::Tensor& gates, const State& before, const torch::Tensor& scale) const {
    const auto [h, cell] = controller_.step(gates, before.output, before.cell);
    const std::vector<torch::Tensor> heads =
        headLayer_(h).view({-1, heads_, 2 * width_ + 1}).split_with_sizes({width_, width_, 1}, 2);
    const torch::Tensor keys = torch::tanh(heads[0]), written = torch::tanh(heads[1]), gate = torch::sigmoid(heads[2]);

    const torch::Tensor unused = leastUsed(before.usage);
    const torch::Tensor writes = gate * before.reads + (1 - gate) * unused;
    const torch::Tensor kept = before.slots * (1 - unused.sum(1)).unsqueeze(2);
    const torch::Tensor slots = torch::baddbmm(kept, writes.transpose(1, 2), written);
    const torch::Tensor reads = torch::softmax(scale * cosines(keys, slots), 2);
    const torch::Tensor found = torch::bmm(reads, slots).flatten(1);
    const torch::Tensor usage = decay_ * before.usage + (reads.detach() + writes.detach()).sum(1);
    return {torch::cat({h, found}, 1), cell, slots, reads, usage};
}

torch::Tensor Memory::answers(const torch::Tensor& embeddings, const torch::Tensor& labels,
                              const SimilarityFunction& similarity) const {
    const torch::Tensor scale = similarity.scale();
    const torch::Tensor shown = labelCode_.encode(labels, embeddings.options());
    const torch::Tensor before = torch::cat({torch::zeros_like(shown.slice(1, 0, 1)), shown.slice(1, 0, -1)}, 1);
    State state = empty(embeddings.size(0), embeddings.options());
    std::vector<torch::Tensor> outputs;
    for (const torch::Tensor& gates : controller_.inputGates(torch::cat({embeddings, before}, 2)).unbind(1)) {
        state = step(gates, state, scale);
        outputs.push_back(state.output);
    }
    return answerLayer_(torch::stack(outputs, 1));
}

torch::Tensor Memory::scores(const torch::Tensor& queries, const torch::Tensor& support, int shots,
                             const SimilarityFunction& similarity) const {
    const torch::Tensor scale = similarity.scale();
    const torch::Tensor labels = labelCode_.labelsOfWays(support.size(0) / shots).to(support.device());
    const torch::Tensor shown = labelCode_.encode(labels.repeat_interleave(shots), support.options());
    const torch::Tensor before = torch::cat({torch::zeros_like(shown.slice(0, 0, 1)), shown.slice(0, 0, -1)});
    State state = empty(1, support.options());
    for (const torch::Tensor& gates : controller_.inputGates(torch::cat({support, before}, 1)).split(1))
        state = step(gates, state, scale);

    const std::int64_t count = queries.size(0);
    for (torch::Tensor* part : {&state.output, &state.cell, &state.slots, &state.reads, &state.usage})
        *part = part->repeat_interleave(count, 0);
    const torch::Tensor last = shown.slice(0, -1).expand({count, -1});
    state = step(controller_.inputGates(torch::cat({queries, last}, 1)), state, scale);
    return labelCode_.logProbabilities(answerLayer_(state.output), labels);
}

std::vector<LayerRow> Memory::layers(const NamedTensors& tensors) const {
    return {tensors.row({"memory.controller"}, "LSTM of a drawing, the label before and what was read",
                        {headLayer_.inputs()}),
            tensors.row({"memory.heads"},
                        "keys, what is written and gates of " + std::to_string(heads_) +
                            (heads_ == 1 ? " head" : " heads") + " at " + std::to_string(slots_) + " slots",
                        {heads_, width_}),
            tensors.row({"memory.answer"}, "label from the LSTM and what is read", {labelCode_.width()})};
}

}  // namespace oneshot::detail
