#include "core/data/character_keys.h"

#include <algorithm>
#include <unordered_set>

#include "core/data/parallel.h"

namespace oneshot {

std::vector<CharacterKey> characterKeys(const Dataset& dataset) {
    std::vector<std::uint64_t> hashes(dataset.drawings.size());
    parallelFor(std::ssize(hashes), [&](std::int64_t i) { hashes[i] = drawingHash(dataset.drawings[i]); });
    std::vector<CharacterKey> keys;
    for (const Alphabet& alphabet : dataset.alphabets)
        for (const Character& character : alphabet.characters) {
            CharacterKey& key =
                keys.emplace_back(CharacterKey{alphabet.name + "/" + character.name,
                                               comparableName(alphabet.name) + "/" + comparableName(character.name),
                                               {}});
            for (const DrawingId id : character.drawings) key.drawings.push_back(hashes[id]);
        }
    return keys;
}

std::vector<std::size_t> sharedCharacters(const std::vector<CharacterKey>& keys,
                                          const std::vector<CharacterKey>& others) {
    std::unordered_set<std::string> names;
    std::unordered_set<std::uint64_t> drawings;
    for (const CharacterKey& other : others) {
        names.insert(other.name);
        drawings.insert(other.drawings.begin(), other.drawings.end());
    }
    std::vector<std::size_t> shared;
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (names.contains(keys[i].name) ||
            std::ranges::any_of(keys[i].drawings, [&](std::uint64_t hash) { return drawings.contains(hash); }))
            shared.push_back(i);
    return shared;
}

}  // namespace oneshot
