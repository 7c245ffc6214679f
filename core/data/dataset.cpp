#include "core/data/dataset.h"

#include <set>

#include "core/data/character_keys.h"

namespace oneshot {

int Dataset::characterCount() const {
    std::size_t count = 0;
    for (const Alphabet& alphabet : alphabets) count += alphabet.characters.size();
    return static_cast<int>(count);
}

std::vector<CharacterId> Dataset::characters() const {
    std::vector<CharacterId> all;
    for (int a = 0; a < static_cast<int>(alphabets.size()); ++a)
        for (int c = 0; c < static_cast<int>(alphabets[a].characters.size()); ++c) all.push_back({a, c});
    return all;
}

Dataset onlyCharacters(const Dataset& dataset, const std::set<CharacterId>& characters) {
    Dataset result;
    result.name = dataset.name;
    result.spec = dataset.spec;
    result.licence = dataset.licence;
    result.format = dataset.format;
    result.lightInk = dataset.lightInk;
    result.understanding = dataset.understanding;
    result.sourceAlphabets = dataset.sourceAlphabets;
    for (int a = 0; a < std::ssize(dataset.alphabets); ++a) {
        const Alphabet& alphabet = dataset.alphabets[a];
        Alphabet kept{alphabet.name, {}, alphabet.implicit};
        for (int c = 0; c < std::ssize(alphabet.characters); ++c) {
            if (!characters.contains({a, c})) continue;
            Character& copy = kept.characters.emplace_back(Character{alphabet.characters[c].name, {}});
            for (const DrawingId id : alphabet.characters[c].drawings) {
                copy.drawings.push_back(static_cast<DrawingId>(result.drawings.size()));
                result.drawings.push_back(dataset.drawings[id]);
            }
        }
        if (!kept.characters.empty()) result.alphabets.push_back(std::move(kept));
    }
    result.sha256 = contentFingerprint(result);
    return result;
}

Dataset withoutCharactersOf(const Dataset& dataset, const Dataset& other, std::vector<std::string>* leftOut) {
    const std::vector<CharacterKey> keys = characterKeys(dataset);
    const std::vector<CharacterId> characters = dataset.characters();
    std::set<CharacterId> kept(characters.begin(), characters.end());
    for (const std::size_t i : sharedCharacters(keys, characterKeys(other))) {
        kept.erase(characters[i]);
        if (leftOut) leftOut->push_back(keys[i].fullName);
    }
    return onlyCharacters(dataset, kept);
}

}  // namespace oneshot
