#include "core/tasks/pair_sampler.h"

#include <algorithm>

#include "core/data/error.h"

namespace oneshot {

PairSampler::PairSampler(const Dataset& dataset)
    : dataset_(dataset), drawn_(dataset.alphabets.size()), paired_(dataset.alphabets.size()) {
    std::size_t characters = 0;
    for (const CharacterId id : dataset.characters()) {
        const std::size_t drawings = dataset.character(id).drawings.size();
        if (drawings > 0) drawn_[id.alphabet].push_back(id.character);
        if (drawings > 1) paired_[id.alphabet].push_back(id.character);
        characters += drawings > 0;
    }
    for (int a = 0; a < static_cast<int>(dataset.alphabets.size()); ++a) {
        if (!drawn_[a].empty()) alphabets_.push_back(a);
        if (!paired_[a].empty()) pairedAlphabets_.push_back(a);
    }
    if (characters < 2 || pairedAlphabets_.empty())
        throw Error(ErrorCode::InvalidSetting, "data",
                    "pairs need two characters, one of them with two drawings, and " + dataset.name + " has " +
                        std::to_string(characters) + " characters" +
                        (pairedAlphabets_.empty() ? " of one drawing" : ""),
                    "Select more characters or drawers.");
}

std::vector<Pair> PairSampler::take(Random& random, int count) const {
    const auto anyOf = [&](const auto& items) { return items[below(random, static_cast<int>(items.size()))]; };
    const auto anyDrawing = [&](CharacterId id) { return anyOf(dataset_.character(id).drawings); };

    // Both halves go round the alphabets in one order, the second where the first ended.
    std::vector<int> order = alphabets_;
    shuffle(random, order);
    std::vector<int> pairedOrder = order;
    std::erase_if(pairedOrder, [&](int a) { return paired_[a].empty(); });

    std::vector<Pair> pairs(count);
    for (int i = 0; i < count; ++i) {
        Pair& pair = pairs[i];
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
        } else {  // an alphabet of one character: the other drawing is of the next alphabet
            const int other = round[(i + 1) % round.size()];
            pair.first = anyDrawing({alphabet, drawn_[alphabet][0]});
            pair.second = anyDrawing({other, anyOf(drawn_[other])});
        }
    }
    return pairs;
}

}  // namespace oneshot
