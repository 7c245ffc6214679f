#include "core/evaluation/confusions.h"

#include <cassert>

#include "core/evaluation/clustering.h"

namespace oneshot {

Confusions::Confusions(const Dataset& dataset, int alphabet, std::span<const Task> tasks,
                       std::span<const TaskOutcome> outcomes)
    : alphabet_(alphabet), count_(static_cast<int>(dataset.alphabets[alphabet].characters.size())) {
    assert(tasks.size() == outcomes.size());
    cells_.resize(static_cast<std::size_t>(count_) * count_);
    for (int i = 0; i < static_cast<int>(tasks.size()); ++i) {
        const Task& task = tasks[i];
        const CharacterId asked = task.ways[task.answer].character;
        if (asked.alphabet != alphabet) continue;
        for (const Way& way : task.ways)
            if (way.character.alphabet == alphabet) ++cell(asked.character, way.character.character).together;
        ++accuracy_.total;
        accuracy_.right += outcomes[i].right;
        const int predicted = outcomes[i].predicted;
        if (predicted < 0)
            undecided_.push_back(i);
        else if (const CharacterId answered = task.ways[predicted].character; answered.alphabet == alphabet)
            cell(asked.character, answered.character).tasks.push_back(i);
    }
}

double Confusions::rate(int asked, int answered) const {
    const Cell& some = cell(asked, answered);
    return some.together > 0 ? static_cast<double>(some.tasks.size()) / some.together : 0;
}

std::vector<int> Confusions::order() const {
    std::vector<double> distances(cells_.size());
    for (int a = 0; a < count_; ++a)
        for (int b = 0; b < count_; ++b)
            if (a != b) distances[static_cast<std::size_t>(a) * count_ + b] = 1 - (rate(a, b) + rate(b, a)) / 2;
    return clusteredOrder(distances, count_);
}

}  // namespace oneshot
