#include "core/models/detail/memory.h"

#include "core/models/detail/encoder.h"

namespace oneshot::detail {
namespace {

using Kind = NamedTensor::Kind;

constexpr double shortest = 1e-6;  // the cosine with a slot of zeros is 0

/// keys [E, R, W], slots [E, S, W] -> [E, R, S].
torch::Tensor cosines(const torch::Tensor& keys, const torch::Tensor& slots) {
    const torch::Tensor lengths = keys.norm(2, {2}, true) * slots.norm(2, {2}).unsqueeze(1);
    return torch::bmm(keys, slots.transpose(1, 2)) / (lengths + shortest);
}

}  // namespace

Memory::Memory(const NetworkSettings& s, NamedTensors& tensors)
    : labelCode_(s),
      slots_(s.memorySlots),
      width_(s.memoryWidth),
      heads_(s.readHeads),
      decay_(s.usageDecay),
      controller_(tensors, "memory.controller", s.embedding + static_cast<int>(labelCode_.width()), s.controller,
                  s.controller + s.readHeads * s.memoryWidth),
      headsWeight_(tensors.add("memory.heads.weight", {heads_ * (2 * width_ + 1), s.controller}, Kind::Dense)),
      headsBias_(tensors.add("memory.heads.bias", {heads_ * (2 * width_ + 1)}, Kind::Other)),
      answerWeight_(
          tensors.add("memory.answer.weight", {labelCode_.width(), s.controller + heads_ * width_}, Kind::Dense)),
      answerBias_(tensors.add("memory.answer.bias", {labelCode_.width()}, Kind::Other)) {}

void Memory::initialise(at::Generator& g) {
    controller_.initialise(g);
    for (const torch::Tensor& tensor : {headsWeight_, headsBias_}) fillUniform(tensor, headsWeight_.size(1), g);
    for (const torch::Tensor& tensor : {answerWeight_, answerBias_}) fillUniform(tensor, answerWeight_.size(1), g);
}

Memory::State Memory::empty(std::int64_t episodes, const torch::TensorOptions& options) const {
    return {torch::zeros({episodes, answerWeight_.size(1)}, options),
            torch::zeros({episodes, headsWeight_.size(1)}, options), torch::zeros({episodes, slots_, width_}, options),
            torch::zeros({episodes, heads_, slots_}, options), torch::zeros({episodes, slots_}, options)};
}

/// Ones at the slot of each head: [E, S] -> [E, R, S].
torch::Tensor Memory::leastUsed(const torch::Tensor& usage) const {
    const torch::Tensor order = std::get<1>(torch::sort(usage, /*stable=*/true, /*dim=*/1, /*descending=*/false));
    return torch::zeros({usage.size(0), heads_, slots_}, usage.options())
        .scatter_(2, order.slice(1, 0, heads_).unsqueeze(2), 1);
}

Memory::State Memory::step(const torch::Tensor& gates, const State& before, const torch::Tensor& scale) const {
    const auto [h, cell] = controller_.step(gates, before.output, before.cell);
    const std::vector<torch::Tensor> heads = torch::linear(h, headsWeight_, headsBias_)
                                                 .view({-1, heads_, 2 * width_ + 1})
                                                 .split_with_sizes({width_, width_, 1}, 2);
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

torch::Tensor Memory::answer(const torch::Tensor& output) const {
    return torch::linear(output, answerWeight_, answerBias_);
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
    return answer(torch::stack(outputs, 1));
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
    return labelCode_.logProbabilities(answer(state.output), labels);
}

std::vector<LayerRow> Memory::layers(const NamedTensors& tensors) const {
    return {tensors.row({"memory.controller"}, "LSTM of a drawing, the label before and what was read",
                        {headsWeight_.size(1)}),
            tensors.row({"memory.heads"},
                        "keys, what is written and gates of " + std::to_string(heads_) +
                            (heads_ == 1 ? " head" : " heads") + " at " + std::to_string(slots_) + " slots",
                        {heads_, width_}),
            tensors.row({"memory.answer"}, "label from the LSTM and what is read", {labelCode_.width()})};
}

}  // namespace oneshot::detail
