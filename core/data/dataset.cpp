#include "core/data/dataset.h"

#include <bit>
#include <set>

#include "core/data/character_keys.h"
#include "core/data/sha256.h"

namespace oneshot {
namespace {

/// Vectors count only where there are some, so that images keep the hashes that weights files hold.
void addContent(Sha256& sha, const Drawing& drawing) {
    sha.add(static_cast<std::uint64_t>(drawing.image.channels));
    sha.add(static_cast<std::uint64_t>(drawing.image.height));
    sha.add(static_cast<std::uint64_t>(drawing.image.width));
    sha.add(drawing.image.pixels);
    for (const float feature : drawing.features)
        sha.add(static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(feature)));
}

}  // namespace

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

std::string contentFingerprint(const Dataset& dataset) {
    Sha256 sha;
    for (const Alphabet& alphabet : dataset.alphabets) {
        sha.add(alphabet.name);
        sha.add(static_cast<std::uint64_t>(alphabet.characters.size()));
        for (const Character& character : alphabet.characters) {
            sha.add(character.name);
            sha.add(static_cast<std::uint64_t>(character.drawings.size()));
            for (const DrawingId id : character.drawings) {
                sha.add(static_cast<std::uint64_t>(dataset.drawings[id].drawer));
                addContent(sha, dataset.drawings[id]);
            }
        }
    }
    return Sha256::hex(sha.digest());
}

std::uint64_t drawingHash(const Drawing& drawing) {
    Sha256 sha;
    addContent(sha, drawing);
    const Sha256::Digest digest = sha.digest();
    std::uint64_t hash = 0;
    for (int i = 0; i < 8; ++i) hash = hash << 8 | digest[i];
    return hash;
}

std::string comparableName(const std::string& name) {
    std::string result;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z')
            result += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
            result += c;
    }
    return result;
}

Dataset onlyCharacters(const Dataset& dataset, const std::set<CharacterId>& characters) {
    Dataset result{dataset.name,     dataset.spec,           {}, dataset.licence, {}, {}, dataset.format,
                   dataset.lightInk, dataset.sourceAlphabets};
    for (int a = 0; a < std::ssize(dataset.alphabets); ++a) {
        const Alphabet& alphabet = dataset.alphabets[a];
        Alphabet kept{alphabet.name, {}};
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
