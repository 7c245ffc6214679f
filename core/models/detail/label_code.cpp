#include "core/models/detail/label_code.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/text.h"

namespace oneshot::detail {

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

}  // namespace oneshot::detail
