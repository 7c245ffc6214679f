#include "core/data/dataset.h"

#include <set>
#include <utility>

#include "core/base/parallel.h"
#include "core/data/character_keys.h"
#include "core/data/data_ref.h"

namespace oneshot {

DrawingStore::DrawingStore(std::vector<Drawing> drawings) {
    std::vector<std::uint64_t> hashes(drawings.size());
    parallelFor(std::ssize(drawings), [&](std::int64_t i) { hashes[i] = drawingHash(drawings[i]); });
    contents_ = std::make_shared<const Contents>(std::move(drawings), std::move(hashes));
}

int Dataset::characterCount() const {
    return static_cast<int>(characters().size());
}

std::vector<CharacterId> Dataset::characters() const {
    std::vector<CharacterId> all;
    for (int a = 0; a < static_cast<int>(alphabets.size()); ++a)
        for (int c = 0; c < static_cast<int>(alphabets[a].characters.size()); ++c) all.push_back({a, c});
    return all;
}

std::int64_t Dataset::drawingCount() const {
    return std::ssize(drawingIds());
}

std::vector<DrawingId> Dataset::drawingIds() const {
    return drawingIdsOf(alphabets);
}

std::vector<DrawingId> drawingIdsOf(const std::vector<Alphabet>& alphabets) {
    std::vector<DrawingId> ids;
    for (const Alphabet& alphabet : alphabets)
        for (const Character& character : alphabet.characters)
            ids.insert(ids.end(), character.drawings.begin(), character.drawings.end());
    return ids;
}

void eraseDrawings(std::vector<Alphabet>& alphabets, const std::function<bool(DrawingId&)>& isUnwanted) {
    std::erase_if(alphabets, [&](Alphabet& alphabet) {
        std::erase_if(alphabet.characters, [&](Character& character) {
            std::erase_if(character.drawings, isUnwanted);
            return character.drawings.empty();
        });
        return alphabet.characters.empty();
    });
}

Dataset onlyCharacters(const Dataset& dataset, const std::set<CharacterId>& characters) {
    Dataset result = dataset;
    result.readingWarnings.clear();  // they describe all that was read
    result.alphabets.clear();
    for (int a = 0; a < std::ssize(dataset.alphabets); ++a) {
        const Alphabet& alphabet = dataset.alphabets[a];
        Alphabet kept{alphabet.name, {}, alphabet.implicit};
        for (int c = 0; c < std::ssize(alphabet.characters); ++c)
            if (characters.contains({a, c})) kept.characters.push_back(alphabet.characters[c]);
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
