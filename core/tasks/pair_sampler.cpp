#include "core/tasks/pair_sampler.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/base/text.h"

namespace oneshot {

PairSampler::PairSampler(const Dataset& dataset, PairRule rule)
    : rule_(rule), dataset_(dataset), drawn_(dataset.alphabets.size()), paired_(dataset.alphabets.size()) {
    for (const CharacterId id : dataset.characters()) {
        const std::size_t drawings = dataset.character(id).drawings.size();
        if (drawings > 0) {
            classes_.push_back(id);
            drawn_[id.alphabet].push_back(id.character);
        }
        if (drawings > 1) paired_[id.alphabet].push_back(id.character);
    }
    for (int a = 0; a < static_cast<int>(dataset.alphabets.size()); ++a)
        if (!drawn_[a].empty()) alphabets_.push_back(a);
    const bool nonePaired = std::ranges::all_of(paired_, &std::vector<int>::empty);
    if (classes_.size() < 2 || (rule == PairRule::Balanced && nonePaired))
        throw Error(
            ErrorCode::InvalidSetting, "data",
            fmt::format("pairs need two characters, one of them with two drawings, and {} has {}{}", dataset.name,
                        counted(std::ssize(classes_), "character"), nonePaired ? " of one drawing" : ""),
            "Select more characters or drawers.");
}

std::vector<Pair> PairSampler::take(Random& random, int count) const {
    std::vector<Pair> pairs;
    forEach(random, count, [&](const Pair& pair) { pairs.push_back(pair); });
    return pairs;
}

void PairSampler::forEach(Random& random, int count, const std::function<void(const Pair&)>& visit) const {
    rule_ == PairRule::Balanced ? balanced(random, count, visit) : ofDistinctClasses(random, count, visit);
}

void PairSampler::ofDistinctClasses(Random& random, int count, const std::function<void(const Pair&)>& visit) const {
    const int classes = static_cast<int>(classes_.size());
    if (count > classes)
        throw Error(
            ErrorCode::InvalidSetting, "pairs_per_step",
            fmt::format("{} pairs of distinct classes need as many characters, and {} has {}", count, dataset_.name,
                        classes),
            fmt::format("Select more characters, lower pairs_per_step to at most {}, or set pairs=balanced.", classes));
    const auto anyDrawing = [&](int at) {
        const auto& drawings = dataset_.character(classes_[at]).drawings;
        return drawings[below(random, static_cast<int>(drawings.size()))];
    };
    int visited = 0;
    for (const int first : sample(random, classes, count)) {
        const bool same = visited++ >= count / 2;
        const int second = same ? first : (first + 1 + below(random, classes - 1)) % classes;
        const DrawingId drawing = anyDrawing(first);
        visit({drawing, anyDrawing(second), same});
    }
}

void PairSampler::balanced(Random& random, int count, const std::function<void(const Pair&)>& visit) const {
    const auto anyOf = [&](const auto& items) { return items[below(random, static_cast<int>(items.size()))]; };
    const auto anyDrawing = [&](CharacterId id) { return anyOf(dataset_.character(id).drawings); };

    // Both halves cycle through the alphabets in one order; the second continues where the first ended.
    std::vector<int> order = alphabets_;
    shuffle(random, order);
    std::vector<int> pairedOrder = order;
    std::erase_if(pairedOrder, [&](int a) { return paired_[a].empty(); });

    for (int i = 0; i < count; ++i) {
        Pair pair;
        pair.same = i >= count / 2;
        const auto& round = pair.same ? pairedOrder : order;
        const int alphabet = round[i % round.size()];
        if (pair.same) {
            const auto& drawings = dataset_.character({alphabet, anyOf(paired_[alphabet])}).drawings;
            const std::vector<int> two = sample(random, static_cast<int>(drawings.size()), 2);
            pair.first = drawings[two[0]];
            pair.second = drawings[two[1]];
        } else if (drawn_[alphabet].size() > 1) {
            const std::vector<int> two = sample(random, static_cast<int>(drawn_[alphabet].size()), 2);
            pair.first = anyDrawing({alphabet, drawn_[alphabet][two[0]]});
            pair.second = anyDrawing({alphabet, drawn_[alphabet][two[1]]});
        } else {  // an alphabet of one character: takes the other drawing from the next one
            const int other = round[(i + 1) % round.size()];
            pair.first = anyDrawing({alphabet, drawn_[alphabet][0]});
            pair.second = anyDrawing({other, anyOf(drawn_[other])});
        }
        visit(pair);
    }
}

}  // namespace oneshot
